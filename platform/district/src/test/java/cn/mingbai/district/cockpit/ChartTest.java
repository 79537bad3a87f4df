package cn.mingbai.district.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static byte[] resource(String path) throws IOException {
        try (var stream = ChartTest.class.getResourceAsStream("/META-INF/resources/" + path)) {
            return Objects.requireNonNull(stream, path).readAllBytes();
        }
    }

    @Test
    void theScriptAsksForTheLibraryThatTheWebJarHolds() throws IOException {
        assertThat(resource(Chart.LIBRARY)).hasSizeGreaterThan(100_000);
        assertThat(new String(resource("mingbai/cockpit/chart.js"), StandardCharsets.UTF_8))
                .contains("'../../" + Chart.LIBRARY + "'");
    }
}
