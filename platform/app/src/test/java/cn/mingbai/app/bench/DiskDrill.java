package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Small disks are filled under load and emptied after 20 seconds: that of the database ({@code database}), then that of the
 * application's data folder with its temporary files, log and index ({@code application}).
 *
 * <p>{@code answers_} counts what phones that hand in were answered meanwhile, {@code reads_} the pages that were read
 * meanwhile, {@code longest_s_} the longest answer, {@code normal_s_} from the emptying to the next record taken in.
 * {@code alarm_s_}: from the filling until the log has an error. {@code lost}, {@code duplicated}: acknowledged records.
 */
class DiskDrill {

    private static final int HOUSEHOLDS = 60;
    private static final int FULL_S = Integer.getInteger("mingbai.drill.full", 20);

    private record Prepared(List<BenchLedger.Phone> phones, long lastVisit) {}

    @Test
    void disk() throws Exception {
        var home = Drill.empty("disk");
        var figures = new Figures("disk");
        var databaseDisk = mount(home.resolve("database"), "700m");
        var data = mount(home.resolve("app"), "120m");
        try {
            var database =
                    DrillDatabase.make(databaseDisk, "--innodb-log-file-size=96M", "--innodb-buffer-pool-size=128M");
            var prepared = InProcess.on(data, database.environment(), context -> {
                var ledger = new BenchLedger(context, 21, HOUSEHOLDS, 3);
                ledger.load();
                ledger.campaign(25);
                return new Prepared(Drill.phones(ledger, 20), ledger.lastVisit());
            });
            var app = AppProcess.start(
                    data,
                    AppProcess.freePort(),
                    "",
                    database.environment(),
                    "--logging.file.name=" + data.resolve("log/mingbai.log"));
            app.awaitHealthy();
            var phones = new VisitPhones(app.port, prepared.phones(), HOUSEHOLDS, System.nanoTime());
            var running = new AtomicBoolean(true);
            var load = Thread.ofPlatform().start(() -> phones.untilEnough(() -> !running.get()));
            phones.records.await(200);
            fill("database", databaseDisk, app, phones, prepared, data, figures);
            fill("application", data, app, phones, prepared, data, figures);
            running.set(false);
            load.join();
            phones.firstErrors.forEach(Drill::say);
            app.stop();
            var compared = Drill.compare(database.connect(), prepared.lastVisit(), phones.acknowledgedSoFar());
            database.stop();
            figures.put("records", compared.acknowledged())
                    .put("lost", compared.lost())
                    .put("duplicated", compared.duplicated())
                    .put("more", compared.more());
            figures.print("DRILL");
            assertThat(compared.lost()).isZero();
            assertThat(compared.duplicated()).isZero();
        } finally {
            for (var place : List.of(databaseDisk, data)) {
                Drill.run(Map.of(), "umount", "-l", place.toString());
            }
        }
        FileSystemUtils.deleteRecursively(home);
    }

    private static void fill(
            String name, Path disk, AppProcess app, VisitPhones phones, Prepared prepared, Path data, Figures figures)
            throws Exception {
        var answers = new ConcurrentHashMap<Integer, AtomicInteger>();
        var longest = new Timings();
        var sentences = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        var reads = new AtomicInteger();
        var failedReads = new AtomicInteger();
        var full = new AtomicBoolean(true);
        var filler = disk.resolve("filler");
        var log = data.resolve("log/mingbai.log");
        var errorsBefore = errors(log);
        Drill.run(Map.of(), "bash", "-c", "cat /dev/zero > " + filler + " 2>/dev/null; sync");
        var filled = System.nanoTime();
        var alarm = new double[] {-1};
        var threads = new ArrayList<Thread>();
        threads.add(Thread.ofPlatform().start(() -> {
            var phone = prepared.phones().getFirst();
            try (var wire = new Wire(app.port, "Authorization: Bearer " + phone.key() + "\r\n")) {
                while (full.get()) {
                    var begin = System.nanoTime();
                    var reply = wire.send(
                            "POST",
                            "/V/records",
                            "{\"now\":\"" + java.time.Instant.now() + "\",\"records\":[{\"id\":\""
                                    + java.util.UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\""
                                    + java.time.Instant.now() + "\",\"household\":"
                                    + phone.village().first()
                                    + ",\"outcome\":\"NOT_FOUND\",\"seconds\":9}]}");
                    longest.add((System.nanoTime() - begin) / 1e6);
                    answers.computeIfAbsent(reply.status(), status -> new AtomicInteger())
                            .incrementAndGet();
                    if (reply.status() >= 500 && sentences.size() < 2) {
                        sentences.add(reply.text());
                    }
                    Thread.sleep(100);
                }
            } catch (Exception failed) {
                sentences.add(failed.toString());
            }
        }));
        threads.add(Thread.ofPlatform().start(() -> {
            try (var wire = new Wire(app.port)) {
                while (full.get()) {
                    var ok = wire.send("GET", "/H/ABCDEFGHJKMNPQRSTVWXYZ2345", null)
                                    .status()
                            == 404;
                    (ok ? reads : failedReads).incrementAndGet();
                    Thread.sleep(200);
                }
            } catch (Exception failed) {
                failedReads.incrementAndGet();
            }
        }));
        while (System.nanoTime() - filled < FULL_S * 1_000_000_000L) {
            Thread.sleep(250);
            if (alarm[0] < 0 && errors(log) > errorsBefore) {
                alarm[0] = Math.round((System.nanoTime() - filled) / 1e8) / 10.0;
            }
        }
        full.set(false);
        Files.delete(filler);
        var freed = System.nanoTime();
        phones.records.await(phones.records.get() + 20);
        var normal = Math.round((System.nanoTime() - freed) / 1e8) / 10.0;
        for (var thread : threads) {
            thread.join();
        }
        sentences.forEach(Drill::say);
        figures.put("answers_" + name, new TreeMap<>(answers).toString())
                .put("longest_s_" + name, Math.round(longest.percentile(100)) / 1000.0)
                .put("reads_" + name, reads.get())
                .put("failed_reads_" + name, failedReads.get())
                .put("alarm_s_" + name, alarm[0])
                .put("normal_s_" + name, normal);
        Drill.say(name + ": answers " + new TreeMap<>(answers) + ", normal after " + normal + " s");
        assertThat(failedReads.get()).isZero();
        assertThat(normal).isLessThanOrEqualTo(60);
    }

    private static long errors(Path log) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log, java.nio.charset.StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains("ERROR") || line.contains("DISK_FULL"))
                    .count();
        }
    }

    private static Path mount(Path place, String size) throws Exception {
        Files.createDirectories(place);
        assertThat(Drill.run(Map.of(), "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString())
                        .code())
                .isZero();
        return place;
    }
}
