package cn.mingbai.core.jobs;

import cn.mingbai.core.operating.Sampled;
import cn.mingbai.core.time.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many jobs wait and run, and how many failed within a day and were not started again. */
@Component
class JobMeters implements MeterBinder {

    private static final Duration RECENT = Duration.ofDays(1);
    private static final List<JobState> SHOWN = List.of(JobState.WAITING, JobState.RUNNING, JobState.FAILED);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sampled<Map<JobState, Long>> counts = new Sampled<>(this::count);

    JobMeters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var state : SHOWN) {
            Gauge.builder("mingbai.jobs", () -> counts.number(all -> all.getOrDefault(state, 0L)))
                    .description("Background jobs; of the failed ones those of the last 24 hours")
                    .tag("state", state.name().toLowerCase(java.util.Locale.ROOT))
                    .register(registry);
        }
    }

    private Map<JobState, Long> count() {
        var found = new EnumMap<JobState, Long>(JobState.class);
        jdbc.sql("select state, count(*) jobs from job where state in ('WAITING', 'RUNNING')"
                        + " or (state = 'FAILED' and ended_at > :since) group by state")
                .param("since", Times.sql(clock.instant().minus(RECENT)))
                .query((row, number) -> found.put(JobState.valueOf(row.getString("state")), row.getLong("jobs")))
                .list();
        return found;
    }
}
