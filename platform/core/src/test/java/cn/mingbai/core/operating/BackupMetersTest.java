package cn.mingbai.core.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupMetersTest {

    @TempDir
    Path data;

    @Test
    void tellsAgesByWhatTheBackupLeft() throws IOException {
        Files.writeString(data.resolve("backup.status"), "backup_at=1000\ncheck_at=1500\ncheck=failed\n");
        var registry = measured();

        assertThat(registry.get("mingbai.backup.age").gauge().value()).isEqualTo(3600);
        assertThat(registry.get("mingbai.backup.check.age").gauge().value()).isEqualTo(3100);
        assertThat(registry.get("mingbai.backup.log.age").gauge().value()).isNaN();
        assertThat(registry.get("mingbai.backup.check.ok").gauge().value()).isZero();
    }

    @Test
    void tellsNoNumberWithoutABackup() {
        assertThat(measured().get("mingbai.backup.age").gauge().value()).isNaN();
    }

    private SimpleMeterRegistry measured() {
        var registry = new SimpleMeterRegistry();
        new BackupMeters(data, Clock.fixed(Instant.ofEpochSecond(4600), ZoneOffset.UTC)).bindTo(registry);
        return registry;
    }
}
