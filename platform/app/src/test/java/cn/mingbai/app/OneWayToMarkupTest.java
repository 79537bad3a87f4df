package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text becomes markup or a script in {@code CleanHtml} alone: nowhere else is there a way, in no language of ours. */
class OneWayToMarkupTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path THE_ONE = Path.of("platform/core/src/main/java/cn/mingbai/core/ui/CleanHtml.java");

    private static final String CONSTANT = "(\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|[A-Z][A-Z_]*)";

    private static final Map<String, Pattern> WAYS = Map.of(
            ".java",
            Pattern.compile("component\\.Html;|new Html\\(|[iI]nnerHTML|outerHTML|insertAdjacentHTML|srcdoc|setSrcdoc"
                    + "|LitRenderer|TemplateRenderer|unsafeHTML"
                    // A script is a constant, and what differs goes along as its parameter.
                    + "|(?:executeJs|executeJavaScript|evaluate|addEventData)\\((?!\\s*" + CONSTANT + "\\s*[,)])"),
            ".html",
            Pattern.compile("th:utext|\\[\\(|th:inline|th:on|\\son[a-z]+\\s*=|<script(?![^>]*\\ssrc|[^>]*th:src)|<style"
                    + "|\\sstyle\\s*=|th:style|javascript:"),
            ".js",
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment"
                    + "|\\beval\\(|new Function|set(?:Timeout|Interval)\\(\\s*['\"`]|setAttribute\\(\\s*['\"`]on|srcdoc"
                    + "|javascript:|setHTML|parseHTML|renderMode: 'html'"));

    @Test
    void thereIsNoOther() {
        var found = new ArrayList<String>();
        var read = 0;
        for (var file : sources()) {
            var name = file.getFileName().toString();
            var way = WAYS.get(name.substring(name.lastIndexOf('.')));
            if (way == null || ROOT.relativize(file).equals(THE_ONE)) {
                continue;
            }
            read++;
            var text = text(file);
            way.matcher(text)
                    .results()
                    .forEach(met -> found.add(ROOT.relativize(file) + ":"
                            + text.substring(0, met.start()).lines().count() + " " + met.group()));
        }
        assertThat(found).isEmpty();
        assertThat(read).as("files read").isGreaterThan(900);
        assertThat(WAYS.get(".java").matcher(text(ROOT.resolve(THE_ONE))).find())
                .as("the one way")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    .java | page.executeJs("this.x = '" + name + "'")
                    .java | getElement().executeJs(script, name)
                    .java | element.setProperty("innerHTML", text)
                    .java | add(new Html(text))
                    .html | <p th:utext="${text}">x</p>
                    .html | <a onclick="go()">x</a>
                    .html | <script>go()</script>
                    .js   | box.innerHTML = text
                    .js   | eval(text)
                    .js   | setTimeout('go()', 1)
                    """)
    void theRuleKnowsThem(String ending, String source) {
        assertThat(WAYS.get(ending).matcher(source).find()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    .java | page.executeJs("window.print()")
                    .java | getElement().executeJs(GO, lesson.position())
                    .html | <script type="module" th:src="${main}"></script>
                    .js   | setTimeout(() => go(), 1)
                    """)
    void andLetsTheOthersBe(String ending, String source) {
        assertThat(WAYS.get(ending).matcher(source).find()).isFalse();
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.find(
                ROOT,
                25,
                (file, attributes) -> attributes.isRegularFile()
                        && file.toString().matches(".*/src/main/.*\\.(java|html|js)")
                        && !file.toString().matches(".*/(target|node_modules|main/frontend)/.*"))) {
            return files.toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
