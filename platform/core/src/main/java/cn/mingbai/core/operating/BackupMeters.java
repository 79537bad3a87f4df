package cn.mingbai.core.operating;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How old the last backup is, by what bin/backup leaves in the data folder; without a backup no number. */
@Component
class BackupMeters implements MeterBinder {

    /** What each is called in the file, whose values are seconds since 1970. */
    private static final Map<String, String> MOMENTS = Map.of(
            "mingbai.backup.age", "backup_at",
            "mingbai.backup.log.age", "log_at",
            "mingbai.backup.check.age", "check_at");

    private static final double MILLIS = 1000;

    private final Clock clock;
    private final Sampled<Properties> status;

    BackupMeters(@Value("${mingbai.data}") Path data, Clock clock) {
        this.clock = clock;
        var file = data.resolve("backup.status");
        status = new Sampled<>(() -> read(file));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        MOMENTS.forEach((name, key) -> Gauge.builder(name, () -> status.number(all -> age(all.getProperty(key))))
                .description("Time since the last full backup, copied binary log, or check that a backup restores")
                .baseUnit("seconds")
                .register(registry));
        Gauge.builder(
                        "mingbai.backup.check.ok",
                        () -> status.number(all -> "ok".equals(all.getProperty("check")) ? 1 : 0))
                .description("1 when the last check restored the backup, 0 when it could not")
                .register(registry);
    }

    private double age(@Nullable String seconds) {
        return seconds == null ? Double.NaN : clock.millis() / MILLIS - Long.parseLong(seconds);
    }

    private static Properties read(Path file) {
        var all = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
        return all;
    }
}
