package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.World;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Small disks of their own are filled while phones hand in, one after the other: that of the database ({@code database}), of the
 * application's data with its search index ({@code data}), of its temporary files ({@code tmp}) and of its log ({@code log}). Each
 * is filled below what is kept free, half of {@link #FULL_S} later to the last byte, and emptied after the other half; at the
 * end the database's is filled at one stroke ({@code sudden}), faster than anybody can look.
 *
 * <p>{@code answers_} counts what phones that hand in were answered meanwhile, {@code uploads_} what a form with a file was,
 * {@code longest_s_} the longest of both, {@code reads_} the pages that were read meanwhile. {@code alarm_s_}: from the filling until
 * the figures for Prometheus say that it is full, {@code logged_s_} until the log does. {@code signed_in_}: whether somebody got in
 * while it was full, before the last byte. {@code normal_s_}: from the emptying to the next records taken in and a form with a
 * file not refused. {@code half}: files of the application that were begun and not ended. {@code lost}, {@code duplicated}:
 * acknowledged records. The sabotage turns the watch off.
 */
class DiskDrill {

    private static final int HOUSEHOLDS = 60;
    private static final int FULL_S = Integer.getInteger("mingbai.drill.full", 20);
    private static final int WITHIN_S = 60;
    private static final double LONGEST_S = 10;
    private static final int FULL_LEVEL = 2;

    /** A second phone hands in when a disk that was filled at one stroke has been seen; the first may wait with its commit. */
    private static final int LATER_S = 3;

    private final List<String> wrong = new ArrayList<>();
    private final Figures figures = new Figures("disk").put("sabotage", Drill.SABOTAGE);

    private record Prepared(List<BenchLedger.Phone> phones, long lastVisit, String logIn) {}

    /** What is filled, and what it must refuse. */
    private record Disk(String name, Path place, String gauge, boolean records, boolean uploads) {}

    /** The application, and whom it serves. */
    private record Server(
            AppProcess app, Browser forms, Browser figures, Path data, Prepared prepared, VisitPhones phones) {}

    @Test
    void disk() throws Exception {
        var home = Drill.empty("disk");
        var mounted = new ArrayList<Path>();
        try {
            var databaseDisk = mount(mounted, home.resolve("database"), "1g");
            var data = mount(mounted, home.resolve("app"), "160m");
            var database =
                    DrillDatabase.make(databaseDisk, "--innodb-log-file-size=96M", "--innodb-buffer-pool-size=128M");
            var prepared = InProcess.on(data, database.environment(), context -> {
                var ledger = new BenchLedger(context, 21, HOUSEHOLDS, 3);
                ledger.load();
                ledger.campaign(25);
                var logIns = new LogIns(context.getBean(World.class), context.getBean(Accounts.class));
                return new Prepared(
                        Drill.phones(ledger, 20),
                        ledger.lastVisit(),
                        logIns.worker(ledger.villages.getLast().code()));
            });
            var tmp = mount(mounted, data.resolve("tmp"), "64m");
            var log = mount(mounted, data.resolve("log"), "64m");
            var environment = new TreeMap<>(database.environment());
            if (Drill.SABOTAGE) {
                environment.putAll(Map.of("MINGBAI_SPACE_LOW", "0", "MINGBAI_SPACE_FULL", "0"));
            }
            var management = AppProcess.freePort();
            var app = AppProcess.start(
                    data,
                    AppProcess.freePort(),
                    "",
                    environment,
                    "--logging.file.name=" + log.resolve("mingbai.log"),
                    "--management.server.port=" + management);
            awaitReady(management);
            var phones = new VisitPhones(app.port, prepared.phones(), HOUSEHOLDS, System.nanoTime());
            var running = new AtomicBoolean(true);
            var load = Thread.ofPlatform().start(() -> phones.untilEnough(() -> !running.get()));
            phones.records.await(200);
            var server = new Server(app, new Browser(app.port), new Browser(management), data, prepared, phones);
            fill(new Disk("database", databaseDisk, "database", true, false), server, false);
            fill(new Disk("data", data, "data", false, true), server, false);
            fill(new Disk("tmp", tmp, "temporary", false, true), server, false);
            fill(new Disk("log", log, "log", false, false), server, false);
            fill(new Disk("sudden", databaseDisk, "database", true, false), server, true);
            running.set(false);
            load.join();
            phones.firstErrors.forEach(Drill::say);
            if (Drill.SABOTAGE) {
                // What waits for room without the watch may keep it from stopping.
                app.kill();
            } else {
                app.stop();
            }
            figures.put("half", half(data));
            demand(half(data) == 0, "files were begun and not ended");
            var compared = Drill.compare(database.connect(), prepared.lastVisit(), phones.acknowledgedSoFar());
            database.stop();
            figures.put("records", compared.acknowledged())
                    .put("lost", compared.lost())
                    .put("duplicated", compared.duplicated())
                    .put("more", compared.more())
                    .put("red", !wrong.isEmpty());
            figures.print("DRILL");
            assertThat(compared.lost()).isZero();
            assertThat(compared.duplicated()).isZero();
            if (Drill.SABOTAGE) {
                assertThat(wrong).as("what must be missing without the watch").isNotEmpty();
            } else {
                assertThat(wrong).isEmpty();
            }
        } finally {
            for (var place : mounted.reversed()) {
                Drill.run(Map.of(), "umount", "-l", place.toString());
            }
        }
        FileSystemUtils.deleteRecursively(home);
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
            Drill.say("WRONG: " + otherwise);
        }
    }

    private void fill(Disk disk, Server server, boolean sudden) throws Exception {
        var name = disk.name();
        var records = new Answers();
        var uploads = new Answers();
        var reads = new AtomicInteger();
        var failedReads = new AtomicInteger();
        var full = new AtomicBoolean(true);
        var before = errors(server);
        var filler = disk.place().resolve("filler");
        if (sudden) {
            fillUp(filler);
        } else {
            leave(disk.place(), filler);
        }
        var filled = System.nanoTime();
        var threads = List.of(
                Thread.ofPlatform().start(() -> handIn(server, 0, full, records)),
                Thread.ofPlatform().start(() -> handIn(server, LATER_S, full, records)),
                Thread.ofPlatform().start(() -> upload(server, full, uploads)),
                Thread.ofPlatform().start(() -> read(server, full, reads, failedReads)));
        var alarm = -1.0;
        var logged = -1.0;
        var signedIn = false;
        var toTheLastByte = sudden;
        for (double now = 0; now < FULL_S; now = seconds(filled)) {
            if (alarm < 0 && level(server, disk) >= FULL_LEVEL) {
                alarm = seconds(filled);
                signedIn = sudden || signsIn(server);
            }
            if (logged < 0 && errors(server) > before) {
                logged = seconds(filled);
            }
            if (!toTheLastByte && now > FULL_S / 2.0) {
                fillUp(disk.place().resolve("filler2"));
                toTheLastByte = true;
            }
            Thread.sleep(250);
        }
        full.set(false);
        for (var one : List.of("filler", "filler.1", "filler2", "filler2.1")) {
            Files.deleteIfExists(disk.place().resolve(one));
        }
        var freed = System.nanoTime();
        server.phones().records.await(server.phones().records.get() + 20);
        while (uploadStatus(server) == 507 && seconds(freed) < 2 * WITHIN_S) {
            Thread.sleep(250);
        }
        var normal = seconds(freed);
        for (var thread : threads) {
            thread.join();
        }
        var longest = Math.max(records.longest(), uploads.longest());
        records.sentences.forEach(Drill::say);
        uploads.sentences.forEach(Drill::say);
        figures.put("answers_" + name, records.toString())
                .put("uploads_" + name, uploads.toString())
                .put("longest_s_" + name, longest)
                .put("reads_" + name, reads.get())
                .put("failed_reads_" + name, failedReads.get())
                .put("alarm_s_" + name, alarm)
                .put("logged_s_" + name, logged)
                .put("normal_s_" + name, normal);
        if (!sudden) {
            figures.put("signed_in_" + name, signedIn);
            demand(signedIn, name + ": nobody could sign in");
            demand(longest <= LONGEST_S, name + ": an answer took " + longest + " s");
        }
        Drill.say(name + ": records " + records + ", forms " + uploads + ", alarm after " + alarm + " s, normal after "
                + normal + " s");
        demand(failedReads.get() == 0 && reads.get() > 0, name + ": " + failedReads + " pages could not be read");
        demand(alarm >= 0 && alarm <= WITHIN_S, name + ": no alarm");
        demand(name.equals("log") || logged >= 0, name + ": no line in the log");
        demand(normal <= WITHIN_S, name + ": normal after " + normal + " s");
        demand(!disk.records() || records.had(507), name + ": no 507 for a record");
        demand(disk.records() || !records.had(507), name + ": a record was refused");
        demand(!disk.uploads() || uploads.had(507), name + ": no 507 for a form with a file");
        demand(uploads.onlyOf(302, 507), name + ": forms with a file were answered " + uploads);
        demand(sudden || records.onlyOf(200, 429, 507), name + ": records were answered " + records);
    }

    /** Answers by their status, and the longest of them. */
    private static final class Answers {

        private final Map<Integer, AtomicInteger> byStatus = new ConcurrentHashMap<>();
        private final Timings times = new Timings();
        private final ConcurrentLinkedQueue<String> sentences = new ConcurrentLinkedQueue<>();

        void add(int status, long begun, String text) {
            times.add((System.nanoTime() - begun) / 1e6);
            byStatus.computeIfAbsent(status, none -> new AtomicInteger()).incrementAndGet();
            if (status >= 500 && sentences.size() < 2) {
                sentences.add(text.length() > 200 ? text.substring(0, 200) : text);
            }
        }

        boolean had(int status) {
            return byStatus.containsKey(status);
        }

        boolean onlyOf(Integer... statuses) {
            return List.of(statuses).containsAll(byStatus.keySet());
        }

        double longest() {
            return byStatus.isEmpty() ? 0 : Math.round(times.percentile(100)) / 1000.0;
        }

        @Override
        public String toString() {
            return new TreeMap<>(byStatus).toString();
        }
    }

    private static void handIn(Server server, int afterSeconds, AtomicBoolean full, Answers answers) {
        var phone = server.prepared().phones().get(Math.min(afterSeconds, 1));
        try (var wire = new Wire(server.app().port, "Authorization: Bearer " + phone.key() + "\r\n")) {
            Thread.sleep(afterSeconds * 1000L);
            while (full.get()) {
                var begun = System.nanoTime();
                var reply = wire.send(
                        "POST",
                        "/V/records",
                        "{\"now\":\"" + java.time.Instant.now() + "\",\"records\":[{\"id\":\""
                                + java.util.UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\""
                                + java.time.Instant.now() + "\",\"household\":"
                                + phone.village().first()
                                + ",\"outcome\":\"NOT_FOUND\",\"seconds\":9}]}");
                answers.add(reply.status(), begun, reply.text());
                Thread.sleep(100);
            }
        } catch (Exception failed) {
            answers.add(0, System.nanoTime(), failed.toString());
        }
    }

    private static void upload(Server server, AtomicBoolean full, Answers answers) {
        try {
            while (full.get()) {
                var begun = System.nanoTime();
                answers.add(uploadStatus(server), begun, "");
                Thread.sleep(200);
            }
        } catch (Exception failed) {
            answers.add(0, System.nanoTime(), failed.toString());
        }
    }

    /** What a form with a file is answered by who is not signed in: otherwise it leads to the log-in page. */
    private static int uploadStatus(Server server) {
        var browser = server.forms();
        return browser.send(HttpRequest.newBuilder(browser.uri("/board"))
                        .header("Accept", "text/html")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=\"file\";" + " filename=\"a.png\"\r\n\r\n"
                                        + "A".repeat(20_000) + "\r\n--x--\r\n"))
                        .build())
                .statusCode();
    }

    private static void read(Server server, AtomicBoolean full, AtomicInteger reads, AtomicInteger failed) {
        try (var wire = new Wire(server.app().port)) {
            while (full.get()) {
                var status =
                        wire.send("GET", "/H/ABCDEFGHJKMNPQRSTVWXYZ2345", null).status();
                (status == 404 ? reads : failed).incrementAndGet();
                Thread.sleep(200);
            }
        } catch (Exception gone) {
            failed.incrementAndGet();
        }
    }

    private static boolean signsIn(Server server) {
        try {
            var answer = new Browser(server.app().port).signIn(server.prepared().logIn(), LogIns.PASSWORD);
            return answer.statusCode() == 302 && !Browser.target(answer).contains("error");
        } catch (RuntimeException | AssertionError refused) {
            Drill.say("not signed in: " + refused.getMessage());
            return false;
        }
    }

    private static double seconds(long since) {
        return Math.round((System.nanoTime() - since) / 1e8) / 10.0;
    }

    /** Fills all but about half of what is kept free: a fortieth of such a small disk. */
    private static void leave(Path place, Path filler) throws Exception {
        var store = Files.getFileStore(place);
        var rest = store.getTotalSpace() / 80;
        Drill.run(
                Map.of(),
                "bash",
                "-c",
                "head -c " + (store.getUsableSpace() - rest) + " /dev/zero > " + filler + "; sync");
    }

    private static void fillUp(Path filler) throws Exception {
        Drill.run(
                Map.of(),
                "bash",
                "-c",
                "fallocate -l $(df --output=avail -B1 " + filler.getParent() + " | tail -n 1) " + filler
                        + ".1; cat /dev/zero > " + filler + " 2>/dev/null; sync");
    }

    private static double level(Server server, Disk disk) {
        var found = Pattern.compile("mingbai_disk_level\\{place=\"" + disk.gauge() + "\"} (\\S+)")
                .matcher(server.figures()
                        .get("/actuator/prometheus", "Accept", "*/*")
                        .body());
        return found.find() ? Double.parseDouble(found.group(1)) : -1;
    }

    private static void awaitReady(int management) throws InterruptedException {
        var browser = new Browser(management);
        for (var begin = System.nanoTime(); ; Thread.sleep(250)) {
            assertThat(seconds(begin)).isLessThan(300);
            try {
                if (browser.get("/actuator/health/readiness", "Accept", "*/*").statusCode() == 200) {
                    return;
                }
            } catch (java.io.UncheckedIOException notYet) {
                // It listens when it has started.
            }
        }
    }

    /** Lines that say that a disk is full, in the log or, where its disk is the full one, on the standard output. */
    private static long errors(Server server) throws IOException {
        var found = 0L;
        for (var file :
                List.of(server.data().resolve("log/mingbai.log"), server.data().resolve("bench.log"))) {
            if (Files.exists(file)) {
                try (var lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
                    found += lines.filter(line -> line.contains("DISK FULL")).count();
                }
            }
        }
        return found;
    }

    private static long half(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(part|tmp|new)"))
                    .peek(file -> Drill.say("begun and not ended: " + file))
                    .count();
        }
    }

    private static Path mount(List<Path> mounted, Path place, String size) throws Exception {
        Files.createDirectories(place);
        assertThat(Drill.run(Map.of(), "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString())
                        .code())
                .isZero();
        mounted.add(place);
        return place;
    }
}
