package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A posting, valid in [from, to).
 *
 * @param duty what the person does there, or null while unknown
 */
public record RosterPosting(
        PersonId person, DivisionId division, @Nullable Duty duty, LocalDate from, LocalDate to) {

    /** Whether it holds on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }
}
