package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import java.time.LocalDate;
import java.util.Set;

/**
 * A requirement as the rate reads it: a duty at a division and below owes courses in [from, to).
 *
 * @param due the last day on which it is met in time; the rate itself asks only whether it was met by the day
 * @param graceDays how many days newcomers are given, counted from their first day under it, 0 or more
 */
public record CourseRule(
        long id,
        DivisionId division,
        Duty duty,
        Set<String> courses,
        LocalDate from,
        LocalDate to,
        LocalDate due,
        int graceDays) {

    /** Whether it holds on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }
}
