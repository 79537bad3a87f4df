package cn.mingbai.quizzes.rules;

import java.time.LocalDate;

/**
 * A time limit.
 *
 * @param amount how many, at least 1
 * @param unit of what
 * @param source the article it rests on, for example {@code M57 22}
 */
public record Term(int amount, Unit unit, String source) {

    /** What a time limit counts. */
    public enum Unit {
        WORKDAYS,
        DAYS,
        MONTHS
    }

    /**
     * The last day of the limit when it starts on {@code start}, which is not counted.
     *
     * <p>Source: MFD 201, 202, 203.
     *
     * @throws cn.mingbai.core.error.RuleViolation when the calendar does not know a year on the way
     */
    public LocalDate end(LocalDate start, WorkCalendar calendar) {
        return switch (unit) {
            case WORKDAYS -> calendar.plusWorkdays(start, amount);
            case DAYS -> calendar.plusDays(start, amount);
            case MONTHS -> calendar.plusMonths(start, amount);
        };
    }

    static Term workdays(int amount, String source) {
        return new Term(amount, Unit.WORKDAYS, source);
    }

    static Term days(int amount, String source) {
        return new Term(amount, Unit.DAYS, source);
    }

    static Term months(int amount, String source) {
        return new Term(amount, Unit.MONTHS, source);
    }
}
