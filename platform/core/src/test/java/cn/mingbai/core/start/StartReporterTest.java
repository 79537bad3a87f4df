package cn.mingbai.core.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartReporterTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void saysTheSentenceOfARefusalThatOtherFailuresWrap() {
        var failure = new IllegalStateException("bean", new StartRefused("Do this, then start again."));

        assertThat(StartReporter.report(failure, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isTrue();

        assertThat(said.toString(StandardCharsets.UTF_8).strip()).isEqualTo("Do this, then start again.");
    }

    @Test
    void leavesOtherFailuresToTheirUsualReport() {
        assertThat(StartReporter.report(
                        new IllegalStateException("other"), new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(said.size()).isZero();
    }
}
