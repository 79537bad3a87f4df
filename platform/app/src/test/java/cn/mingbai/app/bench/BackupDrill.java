package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Backup and restore at a million visits ({@code visits}), while 50 more come in every second: a full backup, then the binary
 * log every half minute, as the timers do it. Then the newest backup goes into a throw-away database ({@code check_s}) and,
 * by the commands of docs/backup.md, into a new server and a new data folder ({@code restore_s}); {@code rto_s} is from the
 * start of that until the application answers again.
 *
 * <p>{@code rpo_s}: the longest that a record stood on the server only, from the log's closing to the next one's being copied.
 * {@code hashes_equal}: the checksums of every table are those of the old server at its end. {@code lost}: acknowledged
 * records that are not in the new server. A code that was printed before leads to the same page. Afterwards, phones go on.
 * Flipped, cut and incomplete backups, and another identity, must be refused with nothing touched ({@code refused}).
 *
 * <p>{@code --sabotage} changes one row after the restore: {@code hashes_equal} must say so.
 */
class BackupDrill {

    private static final int VILLAGES = Integer.getInteger("mingbai.drill.villages", 681);
    private static final int HOUSEHOLDS = 300;
    private static final int VISITS = 5;
    private static final int RATE = 50;
    private static final int SECONDS = Integer.getInteger("mingbai.drill.seconds", 150);
    private static final int DAMAGES = 12;

    private final List<VisitPhones> all = new ArrayList<>();

    private record Prepared(List<BenchLedger.Phone> phones, String token, long lastVisit) {}

    @Test
    void backup() throws Exception {
        var home = Drill.empty("backup");
        var figures = new Figures("backup").put("sabotage", Drill.SABOTAGE);
        var data = Files.createDirectories(home.resolve("app"));
        var live = DrillDatabase.make(home.resolve("live"));
        var prepared = InProcess.on(data, live.environment(), context -> {
            var ledger = new BenchLedger(context, VILLAGES, HOUSEHOLDS, VISITS);
            ledger.load();
            ledger.campaign(25);
            var token = context.getBean(Codes.class)
                    .tokens(CodeKind.HOUSEHOLD, List.of(ledger.villages.get(1).first()))
                    .values()
                    .iterator()
                    .next();
            return new Prepared(Drill.phones(ledger, 100), token.toString(), ledger.lastVisit());
        });
        figures.put("visits", (VILLAGES - 1) * HOUSEHOLDS * VISITS);
        Drill.say("loaded");
        var settings = new LinkedHashMap<>(live.environment());
        var identity = home.resolve("identity.txt");
        Drill.run(Map.of(), "age-keygen", "-o", identity.toString());
        settings.put(
                "MINGBAI_BACKUP_KEY",
                Drill.run(Map.of(), "age-keygen", "-y", identity.toString())
                        .said()
                        .strip());
        settings.put("MINGBAI_BACKUPS", home.resolve("backups").toString());
        settings.put("TMPDIR", Files.createDirectories(home.resolve("tmp")).toString());

        var app = AppProcess.start(data, AppProcess.freePort(), "", live.environment());
        app.awaitHealthy();
        var page = page(app, prepared.token());
        var phones = phones(app, prepared);
        var load = Thread.ofPlatform().start(() -> phones.atRate(RATE, 1, 0, SECONDS));
        var rpo = backUp(settings, data, load, figures);
        load.join();
        phones.firstErrors.forEach(Drill::say);
        figures.put("visits_meanwhile", phones.records.get())
                .put("errors_meanwhile", phones.errors.get())
                .put("p95_meanwhile_ms", phones.calls.percentile(95))
                .put("rpo_s", rpo);
        app.stop();
        assertThat(Drill.run(settings, "bin/backup", "--log", "--data", data.toString())
                        .code())
                .isZero();
        var before = live.checksums();
        figures.put("backup_mb", size(home.resolve("backups")) / 1_000_000);

        var checked = Drill.run(settings, "bin/restore", "--check", "--data", data.toString());
        assertThat(checked.code()).isZero();
        figures.put("check_s", checked.seconds());
        live.stop();

        var restored = DrillDatabase.make(home.resolve("restored"));
        settings.putAll(restored.environment());
        refuseDamaged(settings, home, restored, identity, figures);
        var target = home.resolve("restored-app");
        var restore =
                Drill.run(settings, "bin/restore", "--identity", identity.toString(), "--data", target.toString());
        assertThat(restore.code()).isZero();
        if (Drill.SABOTAGE) {
            try (var connection = restored.connect();
                    var statement = connection.createStatement()) {
                statement.executeUpdate(
                        "update visit set entry_seconds = entry_seconds + 1 where id = " + prepared.lastVisit());
            }
        }
        var equal = restored.checksums().equals(before);
        figures.put("tables", before.size()).put("hashes_equal", equal);
        var compared = Drill.compare(
                restored.connect(),
                prepared.lastVisit(),
                all.stream().flatMap(one -> one.acknowledgedSoFar().stream()).toList());
        figures.put("lost", compared.lost()).put("more", compared.more());
        var starting = System.nanoTime();
        app = AppProcess.start(target, AppProcess.freePort(), "", restored.environment());
        app.awaitHealthy();
        var same = page(app, prepared.token()).equals(page);
        var start = (System.nanoTime() - starting) / 1e9;
        figures.put("restore_s", restore.seconds())
                .put("rto_s", Math.round((restore.seconds() + start) * 10) / 10.0)
                .put("old_code_works", same);
        var after = phones(app, prepared);
        after.atRate(RATE, 1, 0, 5);
        after.firstErrors.forEach(Drill::say);
        figures.put("errors_afterwards", after.errors.get());
        app.stop();
        var verified = Drill.run(restored.environment(), "bin/verify", "--data", target.toString());
        figures.put("verify", verified.code());
        restored.stop();
        figures.put("red", !equal);
        figures.print("DRILL");
        assertThat(equal).isEqualTo(!Drill.SABOTAGE);
        assertThat(same).isTrue();
        assertThat(compared.lost()).isZero();
        assertThat(after.errors.get()).isZero();
        assertThat(verified.code()).isZero();
        assertThat(rpo).isLessThanOrEqualTo(60);
        FileSystemUtils.deleteRecursively(home);
    }

    private VisitPhones phones(AppProcess app, Prepared prepared) {
        var phones = new VisitPhones(app.port, prepared.phones(), HOUSEHOLDS, System.nanoTime());
        all.add(phones);
        return phones;
    }

    /** As the timers do it, until the load ends; the longest that a record was on the server only, in seconds. */
    private static double backUp(Map<String, String> settings, Path data, Thread load, Figures figures)
            throws Exception {
        var full = Drill.run(settings, "bin/backup", "--data", data.toString());
        assertThat(full.code()).isZero();
        figures.put("full_s", full.seconds());
        var since = System.nanoTime();
        var longest = 0.0;
        while (load.isAlive()) {
            load.join(30_000);
            var closed = System.nanoTime();
            assertThat(Drill.run(settings, "bin/backup", "--log", "--data", data.toString())
                            .code())
                    .isZero();
            longest = Math.max(longest, (System.nanoTime() - since) / 1e9);
            since = closed;
        }
        return Math.round(longest * 10) / 10.0;
    }

    private static String page(AppProcess app, String token) throws Exception {
        try (var wire = new Wire(app.port)) {
            var unknown = wire.send("GET", "/H/ABCDEFGHJKMNPQRSTVWXYZ2345", null);
            var known = wire.send("GET", "/H/" + token, null);
            assertThat(known.status()).isEqualTo(200);
            assertThat(known.text()).isNotEqualTo(unknown.text());
            return known.text().replaceAll("nonce-?[^\"]*\"[^\"]*\"", "");
        }
    }

    private static void refuseDamaged(
            Map<String, String> settings, Path home, DrillDatabase target, Path identity, Figures figures)
            throws Exception {
        var random = new Random();
        var backup = newest(home.resolve("backups"));
        var refused = 0;
        for (var i = 0; i < DAMAGES; i++) {
            List<Path> files;
            try (var walk = Files.walk(backup)) {
                files = walk.filter(Files::isRegularFile)
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .sorted()
                        .toList();
            }
            var file = files.get(random.nextInt(files.size()));
            var size = Files.size(file);
            var kept = home.resolve("kept");
            Files.copy(file, kept);
            switch (i % 3) {
                case 0, 1 -> {
                    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
                        if (i % 3 == 1) {
                            bytes.setLength(random.nextLong(size));
                        } else {
                            var at = random.nextLong(size);
                            bytes.seek(at);
                            var one = bytes.read();
                            bytes.seek(at);
                            bytes.write(one ^ 1 << random.nextInt(8));
                        }
                    }
                }
                default -> Files.delete(file);
            }
            refused += refused(settings, home, target, identity) ? 1 : 0;
            Files.move(kept, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        var other = home.resolve("other.txt");
        Drill.run(Map.of(), "age-keygen", "-o", other.toString());
        refused += refused(settings, home, target, other) ? 1 : 0;
        figures.put("damaged", DAMAGES + 1).put("refused", refused);
        assertThat(refused).isEqualTo(DAMAGES + 1);
    }

    private static boolean refused(Map<String, String> settings, Path home, DrillDatabase target, Path identity)
            throws Exception {
        var folder = home.resolve("refused");
        var ran = Drill.run(settings, "bin/restore", "--identity", identity.toString(), "--data", folder.toString());
        return ran.code() == 2 && target.checksums().isEmpty() && !Files.exists(folder);
    }

    private static Path newest(Path backups) throws Exception {
        try (var list = Files.list(backups)) {
            return list.filter(folder -> folder.getFileName().toString().matches("\\d.*Z"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static long size(Path folder) throws Exception {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
