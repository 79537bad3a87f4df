package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The application is killed by signal 9 while it brings its schema up to date, at random moments, on an empty database
 * ({@code empty_}) and on the schema of an earlier release ({@code upgrade_}), and started again. MariaDB commits each table by
 * itself, so a script may be half done: {@code by_itself} counts the starts that went on, {@code by_command} those that were
 * refused and then recovered by the documented command, an empty database or {@code bin/restore --replace}. Then two nodes
 * start at once on an empty database ({@code pairs}); {@code applied_once}: every script stands in the history once.
 */
class MigrationDrill {

    private static final int KILLS = Integer.getInteger("mingbai.drill.kills", 6);
    private static final int PAIRS = Integer.getInteger("mingbai.drill.pairs", 2);

    /** The last script of the release before. */
    private static final String EARLIER = "20261202.61";

    private final Random random = new Random();
    private int byItself;
    private int byCommand;

    @Test
    void migration() throws Exception {
        var home = Drill.empty("migration");
        var figures = new Figures("migration").put("earlier", EARLIER);
        var database = DrillDatabase.make(home.resolve("database"));
        var data = Files.createDirectories(home.resolve("app"));
        started(data, database, database.environment()).stop();
        for (var i = 0; i < KILLS; i++) {
            empty(database);
            killWhileItMigrates(data, database, 200);
            again(data, database, () -> empty(database));
        }
        figures.put("empty_by_itself", byItself).put("empty_by_command", byCommand);
        byItself = 0;
        byCommand = 0;
        var settings = backUpEarlier(home, data, database);
        for (var i = 0; i < KILLS; i++) {
            restore(settings, home, data);
            killWhileItMigrates(data, database, scripts(database));
            again(data, database, () -> restore(settings, home, data));
        }
        figures.put("upgrade_by_itself", byItself).put("upgrade_by_command", byCommand);
        var once = true;
        for (var i = 0; i < PAIRS; i++) {
            empty(database);
            var first = AppProcess.start(data, AppProcess.freePort(), "", database.environment());
            var second = AppProcess.start(
                    Files.createDirectories(home.resolve("second")),
                    AppProcess.freePort(),
                    "",
                    database.environment(),
                    "--mingbai.keys=" + data.resolve("keys"));
            first.awaitHealthy();
            second.awaitHealthy();
            once &= once(database);
            first.stop();
            second.stop();
        }
        figures.put("pairs", PAIRS).put("applied_once", once);
        database.stop();
        figures.print("DRILL");
        assertThat(once).isTrue();
        FileSystemUtils.deleteRecursively(home);
    }

    private static AppProcess started(Path data, DrillDatabase database, Map<String, String> environment)
            throws Exception {
        var app = AppProcess.start(data, AppProcess.freePort(), "", environment);
        app.awaitHealthy();
        assertThat(once(database)).isTrue();
        return app;
    }

    private interface Recovery {
        void run() throws Exception;
    }

    /** Kills it within the second after it began with a script. */
    private void killWhileItMigrates(Path data, DrillDatabase database, int known) throws Exception {
        var app = AppProcess.start(data, AppProcess.freePort(), "", database.environment());
        var before = known >= 200 ? 0 : known;
        while (scripts(database) <= before + random.nextInt(known >= 200 ? 120 : 3)) {
            Thread.sleep(5);
            if (app.isHealthy()) {
                break;
            }
        }
        Thread.sleep(random.nextInt(60));
        app.kill();
        Drill.say("killed after " + scripts(database) + " scripts");
    }

    private void again(Path data, DrillDatabase database, Recovery recovery) throws Exception {
        try {
            started(data, database, database.environment()).stop();
            byItself++;
        } catch (AssertionError refused) {
            recovery.run();
            started(data, database, database.environment()).stop();
            byCommand++;
        }
    }

    private static int scripts(DrillDatabase database) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var count = statement.executeQuery("select count(*) from flyway_schema_history where success");
            count.next();
            return count.getInt(1);
        } catch (SQLException notYet) {
            return 0;
        }
    }

    private static boolean once(DrillDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var count = statement.executeQuery(
                    "select count(*), count(distinct version), sum(success) from flyway_schema_history where version is not null");
            count.next();
            return count.getInt(1) > 0
                    && count.getInt(1) == count.getInt(2)
                    && count.getInt(1) == count.getInt(3);
        }
    }

    private static void empty(DrillDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database mingbai");
            statement.execute("create database mingbai character set utf8mb4 collate utf8mb4_uca1400_as_cs");
        }
    }

    /** A backup of the schema of the release before. */
    private static Map<String, String> backUpEarlier(Path home, Path data, DrillDatabase database) throws Exception {
        empty(database);
        // The schema is made before the application finds that tables are missing, and stops.
        var app = AppProcess.start(
                data, AppProcess.freePort(), "", database.environment(), "--spring.flyway.target=" + EARLIER);
        try {
            app.awaitHealthy();
            app.stop();
        } catch (AssertionError stopped) {
            Drill.say("the earlier schema has " + scripts(database) + " scripts");
        }
        var identity = home.resolve("identity.txt");
        Drill.run(Map.of(), "age-keygen", "-o", identity.toString());
        var settings = new LinkedHashMap<>(database.environment());
        settings.put(
                "MINGBAI_BACKUP_KEY",
                Drill.run(Map.of(), "age-keygen", "-y", identity.toString())
                        .said()
                        .strip());
        settings.put("MINGBAI_BACKUPS", home.resolve("backups").toString());
        assertThat(Drill.run(settings, "bin/backup", "--data", data.toString()).code())
                .isZero();
        return settings;
    }

    private static void restore(Map<String, String> settings, Path home, Path data) throws Exception {
        assertThat(Drill.run(
                                settings,
                                "bin/restore",
                                "--identity",
                                home.resolve("identity.txt").toString(),
                                "--data",
                                data.toString(),
                                "--replace")
                        .code())
                .isZero();
    }
}
