package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.TestApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The visit app's shell, files, service worker and manifest; what the scripts do is for the browser tests. */
@SpringBootTest(classes = TestApplication.class)
class VisitAppPageModuleTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/cn/mingbai/households/visitapp");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\b[^;]*?'([^']+)';");

    /** Of our own scripts, style and words together; a third party's scanner is not ours. */
    private static final int MOST_BYTES = 250_000;

    @Autowired
    VisitAppFiles files;

    @Autowired
    WebApplicationContext context;

    MockMvc mvc;

    @BeforeEach
    void open() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
    }

    private MockHttpServletResponse page(String path) throws Exception {
        return mvc.perform(get(path).locale(Locale.ENGLISH)).andReturn().getResponse();
    }

    private String text(String path) throws Exception {
        var response = page(path);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private static List<Path> scripts() throws IOException {
        try (var all = Files.list(SCRIPTS)) {
            return all.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    @Test
    void theShellIsTheSameForEverybodyAndHoldsNoWordInAnother() throws Exception {
        var shell = page("/V/");
        assertThat(shell.getStatus()).isEqualTo(200);
        for (var path : List.of("/V/" + "A".repeat(26), "/v/" + "b".repeat(26))) {
            assertThat(page(path).getContentAsByteArray()).as(path).isEqualTo(shell.getContentAsByteArray());
        }
        assertThat(mvc.perform(get("/V/").locale(Locale.SIMPLIFIED_CHINESE))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .as("the language is chosen on the phone")
                .isEqualTo(shell.getContentAsByteArray());
        assertThat(shell.getCookies()).isEmpty();
        assertThat(shell.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(page("/V").getRedirectedUrl()).isEqualTo("/V/");
    }

    @Test
    void theShellRunsOnlyItsOwnScriptsAndSaysWhatToDoWithoutThem() throws Exception {
        var policy = page("/V/").getHeader("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "connect-src 'self'")
                .contains("frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe-inline", "'unsafe-eval'", "*", "http:", "data:");
        var html = text("/V/");
        assertThat(html)
                .contains("src=\"" + files.folder() + "main.js\"")
                .doesNotContainPattern("<script(?![^>]*src=\"/V/app/[0-9a-f]{16}/main.js\")")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("style=", "<style", "http:", "https:");
        assertThat(html).containsPattern("(?s)<noscript>.*JavaScript.*JavaScript.*href=\"/visit\".*</noscript>");
    }

    @Test
    void filesAreKeptForGoodUnderTheirVersionAndThereIsNoOtherVersion() throws Exception {
        for (var name : files.modules()) {
            assertThat(text("/V/")).contains("rel=\"modulepreload\" href=\"" + files.folder() + name + "\"");
        }
        for (var name : List.of("main.js", "bundle.js", "visit.css", "page.css", "icon.svg", "icon-192.png")) {
            var response = page(files.folder() + name);
            assertThat(response.getStatus()).as(name).isEqualTo(200);
            assertThat(response.getHeader("Cache-Control")).contains("max-age=31536000", "public", "immutable");
            assertThat(page("/V/app/0123456789abcdef/" + name).getStatus()).isEqualTo(404);
        }
        assertThat(page(files.folder() + "main.js").getContentType()).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(page(files.folder() + "icon-512.png").getContentType()).isEqualTo("image/png");
        for (var hostile : List.of("x.js", "..%2Fpage.css", "MAIN.JS", "main.js.map", "VisitApp.class", "sw.js")) {
            assertThat(page(files.folder() + hostile).getStatus()).as(hostile).isEqualTo(404);
        }
    }

    @Test
    void theServiceWorkerKeepsEveryFileOfThisVersionAndMayFetchThem() throws Exception {
        var response = page("/V/sw.js");
        assertThat(response.getContentType()).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.getHeader("Content-Security-Policy")).contains("connect-src 'self'");
        var script = response.getContentAsString(StandardCharsets.UTF_8);
        var kept = Pattern.compile("'(/V/app/[0-9a-f]{16}/[^']+)'")
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(kept)
                .contains(files.folder() + "page.css")
                .containsAll(files.modules().stream()
                        .map(name -> files.folder() + name)
                        .toList());
        for (var path : kept) {
            assertThat(page(path).getStatus()).as(path).isEqualTo(200);
        }
        assertThat(script).contains("const VERSION = '").doesNotContain("/V/records", "/V/pack");
    }

    @Test
    void theManifestPutsTheAppOnThePhoneWithinItsOwnScope() throws Exception {
        var response = page("/V/manifest.webmanifest");
        assertThat(response.getContentType()).startsWith("application/manifest+json");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "\"scope\":\"/V/\"",
                        "\"start_url\":\"/V/\"",
                        "\"display\":\"standalone\"",
                        "\"name\":\"Visits\"")
                .contains(files.folder() + "icon-192.png", "\"sizes\":\"512x512\"");
    }

    /** Every import names a file beside it, so that the version in the address holds for all; and none goes in a circle. */
    @Test
    void scriptsImportOnlyTheirNeighboursAndInNoCircle() throws Exception {
        var imports = new TreeMap<String, List<String>>();
        imports.put(VisitAppFiles.WORDS, List.of());
        imports.put(VisitAppFiles.PARTS, List.of());
        for (var file : scripts()) {
            imports.put(
                    file.getFileName().toString(),
                    IMPORT.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
        assertThat(imports.values().stream().flatMap(List::stream))
                .isNotEmpty()
                .allMatch(path -> path.matches("\\./[a-z0-9-]+\\.js") && imports.containsKey(path.substring(2)));
        var left = new TreeSet<>(imports.keySet());
        while (left.removeIf(name -> imports.get(name).stream().noneMatch(path -> left.contains(path.substring(2))))) {
            // Those that import nothing of what is left go first.
        }
        assertThat(left).as("scripts that import each other in a circle").isEmpty();
    }

    @Test
    void scriptsAreSmallAndHoldNoWordsOfTheirOwn() throws Exception {
        var bytes = Files.size(SCRIPTS.resolve("visit.css"))
                + text(files.folder() + VisitAppFiles.WORDS).length();
        var found = new ArrayList<String>();
        for (var file : scripts()) {
            bytes += Files.size(file);
            var code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "");
            if (Pattern.compile("\\p{IsHan}").matcher(code).find()) {
                found.add(file.getFileName().toString());
            }
        }
        assertThat(found)
                .as("words belong into i18n/households-app_*.properties")
                .isEmpty();
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void everyWordThatTheScriptsSayIsThereInBothLanguagesAndNoneIsSaidByNobody() throws Exception {
        var words = text(files.folder() + VisitAppFiles.WORDS);
        var chinese = keys(words.substring(words.indexOf("\"zh\":")));
        assertThat(chinese).hasSizeGreaterThan(100);
        assertThat(keys(words.substring(words.indexOf("\"en\":"), words.indexOf("\"zh\":"))))
                .isEqualTo(chinese);
        assertThat(words).doesNotContain("''").contains("{0}");
        var said = new TreeSet<String>();
        var all = new StringBuilder();
        var call = Pattern.compile("\\bword\\(((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*)\\)");
        var literal = Pattern.compile("(?<!=== )(?<!contains\\()'([a-z][a-zA-Z_0-9.-]*)'");
        for (var file : scripts()) {
            var code = Files.readString(file);
            all.append(code);
            call.matcher(code)
                    .results()
                    .forEach(one -> literal.matcher(one.group(1).split(",")[0])
                            .results()
                            .map(found -> found.group(1))
                            .forEach(said::add));
        }
        assertThat(said).hasSizeGreaterThan(100);
        assertThat(said.stream()
                        .filter(word -> !chinese.contains(word))
                        .filter(word -> chinese.stream()
                                .noneMatch(key -> key.startsWith(word) && key.length() > word.length())))
                .as("words that scripts say and no bundle has")
                .isEmpty();
        assertThat(chinese.stream()
                        .filter(word -> !word.contains("."))
                        .filter(word -> !List.of("name", "short-name", "no-script", "opening")
                                .contains(word))
                        .filter(word -> all.indexOf("'" + word + "'") < 0)
                        .filter(word ->
                                said.stream().noneMatch(prefix -> prefix.endsWith("-") && word.startsWith(prefix))))
                .as("words that no script says")
                .isEmpty();
    }

    private static TreeSet<String> keys(String json) {
        var keys = new TreeSet<String>();
        Pattern.compile("\"([a-z][a-zA-Z_0-9.-]*)\":\"")
                .matcher(json)
                .results()
                .forEach(found -> keys.add(found.group(1)));
        return keys;
    }
}
