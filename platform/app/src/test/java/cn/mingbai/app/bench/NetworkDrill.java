package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The line between application and database is cut under load, for 1, 10 and 60 seconds: connections closed and refused, or
 * half-open, where everything is taken and nothing arrives. Meanwhile phones hand in, and a page, a pack and the readiness
 * are asked for without a pause.
 *
 * <p>{@code longest_s}: the longest that any request took to be answered, whatever the answer. {@code back_s}: the longest
 * from the line's return to the first record that is taken in. {@code readiness_s}: the longest from a cut to readiness
 * saying so. {@code lost}, {@code duplicated}: acknowledged records. {@code other}: answers that are neither right nor 503.
 *
 * <p>Its sabotage is that of the check in its fast form, {@code bin/sabotage database-watch}.
 */
class NetworkDrill {

    private static final int HOUSEHOLDS = 60;
    private static final int[] CUTS = {1, 10, 60};
    private static final int TIMES = Integer.getInteger("mingbai.drill.times", 3);

    private final AtomicInteger other = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> others = new ConcurrentLinkedQueue<>();

    private record Prepared(List<BenchLedger.Phone> phones, long lastVisit) {}

    @Test
    void network() throws Exception {
        var home = Drill.empty("network");
        var figures = new Figures("network");
        var data = Files.createDirectories(home.resolve("app"));
        var database = DrillDatabase.make(home.resolve("database"));
        var prepared = InProcess.on(data, database.environment(), context -> {
            var ledger = new BenchLedger(context, 21, HOUSEHOLDS, 3);
            ledger.load();
            ledger.campaign(25);
            return new Prepared(Drill.phones(ledger, 40), ledger.lastVisit());
        });
        try (var line = new Line(database.port)) {
            var app = AppProcess.start(data, AppProcess.freePort(), "", database.environment(line.port()));
            app.awaitHealthy();
            var phones = new VisitPhones(app.port, prepared.phones(), HOUSEHOLDS, System.nanoTime());
            var running = new java.util.concurrent.atomic.AtomicBoolean(true);
            var load = Thread.ofPlatform().start(() -> phones.untilEnough(() -> !running.get()));
            var longest = new Timings();
            var asking = List.of(
                    asking(app, "/H/ABCDEFGHJKMNPQRSTVWXYZ2345", 404, "", longest, running),
                    asking(
                            app,
                            "/V/pack",
                            200,
                            "Authorization: Bearer "
                                    + prepared.phones().getFirst().key() + "\r\n",
                            longest,
                            running));
            Thread.sleep(5_000);
            var back = 0.0;
            var readiness = 0.0;
            var cuts = 0;
            for (var seconds : CUTS) {
                for (var i = 0; i < (seconds == 60 ? 1 : TIMES); i++) {
                    for (var how : List.of(Line.State.CUT, Line.State.SILENT)) {
                        line.is(how);
                        var cut = System.nanoTime();
                        if (seconds >= 10) {
                            readiness = Math.max(readiness, untilNotReady(app, cut));
                        }
                        Waiting.until(cut + seconds * 1_000_000_000L);
                        var records = phones.records.get();
                        line.is(Line.State.PASSES);
                        var healed = System.nanoTime();
                        phones.records.await(records + 1);
                        var took = (System.nanoTime() - healed) / 1e9;
                        back = Math.max(back, took);
                        cuts++;
                        Drill.say(how + " for " + seconds + " s, back after " + Math.round(took * 10) / 10.0
                                + " s, longest so far " + Math.round(longest.percentile(100)) + " ms");
                        Thread.sleep(3_000);
                    }
                }
            }
            running.set(false);
            load.join();
            for (var thread : asking) {
                thread.join();
            }
            phones.firstErrors.forEach(Drill::say);
            others.forEach(Drill::say);
            app.stop();
            var compared = Drill.compare(database.connect(), prepared.lastVisit(), phones.acknowledgedSoFar());
            var slowest = Math.round(longest.percentile(100)) / 1000.0;
            figures.put("cuts", cuts)
                    .put("longest_s", slowest)
                    .put("back_s", Math.round(back * 10) / 10.0)
                    .put("readiness_s", Math.round(readiness * 10) / 10.0)
                    .put("records", compared.acknowledged())
                    .put("lost", compared.lost())
                    .put("duplicated", compared.duplicated())
                    .put("more", compared.more())
                    .put("other", other.get());
            figures.print("DRILL");
            database.stop();
            assertThat(compared.lost()).isZero();
            assertThat(compared.duplicated()).isZero();
            assertThat(slowest).isLessThanOrEqualTo(10);
            assertThat(back).isLessThanOrEqualTo(5);
            assertThat(readiness).isLessThanOrEqualTo(5);
            assertThat(other.get()).isZero();
        }
        FileSystemUtils.deleteRecursively(home);
    }

    private Thread asking(
            AppProcess app,
            String path,
            int usual,
            String headers,
            Timings longest,
            java.util.concurrent.atomic.AtomicBoolean running) {
        return Thread.ofPlatform().start(() -> {
            try (var wire = new Wire(app.port, headers)) {
                while (running.get()) {
                    var begin = System.nanoTime();
                    try {
                        var reply = wire.send("GET", path, null);
                        if (!java.util.Set.of(usual, 503, 429).contains(reply.status())) {
                            other.incrementAndGet();
                            if (others.size() < 5) {
                                others.add(path.substring(0, 3) + " answered " + reply.status() + " " + reply.text());
                            }
                        }
                    } catch (IOException failed) {
                        other.incrementAndGet();
                        others.add(path.substring(0, 3) + " " + failed);
                    }
                    longest.add((System.nanoTime() - begin) / 1e6);
                    Thread.sleep(50);
                }
            } catch (Exception failed) {
                other.incrementAndGet();
            }
        });
    }

    private static double untilNotReady(AppProcess app, long since) throws Exception {
        try (var wire = new Wire(app.port)) {
            while (wire.send("GET", "/actuator/health/readiness", null).status() == 200
                    && System.nanoTime() - since < 20_000_000_000L) {
                Thread.sleep(100);
            }
        }
        return (System.nanoTime() - since) / 1e9;
    }
}
