package cn.mingbai.courses.requirements;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.rate.CourseRule;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A duty at a division and below owes courses, valid in [from, to).
 *
 * @param courses the codes of the courses, in order
 * @param lessons the codes of the lessons picked from a course, in order; a course without an entry is owed whole
 * @param window for how long a pass meets it
 * @param windowMonths the months of {@link Window#MONTHS}, 1 to 60; otherwise 0
 * @param carryMonths with {@link Window#CALENDAR_YEAR} the last months of the year before whose passes count as well, 0
 *     to 6; otherwise 0
 * @param metBy what meets it
 * @param due the last day on which they are done in time; with {@link Window#CALENDAR_YEAR} the same month and day every
 *     year
 * @param graceDays how many days newcomers are given from their first day, 0 to 365
 * @param basis the document it rests on
 * @param track the code of the shipped track it was made by, or null
 * @param setBy who set it, if known
 */
public record Requirement(
        long id,
        DivisionId division,
        String divisionName,
        Duty duty,
        List<String> courses,
        Map<String, List<String>> lessons,
        Window window,
        int windowMonths,
        int carryMonths,
        MetBy metBy,
        LocalDate due,
        int graceDays,
        String basis,
        LocalDate from,
        LocalDate to,
        @Nullable String track,
        @Nullable String setBy) {

    /** The same as the rate reads it. */
    public CourseRule rule() {
        return new CourseRule(
                id,
                division,
                duty,
                Set.copyOf(courses),
                from,
                to,
                due,
                graceDays,
                window,
                windowMonths,
                carryMonths,
                metBy,
                lessons.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue()))));
    }
}
