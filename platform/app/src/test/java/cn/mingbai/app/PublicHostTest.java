package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** deploy/nginx-mingbai.conf: under the name on paper all faces without a session, and nothing else. */
class PublicHostTest {

    private static final Pattern PASSED = Pattern.compile("location ~ \"([^\"]+)\" \\{\\s+proxy_pass");

    @Test
    void passesWhatKeepsNoSessionAndNothingElse() throws IOException {
        var file = Files.readString(Path.of("../../deploy/nginx-mingbai.conf"));
        var passed = PASSED.matcher(file)
                .results()
                .map(found -> Pattern.compile(found.group(1)))
                .toList();
        assertThat(passed).isNotEmpty();

        // Other systems of the government read by keys under the staff's name.
        assertThat(Arrays.stream(SecurityConfiguration.SESSIONLESS)
                        .filter(path -> !path.startsWith("/api/"))
                        .map(PublicHostTest::example))
                .allSatisfy(path -> assertThat(passes(passed, path)).as(path).isTrue());
        assertThat(List.of(
                        "/",
                        "/login",
                        "/setup/7Q4M0XK2V9B8N6P5R3T1W0Y2Z4",
                        "/accounts",
                        "/visit/7Q4M0XK2V9B8N6P5R3T1W0Y2Z4",
                        "/V/devices",
                        "/V/sign-in",
                        "/actuator/health",
                        "/actuator/prometheus",
                        "/api/v1/rates",
                        "/attachments/1",
                        "/certificate/1",
                        "/VAADIN/build/x.js",
                        "/H/x/../../login",
                        "/error"))
                .allSatisfy(path -> assertThat(passes(passed, path)).as(path).isFalse());
    }

    private static boolean passes(List<Pattern> passed, String path) {
        return passed.stream().anyMatch(pattern -> pattern.matcher(path).find());
    }

    private static String example(String pattern) {
        return pattern.replaceAll("\\{[^/]*}}?", "7Q4M0XK2V9B8N6P5R3T1W0Y2Z4").replace("**", "a/b.js");
    }
}
