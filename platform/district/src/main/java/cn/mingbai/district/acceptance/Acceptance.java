package cn.mingbai.district.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An acceptance of a town: the sheet as it was when it was proposed, which never changes, and what became of it.
 *
 * @param correctBy until when what is left is to be put right; null unless the conclusion asks for it
 * @param isGenuine whether the seal holds: the sheet in the database is the one that was sealed
 * @param seal the seal in hexadecimal digits
 * @param decider the second person's name; empty while it is open
 * @param decidedAt when it was decided; null while it is open
 */
public record Acceptance(
        AcceptanceId id,
        AcceptanceSheet sheet,
        Conclusion conclusion,
        String remark,
        @Nullable LocalDate correctBy,
        State state,
        boolean isGenuine,
        String seal,
        String proposer,
        Instant proposedAt,
        String decider,
        @Nullable Instant decidedAt) {

    /** Where an acceptance stands. */
    public enum State {
        /** 待复核. */
        OPEN,
        ACCEPTED,
        REFUSED,
        WITHDRAWN
    }
}
