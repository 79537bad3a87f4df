package cn.mingbai.core.approval;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** Reads rows of {@code approval}. */
final class ApprovalRows {

    static final String COLUMNS = "a.id, a.kind, a.division_id, a.subject, a.concerns_id, a.payload, a.reason,"
            + " a.proposed_by, a.proposed_at, a.state, a.decided_by, a.decided_at, a.note";

    private ApprovalRows() {}

    static Approval map(ResultSet row, int index) throws SQLException {
        var concerns = row.getObject("concerns_id", Long.class);
        var decidedBy = row.getObject("decided_by", Long.class);
        var decidedAt = row.getObject("decided_at", LocalDateTime.class);
        return new Approval(
                new ApprovalId(row.getLong("id")),
                row.getString("kind"),
                new DivisionId(row.getLong("division_id")),
                row.getString("subject"),
                concerns == null ? null : new PersonId(concerns),
                row.getString("payload"),
                row.getString("reason"),
                new PersonId(row.getLong("proposed_by")),
                Times.instant(row.getObject("proposed_at", LocalDateTime.class)),
                Approval.State.valueOf(row.getString("state")),
                decidedBy == null ? null : new PersonId(decidedBy),
                decidedAt == null ? null : Times.instant(decidedAt),
                row.getString("note"));
    }

    /** The unique value that keeps a second open proposal of the same subject out. */
    static String openKey(String kind, String subject) {
        return kind + "|" + subject;
    }
}
