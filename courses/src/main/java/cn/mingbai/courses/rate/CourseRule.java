package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * A requirement as the rate reads it: a duty at a division and below owes courses in [from, to).
 *
 * @param due the last day on which it is met in time; with {@link Window#CALENDAR_YEAR} the same month and day of every
 *     later year. The rate itself asks only whether it was met by the day
 * @param graceDays how many days newcomers are given, counted from their first day under it, 0 or more
 * @param window for how long a pass meets it
 * @param months the months of {@link Window#MONTHS}, 1 or more; otherwise 0
 * @param carryMonths with {@link Window#CALENDAR_YEAR}: passes of so many last months of the year before count as well
 * @param metBy what meets it
 * @param lessons the lessons picked from a course; a course without an entry is owed whole. They decide only which
 *     re-checks concern the requirement
 */
public record CourseRule(
        long id,
        DivisionId division,
        Duty duty,
        Set<String> courses,
        LocalDate from,
        LocalDate to,
        LocalDate due,
        int graceDays,
        Window window,
        int months,
        int carryMonths,
        MetBy metBy,
        Map<String, Set<String>> lessons) {

    public CourseRule {
        if (window == Window.MONTHS && months < 1) {
            throw new IllegalArgumentException("expected 1 month or more, but got " + months);
        }
        courses = Set.copyOf(courses);
        lessons = Map.copyOf(lessons);
    }

    /** A requirement that any pass up to the day meets, with all lessons of its courses. */
    public CourseRule(
            long id,
            DivisionId division,
            Duty duty,
            Set<String> courses,
            LocalDate from,
            LocalDate to,
            LocalDate due,
            int graceDays) {
        this(id, division, duty, courses, from, to, due, graceDays, Window.ONCE, 0, 0, MetBy.PASS, Map.of());
    }

    /** Whether it holds on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }

    /** The first day whose passes meet it on {@code day}, {@link LocalDate#MIN} when any earlier one does. */
    public LocalDate countsFrom(LocalDate day) {
        return switch (window) {
            case ONCE -> LocalDate.MIN;
            case CALENDAR_YEAR -> yearFrom(day.getYear());
            case MONTHS -> firstHolding(day);
        };
    }

    /**
     * The first day whose passes are still valid on {@code day}: a pass for a calendar year stays valid until the next
     * year's is due.
     */
    public LocalDate validFrom(LocalDate day) {
        return window == Window.CALENDAR_YEAR && !day.isAfter(validIn(day.getYear()))
                ? yearFrom(day.getYear() - 1)
                : countsFrom(day);
    }

    /** The last day on which a pass of {@code pass} is valid, {@link LocalDate#MAX} when it is for ever. */
    public LocalDate validUntil(LocalDate pass) {
        return switch (window) {
            case ONCE -> LocalDate.MAX;
            case CALENDAR_YEAR -> {
                var year = pass.getYear();
                var counted = pass.isBefore(yearFrom(year + 1)) ? year : year + 1;
                yield validIn(counted + 1);
            }
            case MONTHS -> pass.plusMonths(months).minusDays(1);
        };
    }

    /** The last day in time, seen from {@code day}: never before the first {@link #due}. */
    public LocalDate dueOn(LocalDate day) {
        return window == Window.CALENDAR_YEAR && day.getYear() > due.getYear() ? due.withYear(day.getYear()) : due;
    }

    /** The last day of {@code year} on which the pass of the year before is valid: all of it before anything was due. */
    private LocalDate validIn(int year) {
        return year < due.getYear() ? LocalDate.of(year, 12, 31) : due.withYear(year);
    }

    private LocalDate yearFrom(int year) {
        return LocalDate.of(year, 1, 1).minusMonths(carryMonths);
    }

    /** The first day p with p + months after {@code day}; adding months never turns the order of two days around. */
    private LocalDate firstHolding(LocalDate day) {
        var first = day.minusMonths(months).minusDays(4);
        while (!first.plusMonths(months).isAfter(day)) {
            first = first.plusDays(1);
        }
        return first;
    }
}
