package cn.mingbai.core.audit;

import cn.mingbai.core.operating.Sampled;
import cn.mingbai.core.time.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long ago the last row was written into the audit trail: on a working day people log in, and each log-in is a row. */
@Component
class AuditMeters implements MeterBinder {

    private static final double MILLIS = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sampled<Double> age = new Sampled<>(this::read);

    AuditMeters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("mingbai.audit.age", () -> age.number(seconds -> seconds))
                .description("Time since the last row of the audit trail")
                .baseUnit("seconds")
                .register(registry);
    }

    private double read() {
        return jdbc.sql("select happened_at from audit_entry order by id desc limit 1")
                .query(LocalDateTime.class)
                .optional()
                .map(last ->
                        Duration.between(Times.instant(last), clock.instant()).toMillis() / MILLIS)
                .orElse(Double.NaN);
    }
}
