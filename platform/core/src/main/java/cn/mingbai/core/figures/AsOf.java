package cn.mingbai.core.figures;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The two days of a figure: what held at the end of {@code day}, as known at the end of {@code known}. A figure asked as
 * known before the day it speaks of is refused.
 *
 * @param day the day D the figure speaks of
 * @param known the day K by whose end a fact must have been recorded to count
 */
public record AsOf(LocalDate day, LocalDate known) {

    public AsOf {
        if (known.isBefore(day)) {
            throw new RuleViolation("core.asof.known-before-day", day, known);
        }
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

    /** Facts recorded before this instant, and not superseded before it, were known. */
    public Instant knownBefore() {
        return Times.endOf(known);
    }
}
