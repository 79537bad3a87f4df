package cn.mingbai.core.audit;

import cn.mingbai.core.crypto.Keys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Seals the rows that were written before there was a chain: what was done to them until now, it cannot tell. */
@Component
class V20261203_11__Seal_audit_rows extends BaseJavaMigration {

    private static final int CHUNK = 1000;

    private final Path keys;
    private final Clock clock;

    V20261203_11__Seal_audit_rows(@Value("${mingbai.keys}") Path keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        var rows = chunk(connection, 0);
        if (rows.isEmpty()) {
            return;
        }
        var seals = new AuditSeal(Keys.on(keys, connection, clock).key(AuditSeal.KEY));
        var last = AuditSeal.START;
        while (!rows.isEmpty()) {
            try (var update =
                    connection.prepareStatement("update audit_entry set content_seal = ?, seal = ? where id = ?")) {
                for (var row : rows) {
                    var content = seals.content(row.row());
                    last = seals.seal(last, content);
                    update.setBytes(1, content);
                    update.setBytes(2, last);
                    update.setLong(3, row.id());
                    update.addBatch();
                }
                update.executeBatch();
            }
            rows = chunk(connection, rows.getLast().id());
        }
    }

    private static List<AuditChain.Sealed> chunk(Connection connection, long after) throws SQLException {
        try (var select = connection.prepareStatement(
                "select " + AuditRows.COLUMNS + " from audit_entry where id > ? order by id limit " + CHUNK)) {
            select.setLong(1, after);
            try (var result = select.executeQuery()) {
                var rows = new ArrayList<AuditChain.Sealed>();
                while (result.next()) {
                    rows.add(AuditRows.sealed(result));
                }
                return rows;
            }
        }
    }
}
