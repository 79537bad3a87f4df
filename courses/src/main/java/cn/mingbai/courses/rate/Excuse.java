package cn.mingbai.courses.rate;

import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why a person owes no training in [from, to).
 *
 * @param reason {@link Reason#EXEMPT} or {@link Reason#LONG_LEAVE}
 * @param basis the document or decision it rests on; without one it excuses nobody
 */
public record Excuse(
        PersonId person,
        Reason reason,
        LocalDate from,
        LocalDate to,
        @Nullable String basis) {

    public Excuse {
        if (reason != Reason.EXEMPT && reason != Reason.LONG_LEAVE) {
            throw new IllegalArgumentException("expected EXEMPT or LONG_LEAVE, but got " + reason);
        }
    }

    /** Whether it holds on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }
}
