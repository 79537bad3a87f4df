package cn.mingbai.core.approval;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposal and, once there is one, its decision.
 *
 * @param kind the name of its {@link ApprovalKind}
 * @param division whose officers decide
 * @param subject what it is about, in the kind's own words; one subject has one open proposal of a kind
 * @param concerns the person whom it is about and who therefore must not decide, or null
 * @param payload what the kind needs to carry it out, in the kind's own form
 * @param reason why the proposer wants it
 * @param decidedBy who approved, refused or withdrew it, or null while it is open
 * @param note what the decider said; empty when nothing
 */
public record Approval(
        ApprovalId id,
        String kind,
        DivisionId division,
        String subject,
        @Nullable PersonId concerns,
        String payload,
        String reason,
        PersonId proposedBy,
        Instant proposedAt,
        State state,
        @Nullable PersonId decidedBy,
        @Nullable Instant decidedAt,
        String note) {

    /** Where a proposal stands. */
    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        WITHDRAWN
    }
}
