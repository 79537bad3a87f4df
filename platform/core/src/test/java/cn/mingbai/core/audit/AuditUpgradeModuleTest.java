package cn.mingbai.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of a version without the chain. */
class AuditUpgradeModuleTest {

    private static final int ROWS = 2500;

    @TempDir
    Path folder;

    @Test
    void rowsFromBeforeAreNumberedAndSealed() throws SQLException {
        var server = EmbeddedDatabase.start(folder.resolve("mariadb"));
        try (var owner = DriverManager.getConnection(server.url(), server.owner(), server.ownerPassword())) {
            flyway(server).target("20261202.61").load().migrate();
            execute(
                    owner,
                    "insert into audit_entry (id, happened_at, person_id, actor, what, subject, division_id, details)"
                            + " select seq * 3 + 7, '2026-11-26 01:02:03.456789' + interval seq second, nullif(seq % 5, 0), '王𠮷',"
                            + " if(seq % 7 = 0, 'account.refused', 'test.change'), concat('subject ', seq), nullif(seq % 3, 0),"
                            + " 'details ' from seq_1_to_"
                            + ROWS);
            var keys = folder.resolve("keys");
            flyway(server)
                    .javaMigrations(new V20261203_11__Seal_audit_rows(keys, Clock.systemUTC()))
                    .load()
                    .migrate();
            var chain = new AuditChain(
                    new AuditSeal(Keys.on(keys, owner, Clock.systemUTC()).key(AuditSeal.KEY)), List.of());
            try (var statement = owner.createStatement();
                    var rows =
                            statement.executeQuery("select " + AuditRows.COLUMNS + " from audit_entry order by id")) {
                while (rows.next()) {
                    chain.accept(AuditRows.sealed(rows));
                }
            }
            try (var statement = owner.createStatement();
                    var head = statement.executeQuery("select last_id, seal from audit_head")) {
                head.next();
                assertThat(head.getLong(1)).isEqualTo(ROWS);
                var found = chain.end(head.getLong(1), head.getBytes(2));
                assertThat(found.findings()).isEmpty();
                assertThat(found.rows()).isEqualTo(ROWS);
            }
            assertThatThrownBy(() -> execute(owner, "update audit_entry set details = 'x' where id = 3"))
                    .hasMessageContaining("never changed");
            try (var application = DriverManager.getConnection(server.url(), server.user(), server.password())) {
                assertThatThrownBy(() -> execute(application, "drop trigger audit_entry_not_changed"))
                        .hasMessageContaining("denied");
            }
        } finally {
            server.stop();
        }
    }

    private static FluentConfiguration flyway(EmbeddedDatabase server) {
        return Flyway.configure()
                .dataSource(server.url(), server.owner(), server.ownerPassword())
                .locations("classpath:db/migration");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
