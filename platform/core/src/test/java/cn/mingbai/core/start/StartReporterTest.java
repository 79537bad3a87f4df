package cn.mingbai.core.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class StartReporterTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void namesTheCommandThatRecoversAHalfMigratedSchema() {
        var failure = new IllegalStateException(
                "flyway", new FlywayException("Script V20261203.51__x.sql failed\n\nTable 'x' already exists"));

        assertThat(StartReporter.report(failure, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isTrue();

        assertThat(said.toString(StandardCharsets.UTF_8).strip())
                .contains("V20261203.51__x.sql")
                .contains("bin/restore --replace")
                .doesNotContain("\n");
    }

    @Test
    void leavesOtherFailuresToTheirUsualReport() {
        assertThat(StartReporter.report(
                        new IllegalStateException("other"), new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(said.size()).isZero();
    }
}
