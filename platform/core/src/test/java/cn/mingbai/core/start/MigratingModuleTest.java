package cn.mingbai.core.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on tables that an earlier start left behind, or a version that came after this one. */
class MigratingModuleTest {

    private static final String FORMER = "20261202.11";
    private static final String NEXT = "20261202.61";

    @TempDir
    Path folder;

    private EmbeddedDatabase server;

    @BeforeEach
    void start() {
        server = EmbeddedDatabase.start(folder.resolve("mariadb"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void saysHowToRecoverFromAMigrationThatIsHalfDoneEachTime() throws SQLException {
        flyway(FORMER).migrate();
        // As a start leaves it that dies between the first table of the next migration and its entry in the history.
        execute("create table officer_told (id bigint not null primary key) engine = InnoDB");

        assertThatThrownBy(() -> new Migrating().migrate(flyway(NEXT)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("migration " + NEXT + " failed")
                .hasMessageContaining("already exists")
                .hasMessageContaining("bin/restore --replace")
                .hasMessageContaining("drop database")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> new Migrating().migrate(flyway(NEXT)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("migration " + NEXT + " failed at an earlier start")
                .hasMessageContaining("bin/restore --replace")
                .hasMessageContaining("drop database")
                .message()
                .doesNotContain("repair");
    }

    @Test
    void goesOnWhereAnEarlierStartStopped() {
        flyway(FORMER).migrate();

        new Migrating().migrate(flyway(NEXT));

        assertThat(flyway(NEXT).info().current().getVersion()).hasToString(NEXT);
        assertThat(flyway(NEXT).info().pending()).isEmpty();
    }

    @Test
    void refusesTablesThatANewerVersionMade() throws SQLException {
        flyway(NEXT).migrate();
        execute(
                "insert into flyway_schema_history select installed_rank + 1, '29991231.01', 'later', type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success from flyway_schema_history"
                        + " order by installed_rank desc limit 1");

        assertThatThrownBy(() -> new Migrating().migrate(flyway(NEXT)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("29991231.01")
                .hasMessageContaining("start that version");
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(server.url(), server.owner(), server.ownerPassword())
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }

    private void execute(String sql) throws SQLException {
        try (var owner = DriverManager.getConnection(server.url(), server.owner(), server.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
