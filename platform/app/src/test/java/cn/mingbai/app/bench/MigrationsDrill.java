package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Two applications start at once, {@code pairs} times, on an empty database and on the tables of two former releases with a
 * ledger, its visits and an audit trail in them ({@code rows}). Then one that brings tables up to date is killed by signal 9,
 * {@code kills} times, spread over its migrations, and started again; when it refuses because a migration is half done, what
 * docs/drills.md says is done by command, and it is started once more. Owner and application have an account each, as
 * docs/install.md says. The three databases are drilled beside one another, each on a server of its own.
 *
 * <p>{@code ready}: of the two of each pair, who answered in the end. {@code starts}: pairs, and starts after a kill, that
 * were looked at when they had come up; {@code once}: those after which each migration stood in the history exactly once and
 * none had failed; {@code same_tables}: those after which the tables were what one application makes alone. {@code
 * same_rows}: pairs on an empty database after which each table had as many rows as one application puts there alone.
 * {@code hit}: different migrations that were killed. {@code refused}: starts after a kill that refused; {@code told}: those
 * that named the migration and both ways to recover, then and at the start after that. {@code recovered}: those that came up
 * after the recovery. {@code half} and {@code whole}: the migrations that were killed, by whether the start after it refused.
 * {@code longest_s}: the longest until both of a pair were ready.
 *
 * <p>{@code --sabotage}: the lock that lets one application migrate at a time is taken away on its way to the database, and
 * the pairs must show it.
 */
class MigrationsDrill {

    private static final int PAIRS = Integer.getInteger("mingbai.drill.pairs", Drill.SABOTAGE ? 3 : 20);
    private static final int KILLS = Drill.SABOTAGE ? 0 : Integer.getInteger("mingbai.drill.kills", 20);
    private static final int AUDIT_ROWS = 5_000;

    /** The last migrations of two former releases: of the day before the audit trail's chain, and of two days before. */
    private static final List<String> FORMER = List.of("20261202.61", "20261130.30");

    /** A process that lives for seconds spends more on compiling well than it gains. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final List<String> SMALL = List.of(
            "--innodb-buffer-pool-size=128M", "--innodb-log-file-size=48M", "--log-bin-trust-function-creators=1");

    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger pairsOnEmpty = new AtomicInteger();
    private final AtomicInteger sameRows = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger once = new AtomicInteger();
    private final AtomicInteger sameTables = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger recovered = new AtomicInteger();
    private final AtomicLong longestMs = new AtomicLong();
    private final Set<String> half = new ConcurrentSkipListSet<>();
    private final Set<String> whole = new ConcurrentSkipListSet<>();

    /**
     * What one application makes of an empty database: its migrations in their order with the milliseconds that each took,
     * its tables, and its rows by table.
     */
    private record Alone(Map<String, Integer> took, List<String> tables, Map<String, Long> rows) {

        List<String> migrations() {
            return List.copyOf(took.keySet());
        }
    }

    /**
     * What is started on.
     *
     * @param kept a copy of the database as the former release left it; null for an empty one
     * @param settings of its backup
     */
    private record Ground(
            String name,
            Path home,
            DrillDatabase database,
            @Nullable Path kept,
            Map<String, String> settings) {

        Path data() {
            return home.resolve("app");
        }
    }

    @Test
    void migrations() throws Exception {
        var home = Drill.empty("migrations");
        var figures = new Figures("migrations").put("sabotage", Drill.SABOTAGE);
        var first = DrillDatabase.make(home.resolve("first"), SMALL.toArray(String[]::new));
        var data = home.resolve("first-app");
        var alone = alone(first, data);
        var grounds = new ArrayList<Ground>();
        var place = Files.createDirectories(home.resolve("empty"));
        grounds.add(new Ground(
                "empty",
                place,
                DrillDatabase.make(place.resolve("database"), SMALL.toArray(String[]::new)),
                null,
                Map.of()));
        if (!Drill.SABOTAGE) {
            grounds.addAll(former(home, first, data, figures));
        }
        first.stop();
        try (var threads = Executors.newFixedThreadPool(grounds.size())) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < grounds.size(); i++) {
                var ground = grounds.get(i);
                var pairs = share(PAIRS, i, grounds.size());
                var kills = share(KILLS, i, grounds.size());
                all.add(threads.submit(() -> {
                    for (var pair = 0; pair < pairs; pair++) {
                        pair(ground, alone);
                    }
                    for (var kill = 0; kill < kills; kill++) {
                        kill(ground, alone, (kill + new Random().nextDouble()) / kills);
                    }
                    ground.database().stop();
                    return null;
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        var hit = new ConcurrentSkipListSet<>(half);
        hit.addAll(whole);
        hit.retainAll(alone.migrations());
        var red = once.get() < starts.get() || sameTables.get() < starts.get();
        figures.put("pairs", PAIRS)
                .put("ready", ready.get())
                .put("pairs_on_empty", pairsOnEmpty.get())
                .put("same_rows", sameRows.get())
                .put("kills", KILLS)
                .put("hit", hit.size())
                .put("refused", refused.get())
                .put("told", told.get())
                .put("recovered", recovered.get())
                .put("starts", starts.get())
                .put("once", once.get())
                .put("same_tables", sameTables.get())
                .put("longest_s", longestMs.get() / 1000)
                .put("half", half)
                .put("whole", whole)
                .put("red", red);
        figures.print("DRILL");
        assertThat(red).isEqualTo(Drill.SABOTAGE);
        if (!Drill.SABOTAGE) {
            assertThat(ready.get()).isEqualTo(2 * PAIRS);
            assertThat(sameRows.get()).isEqualTo(pairsOnEmpty.get());
            assertThat(told.get()).isEqualTo(refused.get());
            assertThat(recovered.get()).isEqualTo(refused.get());
            assertThat(starts.get()).isEqualTo(PAIRS + KILLS);
        }
        FileSystemUtils.deleteRecursively(home);
    }

    private static int share(int all, int number, int of) {
        return (all + of - 1 - number) / of;
    }

    private static Alone alone(DrillDatabase database, Path data) throws Exception {
        var app = AppProcess.start(data, AppProcess.freePort(), QUICK, database.environment());
        app.awaitHealthy();
        // Its stop writes down what later starts load faster.
        app.stop();
        AppProcess.learn(data);
        Drill.say("started alone");
        try (var connection = database.connect()) {
            var took = new LinkedHashMap<String, Integer>();
            for (var version : history(connection)) {
                took.put(
                        version,
                        Integer.parseInt(word(
                                connection,
                                "select execution_time from mingbai.flyway_schema_history where version = '" + version
                                        + "'")));
            }
            return new Alone(took, tables(connection), rows(connection));
        }
    }

    // --- former releases
    // ------------------------------------------------------------------------------------------------

    /** A ledger of today in the tables of former releases, as far as they had its columns, each on a server of its own. */
    private static List<Ground> former(Path home, DrillDatabase first, Path data, Figures figures) throws Exception {
        execute(first, "create database today");
        var today = new LinkedHashMap<>(first.environment());
        today.put("MINGBAI_DB_URL", "jdbc:mariadb://127.0.0.1:" + first.port + "/today");
        today.put("MINGBAI_DB_USER", today.get("MINGBAI_RESTORE_DB_USER"));
        today.put("MINGBAI_DB_OWNER", today.get("MINGBAI_RESTORE_DB_USER"));
        InProcess.on(data, today, context -> {
            var ledger = new BenchLedger(context, 21, 60, 3);
            ledger.load();
            ledger.campaign(25);
            return Drill.phones(ledger, 40);
        });
        var identity = home.resolve("identity.txt");
        Drill.run(Map.of(), "age-keygen", "-o", identity.toString());
        var key = Drill.run(Map.of(), "age-keygen", "-y", identity.toString())
                .said()
                .strip();
        var grounds = new ArrayList<Ground>();
        for (var version : FORMER) {
            createAnew(first);
            Flyway.configure()
                    .dataSource(first.environment().get("MINGBAI_DB_URL"), "mingbai_owner", DrillDatabase.PASSWORD)
                    .locations("classpath:db/migration")
                    .target(version)
                    .load()
                    .migrate();
            var rows = fill(first);
            Drill.say(version + " holds " + rows + " rows");
            figures.put("rows_" + version, rows);
            var place = Files.createDirectories(home.resolve(version));
            FileSystemUtils.copyRecursively(data.resolve("keys"), place.resolve("app/keys"));
            var settings = new LinkedHashMap<String, String>();
            settings.put("MINGBAI_BACKUP_KEY", key);
            settings.put("MINGBAI_BACKUPS", place.resolve("backups").toString());
            settings.put("TMPDIR", Files.createDirectories(place.resolve("tmp")).toString());
            settings.putAll(first.environment());
            var ran = Drill.run(
                    settings, "bin/backup", "--data", place.resolve("app").toString());
            assertThat(ran.code()).as(ran.said()).isZero();
            execute(first, "reset master");
            first.copyTo(place.resolve("kept"));
            FileSystemUtils.copyRecursively(place.resolve("kept"), place.resolve("database"));
            var options = new ArrayList<>(List.of("--log-bin=mysql-bin", "--binlog-format=ROW", "--sync-binlog=1"));
            options.addAll(SMALL);
            var database = DrillDatabase.start(place.resolve("database"), AppProcess.freePort(), options);
            settings.putAll(database.environment());
            settings.put("identity", identity.toString());
            grounds.add(new Ground(version, place, database, place.resolve("kept"), settings));
        }
        return grounds;
    }

    private static long fill(DrillDatabase database) throws SQLException {
        var rows = 0L;
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0, unique_checks = 0, sql_mode = ''");
            for (var table : words(connection, """
                    select table_name from information_schema.tables former where table_schema = 'mingbai'
                      and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
                      and exists (select 1 from information_schema.tables now
                        where now.table_schema = 'today' and now.table_name = former.table_name)
                    """)) {
                var columns = word(connection, """
                        select group_concat('`', former.column_name, '`') from information_schema.columns former
                        join information_schema.columns now on now.table_schema = 'today'
                          and now.table_name = former.table_name and now.column_name = former.column_name
                        where former.table_schema = 'mingbai' and former.table_name = '%s'
                          and former.is_generated = 'NEVER'
                        """.formatted(table));
                statement.execute("delete from mingbai.`" + table + "`");
                rows += statement.executeUpdate("insert into mingbai.`" + table + "` (" + columns + ") select "
                        + columns + " from today.`" + table + "`");
            }
            for (var sequence : words(connection, """
                    select table_name from information_schema.tables former where table_schema = 'mingbai'
                      and table_type = 'SEQUENCE' and exists (select 1 from information_schema.tables now
                        where now.table_schema = 'today' and now.table_name = former.table_name)
                    """)) {
                var next = word(connection, "select next_not_cached_value from today.`" + sequence + "`");
                statement.execute("select setval(mingbai.`" + sequence + "`, " + next + ", false)");
            }
            rows += statement.executeUpdate("insert into mingbai.audit_entry"
                    + " (id, happened_at, person_id, actor, what, subject, division_id, details)"
                    + " select 1000000 + seq * 3, '2026-11-26 01:02:03.456789' + interval seq second, null, '王𠮷',"
                    + " 'test.change', concat('subject ', seq), null, 'details' from seq_1_to_" + AUDIT_ROWS);
        }
        return rows;
    }

    // --- what both parts do
    // ---------------------------------------------------------------------------------------------

    private static void reset(Ground ground) throws Exception {
        if (ground.kept() == null) {
            FileSystemUtils.deleteRecursively(ground.data());
            createAnew(ground.database());
        } else {
            ground.database().backTo(ground.kept());
        }
    }

    private static AppProcess start(Ground ground, String folder, Map<String, String> environment) throws Exception {
        return AppProcess.start(
                ground.home().resolve(folder),
                AppProcess.freePort(),
                QUICK,
                environment,
                "--mingbai.keys=" + ground.data().resolve("keys"));
    }

    /** What the administrator of a new installation types. */
    private static void createAnew(DrillDatabase database) throws Exception {
        var ran = Drill.run(
                Map.of("MYSQL_PWD", DrillDatabase.PASSWORD),
                "mariadb",
                "--host=127.0.0.1",
                "--port=" + database.port,
                "--user=mingbai_owner",
                "--execute=drop database mingbai;"
                        + " create database mingbai character set utf8mb4 collate utf8mb4_uca1400_as_cs");
        assertThat(ran.code()).as(ran.said()).isZero();
    }

    private static void recover(Ground ground) throws Exception {
        if (ground.kept() == null) {
            createAnew(ground.database());
            return;
        }
        var ran = Drill.run(
                ground.settings(),
                "bin/restore",
                "--replace",
                "--without-log",
                "--identity",
                ground.settings().get("identity"),
                "--data",
                ground.data().toString());
        assertThat(ran.code()).as(ran.said()).isZero();
    }

    /** Counts what must hold after every start that has come up. */
    private boolean holds(Ground ground, Alone alone) throws SQLException {
        starts.incrementAndGet();
        try (var connection = ground.database().connect()) {
            var history = history(connection);
            var each = history.equals(alone.migrations());
            var tables = new ArrayList<>(tables(connection));
            var same = tables.equals(alone.tables());
            if (each) {
                once.incrementAndGet();
            } else {
                Drill.say("the history is not that of one application alone: " + history);
            }
            if (same) {
                sameTables.incrementAndGet();
            } else {
                var missing = new ArrayList<>(alone.tables());
                missing.removeAll(tables);
                tables.removeAll(alone.tables());
                Drill.say("the tables are not those of one application alone: more " + first(tables) + ", less "
                        + first(missing));
            }
            return each && same;
        }
    }

    private static List<String> first(List<String> all) {
        return all.subList(0, Math.min(5, all.size()));
    }

    /** Why one ended: its refusal, or else its error and what caused that; the context closes after that was said. */
    private static String reason(AppProcess app) throws Exception {
        return app.said()
                .lines()
                .filter(line -> !line.contains(" INFO ") && !line.startsWith("\t") && !line.isBlank())
                .reduce((before, line) -> before + " | " + line)
                .orElse("it said nothing");
    }

    // --- two at once
    // ----------------------------------------------------------------------------------------------------

    private void pair(Ground ground, Alone alone) throws Exception {
        reset(ground);
        FileSystemUtils.deleteRecursively(ground.home().resolve("other"));
        // Without the lock; what stands in its place says 1, as the database does when it has given the lock.
        try (var line = new Line(
                ground.database().port, Drill.SABOTAGE ? "GET_LOCK(" : "", Drill.SABOTAGE ? "STRCMP(  " : "")) {
            var environment = ground.database().environment(Drill.SABOTAGE ? line.port() : ground.database().port);
            var begin = System.nanoTime();
            var both = List.of(start(ground, "app", environment), start(ground, "other", environment));
            var up = 0;
            for (var app : both) {
                if (app.becomesHealthy()) {
                    up++;
                } else {
                    Drill.say("one of two did not start: " + reason(app));
                }
            }
            var tookMs = (System.nanoTime() - begin) / 1_000_000;
            ready.addAndGet(up);
            longestMs.accumulateAndGet(tookMs, Math::max);
            holds(ground, alone);
            if (ground.kept() == null) {
                pairsOnEmpty.incrementAndGet();
                compareRows(ground, alone);
            }
            for (var app : both) {
                app.kill();
            }
            Drill.say("two at once on " + ground.name() + ": " + up + " ready after " + tookMs / 1000 + " s");
        }
    }

    private void compareRows(Ground ground, Alone alone) throws SQLException {
        try (var connection = ground.database().connect()) {
            var now = rows(connection);
            var differing = new ArrayList<String>();
            alone.rows().forEach((table, count) -> {
                if (!count.equals(now.get(table))) {
                    differing.add(table + " " + now.get(table) + " instead of " + count);
                }
            });
            if (differing.isEmpty()) {
                sameRows.incrementAndGet();
            } else {
                Drill.say("rows differ: " + differing);
            }
        }
    }

    // --- killed
    // ---------------------------------------------------------------------------------------------------------

    private void kill(Ground ground, Alone alone, double when) throws Exception {
        reset(ground);
        var hit = killInside(ground, alone, when);
        var app = start(ground, "app", ground.database().environment());
        if (app.becomesHealthy()) {
            whole.add(hit);
            Drill.say("killed in " + hit + " on " + ground.name() + ": went on");
        } else {
            refused.incrementAndGet();
            half.add(hit);
            var says = tells(app, hit);
            Drill.say("killed in " + hit + " on " + ground.name() + ": " + reason(app));
            // A service is started again at once, and what it says then is what is read.
            app = start(ground, "app", ground.database().environment());
            assertThat(app.becomesHealthy()).isFalse();
            if (says && tells(app, hit)) {
                told.incrementAndGet();
            }
            Drill.say("started again: " + reason(app));
            recover(ground);
            app = start(ground, "app", ground.database().environment());
            if (app.becomesHealthy()) {
                recovered.incrementAndGet();
            } else {
                Drill.say("did not recover: " + reason(app));
            }
        }
        holds(ground, alone);
        app.kill();
    }

    private static boolean tells(AppProcess app, String hit) throws Exception {
        var said = app.said();
        return said.contains(hit) && said.contains("bin/restore --replace") && said.contains("drop database");
    }

    /**
     * Starts one and kills it inside a migration, of which it says the version.
     *
     * @param when from 0, the first migration that is waiting, to 1, the last one
     */
    private static String killInside(Ground ground, Alone alone, double when) throws Exception {
        try (var connection = ground.database().connect()) {
            var before = applied(connection);
            var migrations = alone.migrations();
            var at = before + (int) (when * (migrations.size() - before));
            var app = start(ground, "app", ground.database().environment());
            var begin = System.nanoTime();
            while (applied(connection) < at) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(5));
                Thread.sleep(1);
            }
            if (at == 0) {
                // Until the first migration there is nothing to count.
                while (tableCount(connection, "<> 'flyway_schema_history'") == 0) {
                    Thread.sleep(1);
                }
            }
            Thread.sleep(new Random().nextInt(Math.max(10, alone.took().get(migrations.get(at)))));
            app.kill();
            while (!"0"
                    .equals(
                            word(
                                    connection,
                                    "select count(*) from information_schema.processlist where user in ('mingbai', 'mingbai_owner')"))) {
                Thread.sleep(20);
            }
            var applied = applied(connection);
            return applied < migrations.size() ? migrations.get(applied) : "none, all were done";
        }
    }

    private static int applied(Connection connection) throws SQLException {
        // Asked for again and again from before there is such a table.
        return tableCount(connection, "= 'flyway_schema_history'") == 0
                ? 0
                : Integer.parseInt(word(
                        connection, "select count(*) from mingbai.flyway_schema_history where version is not null"));
    }

    private static int tableCount(Connection connection, String name) throws SQLException {
        return Integer.parseInt(word(
                connection,
                "select count(*) from information_schema.tables where table_schema = 'mingbai' and table_name "
                        + name));
    }

    // --- questions to the database
    // --------------------------------------------------------------------------------------

    /** The migrations that were applied, in their order, with a word behind those that failed. */
    private static List<String> history(Connection connection) throws SQLException {
        return words(
                connection,
                "select concat(version, if(success, '', ' failed')) from mingbai.flyway_schema_history"
                        + " where version is not null order by installed_rank");
    }

    /** Columns, indexes, foreign keys and triggers, in words. */
    private static List<String> tables(Connection connection) throws SQLException {
        return words(connection, """
                select concat_ws(' ', table_name, column_name, column_type, is_nullable, column_default, generation_expression)
                  from information_schema.columns where table_schema = 'mingbai'
                union all select concat_ws(' ', table_name, index_name, seq_in_index, column_name, non_unique)
                  from information_schema.statistics where table_schema = 'mingbai'
                union all select concat_ws(' ', table_name, constraint_name, referenced_table_name, delete_rule)
                  from information_schema.referential_constraints where constraint_schema = 'mingbai'
                union all select concat_ws(' ', trigger_name, event_object_table, action_timing, event_manipulation)
                  from information_schema.triggers where trigger_schema = 'mingbai'
                order by 1
                """);
    }

    private static Map<String, Long> rows(Connection connection) throws SQLException {
        var rows = new TreeMap<String, Long>();
        for (var table : words(
                connection,
                "select table_name from information_schema.tables"
                        + " where table_schema = 'mingbai' and table_type = 'BASE TABLE'")) {
            rows.put(table, Long.parseLong(word(connection, "select count(*) from mingbai.`" + table + "`")));
        }
        return rows;
    }

    private static void execute(DrillDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String word(Connection connection, String sql) throws SQLException {
        return words(connection, sql).getFirst();
    }

    private static List<String> words(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var words = new ArrayList<String>();
            while (result.next()) {
                words.add(result.getString(1));
            }
            return words;
        }
    }
}
