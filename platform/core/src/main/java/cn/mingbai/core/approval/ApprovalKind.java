package cn.mingbai.core.approval;

import cn.mingbai.core.access.Action;
import java.util.Locale;

/**
 * Something that a second person decides: what it is, who may decide it and what then happens. Declare it as a bean; it is
 * called in the transaction of the decision, so that an exception undoes the decision with everything else.
 */
public interface ApprovalKind {

    /** A lasting name, at most 40 characters, such as {@code training.excuse}. */
    String name();

    /** What a decider must be allowed to do in the proposal's division. */
    Action decidedBy();

    /** One sentence for the decider: what would be done, to whom, from when. */
    String summary(Approval approval, Locale locale);

    /** Where the decider can look at it, a route without leading slash; empty when the summary says all. */
    default String path(Approval approval) {
        return "";
    }

    /** Carries it out; {@link Approval#decidedBy()} is set. */
    void approved(Approval approval);

    /** Notes that it was refused. */
    default void refused(Approval approval) {}

    /** Notes that its proposer took it back. */
    default void withdrawn(Approval approval) {}
}
