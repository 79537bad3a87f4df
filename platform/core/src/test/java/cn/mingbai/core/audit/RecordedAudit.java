package cn.mingbai.core.audit;

import java.util.List;

/** What the running transaction of a test has recorded: rows of the audit trail are written when it commits. */
public final class RecordedAudit {

    private RecordedAudit() {}

    /** The details of what was recorded of a kind and a subject, in their order. */
    public static List<String> details(String what, String subject) {
        return Audit.Recorded.current().stream()
                .flatMap(recorded -> recorded.drafts().stream())
                .map(AuditWriter.Draft::row)
                .filter(row -> row.what().equals(what) && row.subject().equals(subject))
                .map(AuditRow::details)
                .toList();
    }
}
