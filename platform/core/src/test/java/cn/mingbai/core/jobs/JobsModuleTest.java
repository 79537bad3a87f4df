package cn.mingbai.core.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes on one database, at a time that the test sets. */
@SpringBootTest(classes = TestApplication.class)
@Import({MovableClock.Standing.class, JobsModuleTest.Kinds.class})
class JobsModuleTest {

    private static final String RUN = Long.toString(new Random().nextLong(1L << 40), 36);
    private static final String KIND = "test." + RUN;
    private static final String DAILY = "test.daily." + RUN;
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    Jobs jobs;

    @Autowired
    JobBoard board;

    @Autowired
    JobRows rows;

    @Autowired
    ObjectProvider<JobKind> kinds;

    @Autowired
    Scripted script;

    @Autowired
    Access access;

    @Autowired
    MovableClock clock;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private final ScriptedRoom room = new ScriptedRoom();
    private JobRunner nodeA;
    private JobRunner nodeB;

    /** A kind that does what the test says, and one that runs each day. */
    @TestConfiguration
    static class Kinds {

        @Bean
        Scripted scriptedKind() {
            return new Scripted();
        }

        @Bean
        JobKind dailyKind() {
            return new JobKind() {
                @Override
                public String name() {
                    return DAILY;
                }

                @Override
                public void run(JobRun run) {
                    run.result("day " + run.parameters(), null);
                }

                @Override
                public LocalTime daily() {
                    return LocalTime.of(12, 30);
                }
            };
        }
    }

    static final class Scripted implements JobKind {

        private volatile Consumer<JobRun> does = run -> {};

        @Override
        public String name() {
            return KIND;
        }

        @Override
        public void run(JobRun run) {
            does.accept(run);
        }
    }

    /** Room as the test says. */
    private static final class ScriptedRoom extends DiskRoom {

        private boolean full;

        @Override
        public boolean refusesFiles() {
            return full;
        }
    }

    @BeforeEach
    void twoNodes() {
        clock.set(MovableClock.START);
        nodeA = new JobRunner(rows, kinds, clock, room, 0);
        nodeB = new JobRunner(rows, kinds, clock, room, 0);
        script.does = run -> {};
        nodeA.runWaiting();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void runsAfterTheCommitWithTheRightsOfItsStarter() {
        var starter = access.caller().person();
        var seen = new ArrayList<Object>();
        script.does = run -> {
            seen.add(access.caller().person());
            seen.add(run.parameters());
            access.require(Action.EDIT_REQUIREMENTS);
            run.result("做完了", "people");
        };
        var id = transactions.execute(status -> {
            var started = jobs.start(KIND, null, "测试", "{\"a\":1}");
            assertThat(nodeA.runWaiting()).as("before the commit").isZero();
            return started;
        });
        assertThat(nodeA.runWaiting()).isEqualTo(1);
        assertThat(seen).containsExactly(starter, "{\"a\":1}");
        assertThat(access.caller().person()).isEqualTo(starter);
        assertThat(board.one(Objects.requireNonNull(id), CHINESE)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.DONE);
            assertThat(line.said()).isEqualTo("做完了");
            assertThat(line.path()).isEqualTo("people");
            assertThat(line.endedAt()).contains(MovableClock.START);
        });
    }

    @Test
    void aStartThatIsRolledBackNeverRuns() {
        transactions.executeWithoutResult(status -> {
            jobs.start(KIND, null, "测试", "");
            status.setRollbackOnly();
        });
        assertThat(nodeA.runWaiting()).isZero();
    }

    @Test
    void jobsRunInTheOrderInWhichTheyWereStarted() {
        var order = Collections.synchronizedList(new ArrayList<String>());
        script.does = run -> order.add(run.parameters());
        IntStream.range(0, 10).forEach(number -> start(String.valueOf(number)));
        assertThat(nodeA.runWaiting()).isEqualTo(10);
        assertThat(order)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(String::valueOf).toList());
    }

    @Test
    void aJobOfADeadNodeIsTakenOverAtItsCheckpointAndNothingIsDoneTwice() throws Exception {
        var stuck = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var steps = Collections.synchronizedList(new ArrayList<String>());
        script.does = run -> {
            var from = run.checkpoint().map(Integer::parseInt).orElse(0);
            var node = from == 0 ? "A" : "B";
            for (var step = from; step < 10; step++) {
                if (step == 4 && node.equals("A")) {
                    stuck.countDown();
                    await(goOn);
                }
                step(run, step, 10);
                steps.add(node + step);
            }
        };
        var id = start("");
        try (var thread = Executors.newSingleThreadExecutor()) {
            var a = thread.submit(nodeA::runWaiting);
            await(stuck);
            assertThat(nodeB.runWaiting()).as("while the lease holds").isZero();
            clock.advance(JobRows.LEASE.plusSeconds(1));
            assertThat(nodeB.runWaiting()).as("when it has run out").isEqualTo(1);
            assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
            // The node that was given up for dead wakes up in the middle of its step: nothing of it may be written.
            goOn.countDown();
            a.get();
        }
        assertThat(steps).containsExactly("A0", "A1", "A2", "A3", "B4", "B5", "B6", "B7", "B8", "B9");
        assertThat(stepsWritten(id)).isEqualTo(10);
        var line = board.one(id, CHINESE);
        assertThat(line.state()).isEqualTo(JobState.DONE);
        assertThat(line.done()).isEqualTo(10);
    }

    @Test
    void aLeaseGivenWhileTheClockStoodAheadHoldsNoJobUp() {
        var id = start("");
        clock.set(MovableClock.START.plus(Duration.ofDays(3652)));
        // Its node is killed in the middle of it.
        assertThat(rows.claim("a node that died", List.of(KIND))).isPresent();
        clock.set(MovableClock.START.plusSeconds(1));
        assertThat(nodeB.runWaiting()).isEqualTo(1);
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void aNodeThatBeatsKeepsItsJobHoweverLongAStepTakes() throws Exception {
        var stuck = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        script.does = run -> {
            stuck.countDown();
            await(goOn);
            step(run, 0, 1);
        };
        var id = start("");
        try (var thread = Executors.newSingleThreadExecutor()) {
            var a = thread.submit(nodeA::runWaiting);
            await(stuck);
            for (var minute = 0; minute < 10; minute++) {
                clock.advance(JobRows.LEASE.minusSeconds(10));
                nodeA.beat();
                assertThat(nodeB.runWaiting()).isZero();
            }
            goOn.countDown();
            a.get();
        }
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void waitsForRoomAndGoesOnWhereItWas() {
        script.does = run -> {
            var from = run.checkpoint().map(Integer::parseInt).orElse(0);
            for (var step = from; step < 6; step++) {
                if (step == 3 && from == 0) {
                    room.full = true;
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }
                step(run, step, 6);
            }
        };
        var id = start("");
        assertThat(nodeA.runWaiting()).isEqualTo(1);
        assertThat(board.one(id, CHINESE)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.WAITING);
            assertThat(line.done()).isEqualTo(3);
        });
        assertThat(nodeA.runWaiting()).as("nothing begins while it is full").isZero();
        room.full = false;
        nodeA.runWaiting();
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void failsWhenADiskIsFullThatNobodyWatches() {
        script.does = run -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
        };
        var id = start("");
        nodeA.runWaiting();
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void beginsAgainWhatWasRefusedForWantOfRoom() {
        var refused = new AtomicInteger();
        script.does = run -> {
            if (refused.getAndIncrement() == 0) {
                throw new NoRoom();
            }
        };
        var id = start("");
        nodeA.runWaiting();
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
        assertThat(refused).hasValue(2);
    }

    @Test
    void aShutdownGivesTheJobBackAndTheNextStartGoesOnWhereItWas() throws Exception {
        var at = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        script.does = run -> {
            var from = run.checkpoint().map(Integer::parseInt).orElse(0);
            for (var step = from; step < 6; step++) {
                if (step == 3 && from == 0) {
                    at.countDown();
                    await(goOn);
                }
                step(run, step, 6);
            }
        };
        var id = start("");
        try (var thread = Executors.newSingleThreadExecutor()) {
            var a = thread.submit(nodeA::runWaiting);
            await(at);
            nodeA.stop();
            goOn.countDown();
            a.get();
        }
        assertThat(board.one(id, CHINESE)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.WAITING);
            assertThat(line.done()).isEqualTo(3);
        });
        // No waiting for a lease: it was given back.
        assertThat(nodeB.runWaiting()).isEqualTo(1);
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
        assertThat(stepsWritten(id)).isEqualTo(6);
    }

    @Test
    void cancellingStopsARunningJobAtItsNextStepWhichIsUndone() {
        script.does = run -> {
            for (var step = 0; step < 10; step++) {
                if (step == 5) {
                    board.cancel(run.id());
                }
                step(run, step, 10);
            }
        };
        var id = start("");
        nodeA.runWaiting();
        var line = board.one(id, CHINESE);
        assertThat(line.state()).isEqualTo(JobState.CANCELLED);
        assertThat(line.done()).isEqualTo(5);
        assertThat(stepsWritten(id)).isEqualTo(5);
        assertThatThrownBy(() -> board.cancel(id)).isInstanceOf(Conflict.class);
    }

    @Test
    void aCancelledJobThatWaitsOrWhoseNodeDiedNeverRunsAgain() throws Exception {
        var runs = new AtomicInteger();
        script.does = run -> runs.incrementAndGet();
        var waiting = start("");
        board.cancel(waiting);
        assertThat(board.one(waiting, CHINESE).state()).isEqualTo(JobState.CANCELLED);
        assertThat(nodeA.runWaiting()).isZero();

        var id = start("");
        assertThat(rows.claim("dead node", List.of(KIND))).isPresent();
        board.cancel(id);
        assertThat(board.one(id, CHINESE).stopping()).isTrue();
        clock.advance(JobRows.LEASE.plusSeconds(1));
        assertThat(nodeB.runWaiting()).isZero();
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.CANCELLED);
        assertThat(runs).hasValue(0);
    }

    @Test
    void aFailureKeepsOneSentenceAndTheJobCanBeStartedAgainWhereItFailed() {
        var broken = new AtomicInteger(2);
        script.does = run -> {
            var from = run.checkpoint().map(Integer::parseInt).orElse(0);
            for (var step = from; step < 5; step++) {
                if (step == 3 && broken.get() == 2) {
                    throw new RuleViolation("core.attachment.too-large", 10);
                }
                if (step == 3 && broken.get() == 1) {
                    throw new IllegalStateException("a cause for the log");
                }
                step(run, step, 5);
            }
        };
        var id = start("");
        nodeA.runWaiting();
        assertThat(board.one(id, CHINESE)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.FAILED);
            assertThat(line.said()).isEqualTo("文件超过10MB，请压缩或拆分后再上传。");
        });
        assertThat(board.one(id, Locale.ENGLISH).said()).contains("10 MB");
        assertThat(nodeB.runWaiting()).as("not by itself").isZero();
        broken.set(1);
        board.again(id);
        nodeA.runWaiting();
        assertThat(board.one(id, CHINESE).said())
                .contains(String.valueOf(id.value()))
                .doesNotContain("cause");
        broken.set(0);
        board.again(id);
        nodeB.runWaiting();
        assertThat(board.one(id, CHINESE).state()).isEqualTo(JobState.DONE);
        assertThat(board.one(id, CHINESE).said()).isEmpty();
        assertThat(stepsWritten(id)).isEqualTo(5);
        assertThatThrownBy(() -> board.again(id)).isInstanceOf(Conflict.class);
    }

    @Test
    void aJobWhoseStarterHasLostTheRightsFailsAndSaysSo() {
        var officer = world.signIn(Role.TOWN_OFFICER, World.TOWN);
        script.does = run -> access.require(Action.EDIT_PEOPLE, world.division(World.TOWN));
        var id = start("");
        jdbc.sql("update role_grant set valid_to = '2026-01-01' where person_id = :person")
                .param("person", officer.value())
                .update();
        world.signOut();
        nodeA.runWaiting();
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThat(stateOf(id)).isEqualTo("FAILED");
        assertThat(jdbc.sql("select failure_key from job where id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .single())
                .isEqualTo("core.access.refused");
    }

    @Test
    void aJobThatBringsItsNodeDownEachTimeIsGivenUp() {
        var id = start("");
        for (var attempt = 1; attempt <= JobRows.MOST_ATTEMPTS; attempt++) {
            assertThat(rows.claim("dying node " + attempt, List.of(KIND))).isPresent();
            clock.advance(JobRows.LEASE.plusSeconds(1));
        }
        assertThat(rows.claim("one more", List.of(KIND))).isEmpty();
        assertThat(board.one(id, CHINESE)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(JobState.FAILED);
            assertThat(line.said()).contains("5");
        });
    }

    @Test
    void twoNodesWithManyThreadsNeverRunOneJobTwiceNorAtOnce() throws Exception {
        var now = new ConcurrentHashMap<Long, AtomicInteger>();
        var most = new AtomicInteger();
        script.does = run -> {
            var here = now.computeIfAbsent(run.id().value(), id -> new AtomicInteger());
            most.accumulateAndGet(here.incrementAndGet(), Math::max);
            step(run, 0, 2);
            step(run, 1, 2);
            here.decrementAndGet();
        };
        var ids = IntStream.range(0, 60)
                .mapToObj(number -> start(String.valueOf(number)))
                .toList();
        var ran = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var thread = 0; thread < 8; thread++) {
                ran.add(threads.submit((thread % 2 == 0 ? nodeA : nodeB)::runWaiting));
            }
        }
        var total = 0;
        for (var each : ran) {
            total += each.get();
        }
        assertThat(total).isEqualTo(60);
        assertThat(most).hasValue(1);
        assertThat(ids).allSatisfy(id -> {
            assertThat(stateOf(id)).isEqualTo("DONE");
            assertThat(stepsWritten(id)).isEqualTo(2);
        });
    }

    @Test
    void aDailyJobBeginsOncePerDayWhateverTheNumberOfNodes() {
        clock.set(Instant.parse("2031-03-01T04:29:00Z"));
        forget();
        nodeA.beginDaily();
        assertThat(dailyJobs()).as("12:29 in Shanghai").isEmpty();
        clock.set(Instant.parse("2031-03-01T04:30:00Z"));
        nodeA.beginDaily();
        nodeB.beginDaily();
        nodeA.beginDaily();
        assertThat(dailyJobs()).containsExactly("2031-03-01");
        clock.set(Instant.parse("2031-03-02T15:59:59Z"));
        nodeB.beginDaily();
        assertThat(dailyJobs()).containsExactly("2031-03-01", "2031-03-02");
        nodeA.runWaiting();
        assertThat(jdbc.sql("select state from job where kind = :kind")
                        .param("kind", DAILY)
                        .query(String.class)
                        .list())
                .containsExactly("DONE", "DONE");
    }

    @Test
    void officersHandleJobsOfTheirReachAndEverybodyTheOwn() {
        var town = world.division(World.TOWN);
        var district = Objects.requireNonNull(transactions.execute(status -> jobs.start(KIND, town, "镇里的任务", "")));
        var nowhere = start("");
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> board.one(district, CHINESE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> board.cancel(district)).isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThatThrownBy(() -> board.one(district, CHINESE)).isInstanceOf(NotFound.class);
        var own = start("");
        assertThat(board.list(CHINESE)).extracting(JobBoard.Line::id).containsExactly(own);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> board.one(nowhere, CHINESE)).isInstanceOf(NotFound.class);
        assertThat(board.one(district, CHINESE).mayRepeat()).isFalse();
        board.cancel(district);
        // It would run with the rights of somebody else.
        assertThatThrownBy(() -> board.again(district)).isInstanceOf(NotFound.class);
    }

    private void step(JobRun run, int step, int total) {
        transactions.executeWithoutResult(status -> {
            // The staff number is unique: a step done twice fails.
            jdbc.sql("insert into person (id, staff_number, name, created_at)"
                            + " values (next value for person_seq, :number, '步', utc_timestamp(6))")
                    .param("number", stepNumber(run.id()) + step)
                    .update();
            run.checkpoint(String.valueOf(step + 1), step + 1, total);
        });
    }

    private static String stepNumber(JobId id) {
        return "J" + id.value() + RUN.substring(0, Math.min(5, RUN.length())) + "-";
    }

    private int stepsWritten(JobId id) {
        return jdbc.sql("select count(*) from person where staff_number like :number")
                .param("number", stepNumber(id) + "%")
                .query(Integer.class)
                .single();
    }

    private JobId start(String parameters) {
        return Objects.requireNonNull(transactions.execute(status -> jobs.start(KIND, null, "测试任务", parameters)));
    }

    private @Nullable String stateOf(JobId id) {
        return jdbc.sql("select state from job where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
    }

    private List<String> dailyJobs() {
        return jdbc.sql("select parameters from job where kind = :kind order by id")
                .param("kind", DAILY)
                .query(String.class)
                .list();
    }

    private void forget() {
        jdbc.sql("delete from job where kind = :kind").param("kind", DAILY).update();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
