package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.BadLine.Fate;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.coverage.Coverage;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Phones hand in over lines that drop, double, delay, halve and lose, over the real chain: what was acknowledged is there once,
 * what was not stays in the queue, and the figures are those of a recount.
 */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = "mingbai.demo=false",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PhonesOnBadLinesModuleTest {

    private static final int PHONES = 8;
    private static final int DOORS = 30;
    private static final Pattern ANSWER =
            Pattern.compile("\\{\"id\":\"([-0-9a-f]{36})\",\"status\":\"(\\w+)\",\"receipt\":\"(\\d{8}-\\d+)\"}");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    Coverage coverage;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private FieldPhones field;

    @BeforeEach
    void aVillage() {
        field = new FieldPhones(context, DOORS);
    }

    private void figuresAre(int reached) {
        world.signIn(Role.DISTRICT_OFFICER, field.district);
        var recount = coverage.recount(field.village, AsOf.today(clock));
        assertThat(recount.agrees()).as("%s", recount).isTrue();
        assertThat(recount.stored().reached().count()).isEqualTo(reached);
        world.signOut();
    }

    private List<String> there() {
        return jdbc.sql("select client_id from visit where village_id = ?")
                .params(field.village.value())
                .query(String.class)
                .list();
    }

    /** What the server acknowledged of a call: records with their receipts; nothing when no whole answer came. */
    private static Map<String, String> handIn(int line, String key, List<String> records) {
        var acknowledged = new ConcurrentHashMap<String, String>();
        try {
            var answers = ANSWER.matcher(BadLine.post(line, "/V/records", key, FieldPhones.body(records)));
            while (answers.find()) {
                assertThat(answers.group(2)).isIn("RECEIVED", "AGAIN");
                acknowledged.put(answers.group(1), answers.group(3));
            }
        } catch (IOException broken) {
            // Not sent, as far as the phone knows.
        }
        return acknowledged;
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void case1And10OneVisitOverALineThatFailsOnceIsOneVisitAndItsReceiptIsTheFirst(Fate fate) throws Exception {
        var fates = new ConcurrentLinkedQueue<>(List.of(fate));
        try (var line = new BadLine(port, () -> Objects.requireNonNullElse(fates.poll(), Fate.CARRIED));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var id = UUID.randomUUID().toString();
            var records = List.of(FieldPhones.visit(UUID.fromString(id), field.households.getFirst()));
            var key = field.phone();
            // Another phone's call, with nothing to hand in, comes right after it and is carried.
            var other = field.phone();
            threads.submit(() -> {
                line.told.take();
                return handIn(line.port(), other, List.of());
            });
            var first = handIn(line.port(), key, records);
            var answered = EnumSet.of(Fate.CARRIED, Fate.DELAYED, Fate.DOUBLED).contains(fate);
            // Never "success" unless it is; and the server may have it all the same.
            assertThat(first.containsKey(id)).isEqualTo(answered);
            var second = handIn(line.port(), key, records);
            assertThat(second).containsOnlyKeys(id);
            if (answered) {
                assertThat(second).isEqualTo(first);
            }
            assertThat(there()).containsExactly(id);
            figuresAre(1);
        }
    }

    @Test
    void case1FiveCopiesOverFiveLinesAreOneVisit() throws Exception {
        var records = List.of(FieldPhones.visit(UUID.randomUUID(), field.households.getFirst()));
        var key = field.phone();
        var receipts = new ArrayList<Map<String, String>>();
        try (var line = new BadLine(port, () -> Fate.DOUBLED);
                var threads = Executors.newFixedThreadPool(5)) {
            var running = new ArrayList<Future<Map<String, String>>>();
            for (var i = 0; i < 5; i++) {
                running.add(threads.submit(() -> handIn(line.port(), key, records)));
            }
            for (var each : running) {
                receipts.add(each.get());
            }
        }
        assertThat(receipts.stream().distinct()).hasSize(1);
        assertThat(receipts.getFirst()).hasSize(1);
        assertThat(there()).hasSize(1);
        figuresAre(1);
    }

    @Test
    void manyPhonesEmptyTheirQueuesOverLinesThatFailHalfOfTheTime() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var fates = Fate.values();
        var acknowledged = new ConcurrentHashMap<String, String>();
        var handed = new AtomicInteger();
        var keys = new ArrayList<String>();
        for (var i = 0; i < PHONES; i++) {
            keys.add(field.phone());
        }
        Queue<Fate> told;
        try (var line = new BadLine(port, () -> {
                    synchronized (random) {
                        return random.nextBoolean() ? Fate.CARRIED : fates[random.nextInt(fates.length)];
                    }
                });
                var threads = Executors.newFixedThreadPool(PHONES)) {
            told = line.told;
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < PHONES; i++) {
                var key = keys.get(i);
                var own = new Random(seed + i);
                running.add(threads.submit(() -> {
                    var queue = new ArrayList<Map.Entry<String, String>>();
                    for (var household : field.households) {
                        var id = UUID.randomUUID();
                        queue.add(Map.entry(id.toString(), FieldPhones.visit(id, household)));
                    }
                    handed.addAndGet(queue.size());
                    while (!queue.isEmpty()) {
                        var some = List.copyOf(queue.subList(0, 1 + own.nextInt(Math.min(queue.size(), 12))));
                        var answers = handIn(
                                line.port(),
                                key,
                                some.stream().map(Map.Entry::getValue).toList());
                        answers.forEach((id, receipt) ->
                                assertThat(acknowledged.put(id, receipt)).isNull());
                        queue.removeIf(entry -> answers.containsKey(entry.getKey()));
                    }
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
        assertThat(told).as("seed %s", seed).contains(Fate.ANSWER_LOST, Fate.DOUBLED, Fate.HALVED);
        assertThat(acknowledged).as("seed %s", seed).hasSize(handed.get());
        assertThat(acknowledged.values()).doesNotHaveDuplicates();
        assertThat(there())
                .as("seed %s", seed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
        figuresAre(DOORS);
    }

    @Test
    void nobodyHandsInThroughALineOfAPortal() throws Exception {
        try (var line = new BadLine(port, () -> Fate.PORTAL)) {
            var answer = BadLine.post(line.port(), "/V/records", field.phone(), FieldPhones.body(List.of()));
            assertThat(answer).startsWith("<html>").doesNotContain("records");
        }
        try (var line = new BadLine(port, () -> Fate.DROPPED)) {
            assertThatThrownBy(
                            () -> BadLine.post(line.port(), "/V/records", field.phone(), FieldPhones.body(List.of())))
                    .isInstanceOf(IOException.class);
        }
        assertThat(there()).isEmpty();
    }
}
