package cn.mingbai.core.audit;

import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Objects;

/** Rows of the chain as they are read. */
final class AuditRows {

    /** The columns that {@link #sealed} reads, in its order. */
    static final String COLUMNS = "id, happened_at, person_id, actor, what, subject, division_id, details, refused,"
            + " address, content_seal, seal";

    private AuditRows() {}

    /** A row with its seals; they are empty where it has none yet. */
    static AuditChain.Sealed sealed(ResultSet row) throws SQLException {
        return new AuditChain.Sealed(
                row.getLong(1),
                new AuditRow(
                        Times.instant(row.getObject(2, LocalDateTime.class)),
                        row.getObject(3, Long.class),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getObject(7, Long.class),
                        row.getString(8),
                        row.getBoolean(9),
                        row.getString(10)),
                bytes(row, 11),
                bytes(row, 12));
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getBytes(column), new byte[0]);
    }
}
