package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What drills have in common: what they say, the scripts they run, and whether what was acknowledged is there. */
final class Drill {

    /** Whether the drill breaks on purpose what it drills; then it must find that. */
    static final boolean SABOTAGE = Boolean.getBoolean("mingbai.drill.sabotage");

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private Drill() {}

    /** What a script said, and how long it took. */
    record Ran(int code, String said, double seconds) {}

    static void say(String what) {
        System.out.println("run 1 of 1, " + LocalTime.now().withNano(0) + ": " + what);
    }

    /** Runs a script of bin. */
    static Ran run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        var code = process.waitFor();
        var seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
        say(String.join(" ", List.of(command).subList(0, Math.min(2, command.length))) + " ended with " + code
                + " after " + seconds + " s: " + said.strip().replaceFirst("(?s)^.*\n(?=.)", ""));
        return new Ran(code, said, seconds);
    }

    /** Acknowledged records that are not in the database, and records there that were not acknowledged. */
    record Compared(int acknowledged, int lost, int more, int duplicated) {}

    static Compared compare(java.sql.Connection database, long lastVisit, List<VisitPhones.Acknowledged> all)
            throws Exception {
        var there = new HashMap<UUID, Long>();
        var rows = 0;
        try (var connection = database;
                var statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            var result = statement.executeQuery("select client_id, id from visit where id > " + lastVisit);
            while (result.next()) {
                there.put(UUID.fromString(result.getString(1)), result.getLong(2));
                rows++;
            }
        }
        var acknowledged = new HashMap<UUID, Long>();
        all.forEach(one -> acknowledged.put(one.record(), one.visit()));
        assertThat(acknowledged).isNotEmpty();
        var lost = 0;
        for (var one : acknowledged.entrySet()) {
            if (!one.getValue().equals(there.get(one.getKey()))) {
                lost++;
            }
        }
        return new Compared(
                acknowledged.size(), lost, Math.max(0, there.size() - acknowledged.size()), rows - there.size());
    }

    static Path empty(String name) throws IOException {
        var folder = Path.of(System.getProperty("mingbai.drill.folder", "target"), "drill-" + name)
                .toAbsolutePath();
        org.springframework.util.FileSystemUtils.deleteRecursively(folder);
        return Files.createDirectories(folder);
    }

    static List<BenchLedger.Phone> phones(BenchLedger ledger, int count) {
        var phones = new ArrayList<BenchLedger.Phone>();
        for (var i = 0; i < count; i++) {
            phones.add(ledger.phone(ledger.villages.get(1 + i % (ledger.villages.size() - 1))));
        }
        return phones;
    }
}
