package cn.mingbai.courses.requirements;

import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is owed and by when.
 *
 * @param courses the codes of the courses, at least one
 * @param lessons the codes of the lessons picked from a course; a course without an entry is owed whole
 * @param window for how long a pass meets it
 * @param windowMonths 1 to 60 with {@link Window#MONTHS}, otherwise 0
 * @param carryMonths 0 to 6 with {@link Window#CALENDAR_YEAR}: passes of so many last months of the year before count as
 *     well; otherwise 0
 * @param metBy what meets it
 * @param due the last day on which it is done in time; with {@link Window#CALENDAR_YEAR} the same month and day every
 *     year
 * @param graceDays how many days newcomers are given, 0 to 365
 * @param basis the document it rests on, 1 to 200 characters
 */
public record Terms(
        Set<String> courses,
        Map<String, List<String>> lessons,
        Window window,
        int windowMonths,
        int carryMonths,
        MetBy metBy,
        LocalDate due,
        int graceDays,
        String basis) {

    public Terms {
        courses = Collections.unmodifiableSet(new TreeSet<>(courses));
        var picked = new TreeMap<String, List<String>>();
        lessons.forEach((course, codes) -> {
            if (!codes.isEmpty()) {
                picked.put(course, codes.stream().distinct().sorted().toList());
            }
        });
        lessons = Collections.unmodifiableMap(picked);
        basis = basis.strip();
    }

    /** The terms of a requirement. */
    static Terms of(Requirement requirement) {
        return new Terms(
                Set.copyOf(requirement.courses()),
                requirement.lessons(),
                requirement.window(),
                requirement.windowMonths(),
                requirement.carryMonths(),
                requirement.metBy(),
                requirement.due(),
                requirement.graceDays(),
                requirement.basis());
    }
}
