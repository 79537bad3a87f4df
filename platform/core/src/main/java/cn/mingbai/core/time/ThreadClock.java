package cn.mingbai.core.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system clock, which a thread may set back for a while: the demo district is written through the same services as
 * real work, day by day, as if it had been there for weeks. Nothing else may use {@link #during}.
 */
public final class ThreadClock extends Clock {

    private static final ThreadLocal<Duration> SHIFT = ThreadLocal.withInitial(() -> Duration.ZERO);

    private final Clock system = Clock.system(Times.ZONE);

    ThreadClock() {}

    /** Runs {@code action} with this thread's clock going on from {@code start}. */
    public static void during(Instant start, Runnable action) {
        var before = SHIFT.get();
        SHIFT.set(Duration.between(Instant.now(), start));
        try {
            action.run();
        } finally {
            SHIFT.set(before);
        }
    }

    @Override
    public ZoneId getZone() {
        return Times.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return system.withZone(zone);
    }

    @Override
    public Instant instant() {
        return system.instant().plus(SHIFT.get());
    }
}
