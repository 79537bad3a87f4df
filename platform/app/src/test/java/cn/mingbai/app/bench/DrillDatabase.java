package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB server of a district's own, as an administrator runs one: Debian's programs, a binary log, every commit forced
 * to the disk; on the loopback address, with its data in a folder of the drill.
 */
final class DrillDatabase {

    static final String PASSWORD = "drill";

    private final Path home;
    private final List<String> options;
    final int port;
    private Process process;

    private DrillDatabase(Path home, int port, List<String> options, Process process) {
        this.home = home;
        this.port = port;
        this.options = options;
        this.process = process;
    }

    /**
     * Makes and starts one.
     *
     * @param options of the server, besides those that deploy/mariadb-mingbai.cnf has
     */
    static DrillDatabase make(Path home, String... options) throws Exception {
        Files.createDirectories(home.resolve("tmp"));
        run(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--skip-test-db",
                "--datadir=" + home.resolve("data")));
        Files.writeString(home.resolve("init.sql"), """
                create database if not exists mingbai character set utf8mb4 collate utf8mb4_uca1400_as_cs;
                create user if not exists mingbai_owner@'127.0.0.1' identified by '%1$s';
                grant all privileges on mingbai.* to mingbai_owner@'127.0.0.1';
                create user if not exists mingbai@'127.0.0.1' identified by '%1$s';
                grant select, insert, update, delete on mingbai.* to mingbai@'127.0.0.1';
                create user if not exists mingbai_backup@'127.0.0.1' identified by '%1$s';
                grant select, show view, trigger on mingbai.* to mingbai_backup@'127.0.0.1';
                grant reload, binlog monitor, replication slave on *.* to mingbai_backup@'127.0.0.1';
                create user if not exists mingbai_restore@'127.0.0.1' identified by '%1$s';
                grant all on *.* to mingbai_restore@'127.0.0.1';
                """.formatted(PASSWORD));
        var port = AppProcess.freePort();
        var all = new ArrayList<>(List.of(
                "--log-bin=mysql-bin",
                "--binlog-format=ROW",
                "--sync-binlog=1",
                "--log-bin-trust-function-creators=1",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=1G",
                "--innodb-log-file-size=512M"));
        all.addAll(List.of(options));
        return start(home, port, all);
    }

    /** Starts one on a folder that {@link #make} or a copy of it made. */
    static DrillDatabase start(Path home, int port, List<String> options) throws Exception {
        var database = new DrillDatabase(home, port, options, launch(home, port, options));
        database.await();
        return database;
    }

    private static Process launch(Path home, int port, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                "--socket=" + Path.of(System.getProperty("java.io.tmpdir"), "drill-" + port),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--server-id=1",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_uca1400_as_cs",
                "--max-allowed-packet=256M",
                "--init-file=" + home.resolve("init.sql"),
                "--pid-file=" + home.resolve("pid")));
        command.addAll(options);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("mariadbd.log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        return builder.start();
    }

    private void await() throws InterruptedException {
        for (var i = 0; i < 1200; i++) {
            try (var connection = connect()) {
                if (connection.isValid(2)) {
                    return;
                }
            } catch (SQLException notYet) {
                assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                        .as("the database runs; its log is %s", home.resolve("mariadbd.log"))
                        .isFalse();
            }
        }
        throw new AssertionError("the database did not start: " + home.resolve("mariadbd.log"));
    }

    /** Starts it again after {@link #kill}. */
    void again() throws Exception {
        process = launch(home, port, options);
        await();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it stops").isTrue();
    }

    Path data() {
        return home.resolve("data");
    }

    /** Makes a copy of itself that {@link #start} can start; it stands still meanwhile. */
    void copyTo(Path other) throws Exception {
        stop();
        FileSystemUtils.copyRecursively(data(), other.resolve("data"));
        Files.copy(home.resolve("init.sql"), other.resolve("init.sql"));
        again();
    }

    /** Makes it hold what a copy has, and nothing else. */
    void backTo(Path copy) throws Exception {
        kill();
        FileSystemUtils.deleteRecursively(data());
        FileSystemUtils.copyRecursively(copy.resolve("data"), data());
        again();
    }

    /** A connection that may do everything. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/mingbai?connectTimeout=2000&allowPublicKeyRetrieval=true",
                "mingbai_restore",
                PASSWORD);
    }

    /** What an application, bin/backup and bin/restore need to know. */
    Map<String, String> environment() {
        return environment(port);
    }

    /** The same through another port. */
    Map<String, String> environment(int throughPort) {
        var values = new LinkedHashMap<String, String>();
        values.put("MINGBAI_DB_URL", "jdbc:mariadb://127.0.0.1:" + throughPort + "/mingbai");
        values.put("MINGBAI_DB_USER", "mingbai");
        values.put("MINGBAI_DB_PASSWORD", PASSWORD);
        values.put("MINGBAI_DB_OWNER", "mingbai_owner");
        values.put("MINGBAI_DB_OWNER_PASSWORD", PASSWORD);
        values.put("MINGBAI_BACKUP_DB_USER", "mingbai_backup");
        values.put("MINGBAI_BACKUP_DB_PASSWORD", PASSWORD);
        values.put("MINGBAI_RESTORE_DB_USER", "mingbai_restore");
        values.put("MINGBAI_RESTORE_DB_PASSWORD", PASSWORD);
        return values;
    }

    /** The checksum of each table's rows. */
    Map<String, Long> checksums() throws SQLException {
        var sums = new LinkedHashMap<String, Long>();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            var names = statement.executeQuery("select table_name from information_schema.tables"
                    + " where table_schema = 'mingbai' and table_type = 'BASE TABLE' order by 1");
            while (names.next()) {
                tables.add(names.getString(1));
            }
            for (var table : tables) {
                var sum = statement.executeQuery("checksum table `" + table + "` extended");
                sum.next();
                sums.put(table, sum.getLong(2));
            }
        }
        return sums;
    }

    private static void run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("%s", command).isZero();
    }
}
