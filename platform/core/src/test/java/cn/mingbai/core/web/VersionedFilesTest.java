package cn.mingbai.core.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionedFilesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static VersionedFiles files(String main, String style) {
        return new VersionedFiles("/x/", Map.of("main.js", bytes(main), "page.css", bytes(style)));
    }

    @Test
    void theFolderIsNamedByWhatIsInAllFilesTogether() {
        var files = files("a", "b");
        assertThat(files.folder()).matches("/x/[0-9a-f]{16}/").contains(files.version());
        assertThat(files("a", "b").folder()).isEqualTo(files.folder());
        assertThat(files("a", "c").folder()).isNotEqualTo(files.folder());
        assertThat(new VersionedFiles("/x/", Map.of("other.js", bytes("a"), "page.css", bytes("b"))).folder())
                .isNotEqualTo(files.folder());
    }

    @Test
    void aFileIsKeptForGoodAndOnlyThisVersionIsThere() {
        var files = files("a", "b");
        var answer = files.answer(files.version(), "page.css");
        assertThat(answer.getBody()).isEqualTo(bytes("b"));
        assertThat(answer.getHeaders().getContentType()).hasToString("text/css;charset=UTF-8");
        assertThat(answer.getHeaders().getCacheControl()).contains("max-age=31536000", "public", "immutable");
        for (var missing : new String[][] {
            {"0123456789abcdef", "page.css"}, {files.version(), "PAGE.CSS"}, {files.version(), ""}, {"", "page.css"}
        }) {
            var none = files.answer(missing[0], missing[1]);
            assertThat(none.getStatusCode().value()).as(missing[1]).isEqualTo(404);
            assertThat(none.getHeaders().getCacheControl()).isEqualTo("no-store");
        }
    }

    @Test
    void scriptsAreNamedApartAndAFileOfAnotherTypeIsRefused() {
        assertThat(files("a", "b").scripts()).containsExactly("main.js");
        assertThat(files("a", "b").names()).containsExactly("main.js", "page.css");
        assertThatThrownBy(() -> new VersionedFiles("/x/", Map.of("Page.class", bytes("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Page.class");
    }

    @Test
    void ofAFolderOnlyWhatIsServedIsRead() {
        assertThat(VersionedFiles.in("META-INF/resources/mingbai/"))
                .containsKey("page.css")
                .allSatisfy((name, bytes) -> assertThat(name).matches(".*\\.(js|css|svg|png|wasm)"));
        assertThat(VersionedFiles.in("cn/mingbai/core/web/")).isEmpty();
    }
}
