package cn.mingbai.courses.rate;

/**
 * Why somebody of a training roster counts, or does not. Everyone has exactly one; what is not known counts as required
 * and not met.
 */
public enum Reason {
    /** Had met every requirement by the day. */
    MET,
    /** Owed at least one course on the day. */
    NOT_MET,
    /** Everything still owed was owed for fewer days than newcomers are given. */
    NEW_IN_GRACE,
    /** Exempt on the day, on a stated basis. */
    EXEMPT,
    /** On long leave on the day, on a stated basis. */
    LONG_LEAVE,
    /** Was posted under the requirement and no longer is on the day. */
    LEFT,
    /** Something needed to decide is unknown: counted, and counted as not met. */
    DATA_INCOMPLETE;

    /** Whether the person is in the denominator by rule (规定口径). */
    public boolean counted() {
        return this == MET || this == NOT_MET || this == DATA_INCOMPLETE;
    }

    /** Whether the person was posted on the day, and so is in the denominator of everyone (全员口径). */
    public boolean posted() {
        return this != LEFT;
    }
}
