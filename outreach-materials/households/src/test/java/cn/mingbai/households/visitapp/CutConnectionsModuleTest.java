package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database cuts connections at twenty random moments while phones empty their queues: whatever was acknowledged is
 * there once, whatever was cut is sent again, and the figures are those of a recount.
 */
@SpringBootTest(classes = TestApplication.class)
class CutConnectionsModuleTest {

    private static final int PHONES = 6;
    private static final int QUEUE = 60;
    private static final int CUTS = 20;

    /** At most so many calls begin between two cuts: a few of each phone's. */
    private static final int CALLS = 2 * PHONES;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    Coverage coverage;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    /** One that was cut after its last answer lies in the pool as if it were whole: the next test would get it. */
    @AfterEach
    void throwCutConnectionsAway() throws SQLException {
        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        var seed = System.nanoTime();
        var village = households.freshVillage();
        var doors = new ArrayList<Long>();
        for (var i = 0; i < QUEUE; i++) {
            doors.add(households.household(village.id(), "吴" + i, BEGUN).value());
        }
        var acknowledged = new ConcurrentHashMap<String, String>();
        var done = new AtomicBoolean();
        var calls = new Semaphore(0);
        var phones = new ArrayList<Phone>();
        for (var i = 0; i < PHONES; i++) {
            phones.add(new Phone(app, households.registered(village).key()));
        }
        var cuts = 0;
        try (var threads = Executors.newFixedThreadPool(PHONES)) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < PHONES; i++) {
                var phone = phones.get(i);
                var random = new Random(seed + i);
                running.add(threads.submit(() -> empty(phone, doors, random, calls, done, acknowledged)));
            }
            var random = new Random(seed);
            var until = System.nanoTime() + LONGEST.toNanos();
            try {
                while (cuts < CUTS
                        && System.nanoTime() < until
                        && calls.tryAcquire(
                                random.nextInt(1, CALLS + 1), until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    cuts += cutOne(random);
                }
            } finally {
                done.set(true);
            }
            for (var each : running) {
                each.get();
            }
        }
        assertThat(cuts).isEqualTo(CUTS);
        Map<String, Integer> there = new ConcurrentHashMap<>();
        jdbc.sql("select client_id from visit where village_id = ?")
                .params(village.id().value())
                .query(row -> {
                    there.merge(row.getString(1), 1, Integer::sum);
                });
        assertThat(acknowledged).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(PHONES * QUEUE);
        assertThat(there.keySet()).as("seed %s", seed).isEqualTo(acknowledged.keySet());
        assertThat(there.values()).containsOnly(1);
        assertThat(acknowledged.values()).doesNotHaveDuplicates();
        households.asOfficer();
        var recount = coverage.recount(village.id(), AsOf.today(clock));
        assertThat(recount.agrees()).as("seed %s: %s", seed, recount).isTrue();
        assertThat(recount.stored().reached().count()).isEqualTo(QUEUE);
    }

    /**
     * Empties queues of {@value #QUEUE} until the cuts are over, at least one; what was not answered is sent again.
     *
     * @param calls gets one more whenever a call begins
     */
    private void empty(
            Phone phone,
            List<Long> doors,
            Random random,
            Semaphore calls,
            AtomicBoolean done,
            Map<String, String> acknowledged) {
        do {
            var queue = new ArrayList<String>();
            var at = clock.instant().minus(Duration.ofSeconds(30));
            doors.forEach(door -> queue.add(visit(UUID.randomUUID(), at, door, "IN_PERSON", "HEAD")));
            while (!queue.isEmpty()) {
                var some = queue.subList(0, Math.min(queue.size(), random.nextInt(1, 25)));
                calls.release();
                try {
                    for (var answer : phone.handIn(clock.instant(), some)) {
                        assertThat(answer.status()).isIn(RecordStatus.RECEIVED, RecordStatus.AGAIN);
                        acknowledged.put(answer.id(), java.util.Objects.requireNonNull(answer.receipt()));
                    }
                    some.clear();
                } catch (RuntimeException cut) {
                    // No answer: it stays in the queue, whether it was committed or not.
                }
            }
        } while (!done.get());
    }

    /** Cuts one of the connections that are at work, if there is one. */
    private int cutOne(Random random) {
        try {
            var others = jdbc.sql("select id from information_schema.processlist where command <> 'Sleep'"
                            + " and id <> connection_id() and user = substring_index(current_user(), '@', 1)")
                    .query(Long.class)
                    .list();
            if (others.isEmpty()) {
                return 0;
            }
            jdbc.sql("kill connection " + others.get(random.nextInt(others.size())))
                    .update();
            return 1;
        } catch (RuntimeException goneMeanwhile) {
            return 0;
        }
    }
}
