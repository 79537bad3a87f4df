package cn.mingbai.core.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The two times of a fact. "Valid" times are days in Asia/Shanghai; "recorded" times are instants, stored in UTC. All
 * intervals are half-open: [from, to).
 */
public final class Times {

    /** The zone in which days begin and end. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The valid-to day of a fact that has no end yet. */
    public static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

    /** The superseded-at instant of a fact that is still what we know. */
    public static final Instant NOT_SUPERSEDED = Instant.parse("9999-12-31T00:00:00Z");

    private Times() {}

    /** Today in Asia/Shanghai. */
    public static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** The first instant after {@code day}: facts recorded before it were known at the end of that day. */
    public static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** The day in Asia/Shanghai on which {@code instant} falls. */
    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** {@code instant} as a JDBC parameter for a {@code datetime(6)} column in UTC. */
    public static LocalDateTime sql(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The instant behind a value read from a {@code datetime(6)} column in UTC. */
    public static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }
}
