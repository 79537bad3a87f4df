package cn.mingbai.courses.requirements;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A duty at a division and below owes courses, valid in [from, to).
 *
 * @param courses the codes of the courses, in order
 * @param due the last day on which they are done in time
 * @param graceDays how many days newcomers are given from their first day, 0 to 365
 * @param basis the document it rests on
 * @param setBy who set it, if known
 */
public record Requirement(
        long id,
        DivisionId division,
        String divisionName,
        Duty duty,
        List<String> courses,
        LocalDate due,
        int graceDays,
        String basis,
        LocalDate from,
        LocalDate to,
        @Nullable String setBy) {}
