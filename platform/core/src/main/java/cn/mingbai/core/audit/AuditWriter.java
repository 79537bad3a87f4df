package cn.mingbai.core.audit;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.time.Times;
import jakarta.persistence.EntityManager;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Appends rows to the chain. Whoever appends holds the head until the commit, so that numbers have no gaps and stand in the
 * order of the commits; nothing may be locked after it, or two could wait for each other.
 */
@Component
@Internal
class AuditWriter {

    private static final String NOBODY = "-";

    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    private final byte[] key;

    AuditWriter(JdbcTemplate jdbc, EntityManager entities, Keys keys) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.key = keys.key(AuditSeal.KEY);
    }

    /** A row whose actor is the name of its person where none is given. */
    record Draft(AuditRow row, boolean namesPerson) {}

    private record Head(long lastId, byte[] seal, @Nullable String name) {}

    AuditSeal seals() {
        return new AuditSeal(key);
    }

    /** Appends rows in the caller's transaction, which does nothing else from now on but commit. */
    void append(List<Draft> drafts) {
        // What JPA has not written yet would be locked after the head.
        entities.flush();
        var unnamed = drafts.stream()
                .filter(Draft::namesPerson)
                .map(draft -> Objects.requireNonNull(draft.row().person()))
                .collect(Collectors.toCollection(TreeSet::new));
        var names = unnamed.size() > 1 ? names(unnamed) : new HashMap<Long, String>();
        var head = head(unnamed.size() == 1 ? unnamed.first() : null);
        if (unnamed.size() == 1 && head.name() != null) {
            names.put(unnamed.first(), head.name());
        }
        var seals = seals();
        var id = head.lastId();
        var last = head.seal();
        var rows = new ArrayList<AuditChain.Sealed>();
        for (var draft : drafts) {
            var row = draft.namesPerson()
                    ? draft.row()
                            .by(names.getOrDefault(
                                    Objects.requireNonNull(draft.row().person()), NOBODY))
                    : draft.row();
            var content = seals.content(row);
            last = seals.seal(last, content);
            rows.add(new AuditChain.Sealed(++id, row, content, last));
        }
        insert(rows);
    }

    // The name comes with the head: thousands hand in at once, and each further statement costs them.
    private Head head(@Nullable Long person) {
        var sql = "select h.last_id, h.seal, "
                + (person == null ? "null" : "(select p.name from person p where p.id = ?)")
                + " from audit_head h where h.id = 1 for update";
        return Objects.requireNonNull(jdbc.queryForObject(
                sql,
                (row, index) -> new Head(row.getLong(1), row.getBytes(2), row.getString(3)),
                person == null ? new Object[0] : new Object[] {person}));
    }

    private Map<Long, String> names(TreeSet<Long> persons) {
        var names = new HashMap<Long, String>();
        jdbc.query(
                "select id, name from person where id in ("
                        + persons.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")",
                row -> {
                    names.put(row.getLong(1), row.getString(2));
                });
        return names;
    }

    private void insert(List<AuditChain.Sealed> rows) {
        jdbc.batchUpdate(
                "insert into audit_entry (" + AuditRows.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                rows.size(),
                (statement, entry) -> {
                    var row = entry.row();
                    statement.setLong(1, entry.id());
                    statement.setObject(2, Times.sql(row.at()));
                    statement.setObject(3, row.person(), Types.BIGINT);
                    statement.setString(4, row.actor());
                    statement.setString(5, row.what());
                    statement.setString(6, row.subject());
                    statement.setObject(7, row.division(), Types.BIGINT);
                    statement.setString(8, row.details());
                    statement.setBoolean(9, row.refused());
                    statement.setString(10, row.address());
                    statement.setBytes(11, entry.content());
                    statement.setBytes(12, entry.seal());
                });
    }
}
