package cn.mingbai.core.audit;

/** What the current transaction has recorded in the audit trail and not yet written. */
public final class RecordedRows {

    private RecordedRows() {}

    /** How many rows there are. */
    public static int count() {
        return Audit.Recorded.current()
                .map(recorded -> recorded.drafts().size())
                .orElse(0);
    }
}
