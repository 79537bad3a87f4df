package cn.mingbai.core.people;

import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;

/**
 * A person's posting at a division, valid in [from, to).
 *
 * @param posting the posting's id
 * @param division where
 * @param from the first day
 * @param to the first day after the last, {@code 9999-12-31} while it has no end
 */
public record Posted(
        long posting,
        PersonId person,
        String staffNumber,
        String name,
        DivisionId division,
        Duty duty,
        LocalDate from,
        LocalDate to) {

    /** Whether the posting holds on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }
}
