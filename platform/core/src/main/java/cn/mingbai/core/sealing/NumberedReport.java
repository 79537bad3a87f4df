package cn.mingbai.core.sealing;

import cn.mingbai.core.error.RuleViolation;
import java.time.LocalDate;

/** A sealed report of whichever kind, by its number in the database, its day, and the how-manieth of that day it is. */
public interface NumberedReport {

    long id();

    LocalDate day();

    int number();

    /** Whether it says how an earlier day was, or was sealed of the same day before. */
    default boolean isBefore(NumberedReport other) {
        return day().isBefore(other.day()) || day().equals(other.day()) && number() < other.number();
    }

    /** What to say where it cannot be read any more. */
    default RuleViolation unreadable() {
        return new RuleViolation("core.sealing.unreadable", day(), number());
    }
}
