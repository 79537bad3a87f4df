package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The database's process is killed by signal 9 under load and started again ({@code kills}); then its power is cut
 * ({@code cuts}). A power cut is played by a copy: the database's folder is a file system in a file, and a copy of that file
 * at a random moment has what was forced to the disk and not what still stood in memory. Each copy is recovered by another
 * server.
 *
 * <p>{@code back_s}: the longest from the database's being up to the first record taken in, without a restart of the
 * application. {@code lost} and {@code duplicated} after the kills; {@code lost_in_copies}: records acknowledged before a copy
 * began that are not in it, of all copies. {@code damaged}: tables that CHECK TABLE finds fault with.
 *
 * <p>{@code --sabotage}: the server may write its log once a second ({@code innodb_flush_log_at_trx_commit = 0}, no forced
 * binary log), and the copies must show losses.
 */
class DatabaseDrill {

    private static final int HOUSEHOLDS = 60;
    private static final int KILLS = Drill.SABOTAGE ? 0 : Integer.getInteger("mingbai.drill.kills", 5);
    private static final int CUTS = Integer.getInteger("mingbai.drill.cuts", 10);
    private static final String SIZE = "2G";

    private record Prepared(List<BenchLedger.Phone> phones, long lastVisit) {}

    @Test
    void database() throws Exception {
        var home = Drill.empty("database");
        var figures = new Figures("database").put("sabotage", Drill.SABOTAGE);
        var data = Files.createDirectories(home.resolve("app"));
        var image = home.resolve("disk.img");
        var disk = Files.createDirectories(home.resolve("disk"));
        shell("truncate -s " + SIZE + " " + image + " && mkfs.ext4 -q " + image + " && mount -o loop " + image + " "
                + disk);
        var mounted = new ArrayList<>(List.of(disk));
        var random = new Random();
        try {
            // The file system has no room for the drill's usual log.
            var options = new ArrayList<>(List.of("--innodb-log-file-size=96M", "--innodb-buffer-pool-size=256M"));
            if (Drill.SABOTAGE) {
                options.addAll(List.of("--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"));
            }
            var database = DrillDatabase.make(disk, options.toArray(String[]::new));
            var prepared = InProcess.on(data, database.environment(), context -> {
                var ledger = new BenchLedger(context, 21, HOUSEHOLDS, 3);
                ledger.load();
                ledger.campaign(25);
                return new Prepared(Drill.phones(ledger, 40), ledger.lastVisit());
            });
            var app = AppProcess.start(data, AppProcess.freePort(), "", database.environment());
            app.awaitHealthy();
            var phones = new VisitPhones(app.port, prepared.phones(), HOUSEHOLDS, random.nextLong());
            var running = new AtomicBoolean(true);
            var load = Thread.ofPlatform().start(() -> phones.untilEnough(() -> !running.get()));
            Thread.sleep(3_000);
            var back = 0.0;
            for (var i = 0; i < KILLS; i++) {
                Thread.sleep(1_000 + random.nextInt(3_000));
                database.kill();
                Thread.sleep(random.nextInt(4_000));
                database.again();
                var up = System.nanoTime();
                phones.records.await(phones.records.get() + 1);
                var took = (System.nanoTime() - up) / 1e9;
                back = Math.max(back, took);
                Drill.say("killed; back after " + Math.round(took * 10) / 10.0 + " s");
            }
            var lostInCopies = 0;
            var copiesWithLosses = 0;
            var damaged = 0;
            for (var i = 0; i < CUTS; i++) {
                Thread.sleep(500 + random.nextInt(2_000));
                var before = phones.acknowledgedSoFar();
                var copy = home.resolve("copy.img");
                // Halted, so that the copy is of one moment; what it holds in memory is not in it.
                shell("kill -STOP $(cat " + disk.resolve("pid") + "); cp --sparse=always " + image + " " + copy
                        + "; kill -CONT $(cat " + disk.resolve("pid") + ")");
                var place = Files.createDirectories(home.resolve("copy"));
                shell("mount -o loop " + copy + " " + place);
                mounted.add(place);
                var recovered = DrillDatabase.start(
                        place,
                        AppProcess.freePort(),
                        List.of("--innodb-buffer-pool-size=256M", "--log-bin=mysql-bin", "--binlog-format=ROW"));
                var compared = Drill.compare(recovered.connect(), prepared.lastVisit(), before);
                damaged += damaged(recovered);
                recovered.stop();
                shell("umount " + place);
                mounted.remove(place);
                Drill.say("cut: " + compared.acknowledged() + " acknowledged before, " + compared.lost() + " lost");
                lostInCopies += compared.lost();
                copiesWithLosses += compared.lost() > 0 ? 1 : 0;
            }
            running.set(false);
            load.join();
            phones.firstErrors.forEach(Drill::say);
            app.stop();
            var compared = Drill.compare(database.connect(), prepared.lastVisit(), phones.acknowledgedSoFar());
            damaged += damaged(database);
            database.stop();
            figures.put("records", compared.acknowledged())
                    .put("kills", KILLS)
                    .put("back_s", Math.round(back * 10) / 10.0)
                    .put("lost", compared.lost())
                    .put("duplicated", compared.duplicated())
                    .put("more", compared.more())
                    .put("errors", phones.errors.get())
                    .put("cuts", CUTS)
                    .put("lost_in_copies", lostInCopies)
                    .put("copies_with_losses", copiesWithLosses)
                    .put("damaged", damaged)
                    .put("red", lostInCopies > 0);
            figures.print("DRILL");
            assertThat(lostInCopies > 0).isEqualTo(Drill.SABOTAGE);
            assertThat(compared.lost()).isZero();
            assertThat(compared.duplicated()).isZero();
            assertThat(damaged).isZero();
            assertThat(back).isLessThanOrEqualTo(15);
        } finally {
            for (var place : mounted) {
                Drill.run(Map.of(), "umount", "-l", place.toString());
            }
        }
        FileSystemUtils.deleteRecursively(home);
    }

    private static int damaged(DrillDatabase database) throws Exception {
        var tables = database.checksums().keySet();
        var damaged = 0;
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var result = statement.executeQuery("check table `" + String.join("`, `", tables) + "`");
            while (result.next()) {
                damaged += "OK".equals(result.getString("Msg_text")) ? 0 : 1;
            }
        }
        return damaged;
    }

    private static void shell(String line) throws Exception {
        var process = new ProcessBuilder("bash", "-c", "set -e; " + line)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
    }
}
