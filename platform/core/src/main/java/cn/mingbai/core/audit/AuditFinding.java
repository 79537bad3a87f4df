package cn.mingbai.core.audit;

/**
 * Something in the chain that does not hold.
 *
 * @param from the number of the first row that it concerns
 * @param to that of the last
 */
public record AuditFinding(Kind kind, long from, long to) {

    /** What is wrong. */
    public enum Kind {
        /** What the row says, or its seals, were changed. */
        CHANGED,
        /** Rows were taken out here. */
        MISSING,
        /** Mingbai did not write this row. */
        INSERTED,
        /** A true row, or its number, that does not belong here. */
        MOVED,
        /** The newest rows were taken off. */
        CUT_OFF
    }
}
