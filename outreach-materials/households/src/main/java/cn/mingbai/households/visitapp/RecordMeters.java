package cn.mingbai.households.visitapp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** Counts what became of the records that phones handed in since the start, for the operator. */
@Component
class RecordMeters implements MeterBinder {

    private final Map<RecordStatus, LongAdder> counts = new EnumMap<>(RecordStatus.class);

    RecordMeters() {
        for (var status : RecordStatus.values()) {
            counts.put(status, new LongAdder());
        }
    }

    void count(RecordStatus status) {
        counts.get(status).increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.forEach((status, count) -> FunctionCounter.builder("mingbai.records", count, LongAdder::sum)
                .description("Records handed in by phones, by what became of them")
                .tag("status", status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry));
    }
}
