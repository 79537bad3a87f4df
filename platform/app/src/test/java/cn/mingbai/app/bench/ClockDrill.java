package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application's clock stands right, 3 days behind, an hour ahead, 10 years ahead and right again, one after the other on
 * one database ({@code clocks}); each time phones whose own clocks are right, 10 years behind and 10 years ahead hand in. Ten
 * years ahead every phone's key has expired, and is refused for that ({@code expired}).
 *
 * <p>{@code starts}: how often the application was healthy. {@code received}: records taken in, of {@code sent}; {@code
 * marked}: those of wrong clocks that bear the mark. {@code in_order}: the visits' numbers grow as they were handed in,
 * whatever the clock said. {@code lost}: records acknowledged that are not there.
 */
class ClockDrill {

    private static final int HOUSEHOLDS = 60;
    private static final List<String> CLOCKS = List.of("+0", "-3d", "+1h", "+10y", "+0");
    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private record Prepared(List<BenchLedger.Phone> phones, long lastVisit) {}

    @Test
    void clock() throws Exception {
        var home = Drill.empty("clock");
        var figures = new Figures("clock").put("clocks", CLOCKS.toString());
        var data = Files.createDirectories(home.resolve("app"));
        var database = DrillDatabase.make(home.resolve("database"));
        var prepared = InProcess.on(data, database.environment(), context -> {
            var ledger = new BenchLedger(context, 3, HOUSEHOLDS, 3);
            ledger.load();
            ledger.campaign(25);
            return new Prepared(Drill.phones(ledger, 4), ledger.lastVisit());
        });
        var starts = 0;
        var sent = 0;
        var received = 0;
        var expired = 0;
        var inOrder = true;
        var last = prepared.lastVisit();
        var receipts = new LinkedHashMap<UUID, Long>();
        for (var clock : CLOCKS) {
            var environment = new LinkedHashMap<>(database.environment());
            environment.put("LD_PRELOAD", LIBRARY.toString());
            environment.put("FAKETIME", clock);
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            var app = AppProcess.start(data, AppProcess.freePort(), "", environment);
            app.awaitHealthy();
            starts++;
            for (var off : List.of(Duration.ZERO, Duration.ofDays(-3652), Duration.ofDays(3652))) {
                for (var phone : prepared.phones()) {
                    var id = UUID.randomUUID();
                    var now = Instant.now().plus(off);
                    try (var wire = new Wire(app.port, "Authorization: Bearer " + phone.key() + "\r\n")) {
                        var reply = wire.send(
                                "POST",
                                "/V/records",
                                "{\"now\":\"" + now + "\",\"records\":[{\"id\":\"" + id
                                        + "\",\"kind\":\"visit\",\"at\":\"" + now.minusSeconds(600)
                                        + "\",\"household\":" + phone.village().first()
                                        + ",\"outcome\":\"NOT_FOUND\",\"seconds\":9}]}");
                        sent++;
                        if (reply.status() == 401 || reply.status() == 403) {
                            expired++;
                            continue;
                        }
                        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                        var record = JsonMapper.shared()
                                .readTree(reply.body())
                                .path("records")
                                .path(0);
                        var receipt = record.path("receipt").asString("");
                        if (receipt.isEmpty()) {
                            if (record.path("status").asString().equals("EXPIRED")) {
                                expired++;
                            } else {
                                Drill.say(clock + ", phone " + off + ": " + record);
                            }
                            continue;
                        }
                        received++;
                        var visit = Long.parseLong(receipt.substring(receipt.indexOf('-') + 1));
                        receipts.put(id, visit);
                        // Numbers are given out in blocks, one for each start.
                        inOrder &= visit > last;
                        last = visit;
                    }
                }
            }
            Drill.say("clock " + clock + ": " + received + " received, " + expired + " expired");
            app.stop();
        }
        var lost = 0;
        var marked = 0;
        var wrong = 0;
        try (var connection = database.connect();
                var query = connection.prepareStatement(
                        "select id, clock_mark, abs(timestampdiff(day, device_at, now())) > 300 from visit where client_id = ?")) {
            for (var receipt : receipts.entrySet()) {
                query.setString(1, receipt.getKey().toString());
                var row = query.executeQuery();
                if (!row.next() || row.getLong(1) != receipt.getValue()) {
                    lost++;
                    continue;
                }
                if (row.getBoolean(3)) {
                    wrong++;
                    marked += row.getString(2) != null ? 1 : 0;
                }
            }
        }
        database.stop();
        figures.put("starts", starts)
                .put("sent", sent)
                .put("received", received)
                .put("expired", expired)
                .put("wrong_clocks", wrong)
                .put("marked", marked)
                .put("in_order", inOrder)
                .put("lost", lost);
        figures.print("DRILL");
        assertThat(starts).isEqualTo(CLOCKS.size());
        assertThat(received + expired).isEqualTo(sent);
        assertThat(expired).isEqualTo(3 * prepared.phones().size());
        assertThat(marked).isEqualTo(wrong).isPositive();
        assertThat(lost).isZero();
        assertThat(inOrder).isTrue();
        FileSystemUtils.deleteRecursively(home);
    }
}
