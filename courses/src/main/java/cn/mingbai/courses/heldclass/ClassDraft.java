package cn.mingbai.courses.heldclass;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/**
 * A class as an officer plans it.
 *
 * @param title what it is called, 1 to 100 characters
 * @param courses the codes of the courses it teaches, at least one, all published on the day
 * @param place where, 1 to 100 characters
 * @param teacher who teaches (讲师), 1 to 60 characters
 * @param hours class hours (学时), 0.5 to 16 in halves; those of the whole class, whatever the number of courses
 * @param units the units whose people are invited, those below included; may be empty
 * @param duties the duties that are invited; at least one when a unit is
 */
public record ClassDraft(
        String title,
        Set<String> courses,
        String place,
        String teacher,
        LocalDate day,
        LocalTime start,
        LocalTime end,
        BigDecimal hours,
        Set<DivisionId> units,
        Set<Duty> duties) {

    public ClassDraft {
        courses = Set.copyOf(courses);
        units = Set.copyOf(units);
        duties = Set.copyOf(duties);
    }
}
