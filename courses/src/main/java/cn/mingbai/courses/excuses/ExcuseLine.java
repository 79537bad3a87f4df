package cn.mingbai.courses.excuses;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.Reason;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An exemption or long leave, proposed or approved, valid in [from, to).
 *
 * @param id the excuse's id, or the proposal's while it is {@link State#PROPOSED}
 * @param units where the person is posted today
 * @param basis the document it rests on
 * @param attachment where the file beside it is read, or null without one
 * @param setBy who proposed it, or ended it early
 * @param approvedBy who approved it, or null while it is proposed
 * @param takeBackOpen whether taking it back waits for a second person
 */
public record ExcuseLine(
        State state,
        long id,
        PersonId person,
        String name,
        String staffNumber,
        String units,
        Reason reason,
        String basis,
        LocalDate from,
        LocalDate to,
        @Nullable String attachment,
        @Nullable String setBy,
        @Nullable String approvedBy,
        boolean takeBackOpen) {

    /** Where it stands today. */
    public enum State {
        /** Waits for a second person; excuses nobody. */
        PROPOSED,
        /** Approved, and its last day is not over. */
        APPROVED,
        /** Its last day is over. */
        ENDED
    }
}
