package cn.mingbai.core.figures;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The two days of a figure: what held at the end of {@code day}, as known at the end of {@code known}, or at a moment of
 * that day. A figure asked as known before the day it speaks of is refused.
 *
 * @param day the day D the figure speaks of
 * @param known the day K by whose end a fact must have been recorded to count
 * @param knownBefore facts recorded before this instant, and not superseded before it, were known: the end of K, or
 *     earlier on K
 */
public record AsOf(LocalDate day, LocalDate known, Instant knownBefore) {

    public AsOf {
        if (known.isBefore(day)) {
            throw new RuleViolation("core.asof.known-before-day", day, known);
        }
        if (knownBefore.isAfter(Times.endOf(known)) || !knownBefore.isAfter(Times.endOf(known.minusDays(1)))) {
            throw new IllegalArgumentException("expected a moment of " + known + ", but got " + knownBefore);
        }
    }

    /** {@code day} as known at the end of {@code known}. */
    public AsOf(LocalDate day, LocalDate known) {
        this(day, known, Times.endOf(known));
    }

    /** Today as known now. */
    public static AsOf today(Clock clock) {
        var today = Times.today(clock);
        return new AsOf(today, today);
    }

    /** {@code day} as known today. */
    public static AsOf on(LocalDate day, Clock clock) {
        return new AsOf(day, Times.today(clock));
    }

    /** {@code day} as known just before {@code moment}: what is recorded later on the same day does not count. */
    public static AsOf at(LocalDate day, Instant moment) {
        return new AsOf(day, Times.dayOf(moment.minusNanos(1)), moment);
    }
}
