package cn.mingbai.quizzes.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Answering;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Sheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The shell of the answering page and the result; what the scripts do is for the browser tests. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class AnsweringPageModuleTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/META-INF/resources/mingbai/answering");
    private static final int MOST_BYTES = 150_000;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    AnsweringFiles files;

    @Autowired
    MovingClock clock;

    @Autowired
    WebApplicationContext context;

    MockMvc mvc;
    String token;

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        world.signIn(Role.STAFF, World.VILLAGE);
        token = attempts.start("01").token();
        world.signOut();
    }

    private MockHttpServletResponse page(String path) throws Exception {
        return mvc.perform(get("/Q/" + path).locale(Locale.SIMPLIFIED_CHINESE))
                .andReturn()
                .getResponse();
    }

    private String html(String path) throws Exception {
        var response = page(path);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theShellIsTheSameForEverybodyAndTellsNothing() throws Exception {
        var shell = page(token);
        assertThat(shell.getStatus()).isEqualTo(200);
        for (var other : new String[] {"A".repeat(26), "x"}) {
            assertThat(page(other).getContentAsByteArray()).isEqualTo(shell.getContentAsByteArray());
        }
        var sheet = sheets.sheet(token);
        assertThat(shell.getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain(token, sheet.title())
                .doesNotContain(sheet.items().stream().map(Sheet.Item::stem).toList());
        assertThat(shell.getCookies()).isEmpty();
        assertThat(shell.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theShellRunsOnlyItsOwnScriptsAndSaysWhatToDoWithoutThem() throws Exception {
        var shell = page(token);
        assertThat(shell.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        var html = shell.getContentAsString(StandardCharsets.UTF_8);
        assertThat(html)
                .doesNotContainPattern("<script(?![^>]*src=\"/mingbai/answering/[0-9a-f]{16}/main.js\")")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("style=", "<style", "http:", "https:");
        assertThat(html).containsPattern("(?s)<noscript>.*JavaScript.*从课程页进来.*</noscript>");
    }

    @Test
    void theShellNamesEveryScriptAndTheyAreSmall() throws Exception {
        var scripts = files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".js"))
                .toList();
        assertThat(files.modules()).containsExactlyElementsOf(scripts);
        assertThat(html(token))
                .contains(scripts.stream()
                        .map(name -> "rel=\"modulepreload\" href=\"" + files.folder() + name + "\"")
                        .toList());
        var bytes = page(token).getContentAsByteArray().length;
        for (var file : files()) {
            bytes += (int) Files.size(file);
        }
        assertThat(bytes).as("bytes of shell, scripts and style").isLessThan(MOST_BYTES);
    }

    @Test
    void filesAreKeptForGoodUnderTheirVersionAndThereIsNoOtherVersion() throws Exception {
        for (var file : files()) {
            var name = file.getFileName().toString();
            var response = mvc.perform(get(files.folder() + name)).andReturn().getResponse();
            assertThat(response.getStatus()).as(name).isEqualTo(200);
            assertThat(response.getContentAsByteArray()).as(name).isEqualTo(Files.readAllBytes(file));
            assertThat(response.getHeader("Cache-Control")).contains("max-age=31536000", "public", "immutable");
            assertThat(response.getContentType())
                    .isEqualTo(name.endsWith(".css") ? "text/css;charset=UTF-8" : "text/javascript;charset=UTF-8");
            assertThat(mvc.perform(get("/mingbai/answering/0123456789abcdef/" + name))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(404);
        }
        for (var hostile : List.of("x.js", "..%2Fpage.css", "MAIN.JS", "main.js.map")) {
            assertThat(mvc.perform(get(files.folder() + hostile))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .as(hostile)
                    .isEqualTo(404);
        }
    }

    /** Every import names a file beside it, so that the version in the address holds for all; and none goes in a circle. */
    @Test
    void scriptsImportOnlyTheirNeighboursAndInNoCircle() throws Exception {
        var imported = Pattern.compile("(?m)^import\\b[^;]*?'([^']+)';");
        var imports = new TreeMap<String, List<String>>();
        for (var name : files.modules()) {
            imports.put(
                    name,
                    imported.matcher(Files.readString(SCRIPTS.resolve(name)))
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
        assertThat(imports.values().stream().flatMap(List::stream))
                .isNotEmpty()
                .allMatch(path -> path.matches("\\./[a-z]+\\.js") && imports.containsKey(path.substring(2)));
        var left = new TreeSet<>(imports.keySet());
        while (left.removeIf(name -> imports.get(name).stream().noneMatch(path -> left.contains(path.substring(2))))) {
            // Those that import nothing of what is left go first.
        }
        assertThat(left).as("scripts that import each other in a circle").isEmpty();
    }

    @Test
    void everyWordThatTheScriptsSayIsInTheShellInBothLanguages() throws Exception {
        var used = new TreeSet<String>();
        var literal = Pattern.compile("'([a-z][a-z0-9-]*)'");
        var call = Pattern.compile("\\bword\\(([^;]*?)[,)](?=[^']|$)", Pattern.DOTALL);
        for (var file : files()) {
            if (file.toString().endsWith(".js")) {
                var calls = call.matcher(Files.readString(file));
                while (calls.find()) {
                    literal.matcher(calls.group(1))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(used::add);
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(30);
        for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            var html = mvc.perform(get("/Q/" + token).locale(locale))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
            assertThat(html).doesNotContainPattern("quizzes\\.[a-z]+\\.");
            for (var word : AnsweringPage.WORDS) {
                assertThat(html).containsPattern("data-word=\"" + word + "\">[^<]+<");
            }
            for (var input : Sheet.Input.values()) {
                assertThat(html).containsPattern("data-word=\"input-" + input + "\">[^<]+<");
            }
        }
        assertThat(used.stream()
                        .filter(word -> !AnsweringPage.WORDS.contains(word))
                        .filter(word -> !List.of("true", "false", "choose").contains(word))
                        .filter(word -> !word.endsWith("-")))
                .as("words that the scripts use and the shell does not hold")
                .isEmpty();
        var texts = new StringBuilder();
        for (var file : files()) {
            texts.append(Files.readString(file));
        }
        assertThat(AnsweringPage.WORDS)
                .as("words that no script uses")
                .allMatch(word -> texts.indexOf("'" + word + "'") >= 0
                        || Arrays.stream(new String[] {"state-", "number-", "warning-"})
                                .anyMatch(prefix -> word.startsWith(prefix)));
    }

    @Test
    void noScriptHoldsWordsOfItsOwn() throws Exception {
        var found = new ArrayList<String>();
        for (var file : files()) {
            if (Pattern.compile("[\\p{IsHan}]")
                    .matcher(Files.readString(file).replace("'；'", ""))
                    .find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theResultOfAnOpenAttemptIsTheWayBackToItsPage() throws Exception {
        var response = page(token + "/result");
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getRedirectedUrl()).isEqualTo("/Q/" + token);
    }

    @Test
    void theResultNamesTheWeakPointsWithTheLessonsThatTeachThem() throws Exception {
        for (var item : sheets.sheet(token).items()) {
            var answer =
                    item.number() == 1 ? Answering.wrong(sheets, token, item) : Answering.right(sheets, token, item);
            sheets.save(token, item.number(), answer);
        }
        sheets.away(token, 40, null);
        sheets.away(token, 3, null);
        sheets.handIn(token);
        var result = sheets.result(token, Locale.SIMPLIFIED_CHINESE);
        var wrong = result.questions().getFirst();
        assertThat(result.weak()).hasSameSizeAs(new TreeSet<>(wrong.points())).allMatch(point -> point.wrong() == 1);
        assertThat(wrong.lessons()).isNotEmpty();
        var html = html(token + "/result");
        assertThat(html).contains("90 分", "id=\"passed\"", "离开页面 2 次，不影响成绩");
        assertThat(html.split("id=\"weak\"", -1)).hasSize(2);
        for (var lesson : wrong.lessons()) {
            assertThat(lesson.path()).startsWith("/courses/01/1.");
            assertThat(html).contains("href=\"" + lesson.path() + "\"", lesson.title());
        }
        // Nothing to read below a question that is right.
        assertThat(html.substring(html.indexOf("第 2 题"))).doesNotContain("看课文");
    }

    @Test
    void everythingRightLeavesNoWeakPoint() throws Exception {
        for (var item : sheets.sheet(token).items()) {
            sheets.save(token, item.number(), Answering.right(sheets, token, item));
        }
        sheets.handIn(token);
        assertThat(html(token + "/result"))
                .contains("100 分", "《中华人民共和国社会救助法》")
                .doesNotContain("id=\"weak\"", "看课文", "离开页面");
    }

    @Test
    void notPassedTellsWhatToReadAndWhereTheNextTryIs() throws Exception {
        clock.pass(Duration.ofMinutes(18));
        assertThat(html(token + "/result"))
                .contains("0 分", "id=\"failed\"", "什么时候可以再考，课程页上写着", "没答", "id=\"weak\"", "先把对应的课文看一遍");
    }

    @Test
    void unknownTokensHaveNoResultAndAnExpiredOneLeadsToSigningIn() throws Exception {
        for (var hostile : new String[] {"x/result", "A".repeat(26) + "/result"}) {
            var response = page(hostile);
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("href=\"/courses\"");
        }
        sheets.handIn(token);
        clock.pass(Duration.ofDays(2));
        var expired = page(token + "/result");
        assertThat(expired.getStatus()).isEqualTo(303);
        assertThat(expired.getRedirectedUrl()).matches("/quiz/\\d+");
    }
}
