package cn.mingbai.core.ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.Conflict;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExportTurnsTest {

    @Test
    void aThirdWaitsAndIsToldWhenItTakesTooLong() throws Exception {
        var begun = new CountDownLatch(ExportTurns.AT_ONCE);
        var ended = new CountDownLatch(1);
        for (var i = 0; i < ExportTurns.AT_ONCE; i++) {
            Thread.ofVirtual()
                    .start(() -> ExportTurns.inTurn(() -> {
                        begun.countDown();
                        try {
                            ended.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                        return "";
                    }));
        }
        begun.await();
        assertThatThrownBy(() -> ExportTurns.inTurn(() -> "made", Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        Conflict.class, busy -> assertThat(busy.key()).isEqualTo("core.export.busy"));
        ended.countDown();
        assertThat(ExportTurns.inTurn(() -> "made", Duration.ofSeconds(20))).isEqualTo("made");
    }

    @Test
    void anExportThatFailsGivesItsTurnBack() {
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ExportTurns.inTurn(() -> {
                        throw new IllegalStateException("no rows");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(ExportTurns.inTurn(() -> "made", Duration.ZERO)).isEqualTo("made");
    }
}
