package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.testing.NumberQuestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever happens at once to an attempt, it ends once, and no answer that was acknowledged is lost. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class RacesModuleTest {

    private static final int RACES = 1000;
    private static final int QUESTIONS = 3;
    private static final AtomicLong SITTINGS = new AtomicLong(System.nanoTime());

    @Autowired
    World world;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    AttemptTokens tokens;

    @Autowired
    OverdueAttempts overdue;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    /** What was acknowledged for a question: the highest number, with its answer. */
    private record Acknowledged(long seq, String answer) {}

    @Test
    void aThousandRacesLeaveOneMarkedResultEachAndLoseNoAcknowledgedAnswer() throws Exception {
        var seed = Long.getLong("mingbai.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var people = new ArrayList<PersonId>();
        for (var i = 0; i < 20; i++) {
            people.add(world.person(Role.STAFF, World.VILLAGE));
        }
        var endings = new ConcurrentHashMap<String, AtomicInteger>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var race = 0; race < RACES; race++) {
                var how = race(
                        pool,
                        people.get(race % people.size()),
                        new Random(seed + race),
                        "seed " + seed + ", race " + race);
                endings.computeIfAbsent(how, key -> new AtomicInteger()).incrementAndGet();
            }
        }
        System.out.println("endings " + endings);
        assertThat(endings).as("the races end in both ways").hasSize(2);
    }

    private String race(ExecutorService pool, PersonId person, Random random, String name) throws Exception {
        var sitting = SITTINGS.incrementAndGet();
        var now = clock.instant();
        var attempt = prepared.prepare(new Preparation(
                person,
                "01",
                1,
                Mode.TEST,
                sitting,
                null,
                "赛跑",
                60,
                900,
                now.minusSeconds(1000),
                now.plus(Duration.ofHours(1)),
                NumberQuestions.upTo(QUESTIONS)));
        var token = tokens.token(attempt, 0);
        var acknowledged = new ConcurrentHashMap<Integer, Acknowledged>();
        var tab = new AtomicInteger(sheets.open(token).tab());
        var seq = new AtomicLong();
        var calls = new ArrayList<Callable<Boolean>>();
        calls.add(() -> start(token, tab.get()));
        calls.add(() -> start(token, tab.get()));
        for (var i = 0; i < 10; i++) {
            var number = 1 + random.nextInt(QUESTIONS);
            var answer = String.valueOf(random.nextBoolean() ? number : 90 + random.nextInt(9));
            // Some send two answers under one number.
            var mine = random.nextInt(4) == 0 ? Math.max(1, seq.get()) : seq.incrementAndGet();
            calls.add(() -> save(token, tab.get(), number, mine, answer, acknowledged));
        }
        if (random.nextBoolean()) {
            calls.add(() -> {
                tab.set(sheets.open(token).tab());
                return true;
            });
        }
        var ends = random.nextInt(3);
        if (ends != 1) {
            calls.add(() -> handIn(token, tab.get(), acknowledged, seq.incrementAndGet()));
            calls.add(() -> handIn(token, tab.get(), acknowledged, seq.incrementAndGet()));
        }
        if (ends != 0) {
            calls.add(() -> {
                prepared.window(sitting, now.minusSeconds(1000), now.minusSeconds(500));
                overdue.handIn();
                return true;
            });
        }
        var first = calls.subList(0, random.nextInt(3));
        for (var call : List.copyOf(first)) {
            call.call();
        }
        java.util.Collections.shuffle(calls, random);
        for (var done : pool.invokeAll(calls)) {
            assertThat(done.get()).as(name).isTrue();
        }
        if (sheets.clock(token).state() != State.ENDED) {
            sheets.start(token, "k", tab.get());
            sheets.handIn(token, sheets.clock(token).tab(), List.of());
        }
        return check(attempt, acknowledged, name);
    }

    private boolean start(String token, int tab) {
        sheets.start(token, "k", tab);
        return true;
    }

    private boolean save(
            String token, int tab, int number, long seq, String answer, Map<Integer, Acknowledged> acknowledged) {
        try {
            var receipt = sheets.save(token, tab, new Typed(number, answer, seq, null));
            if (receipt.refusal() == null) {
                acknowledge(acknowledged, number, new Acknowledged(seq, answer));
            }
        } catch (Conflict notStarted) {
            assertThat(notStarted.key()).isEqualTo("quizzes.attempt.not-started");
        }
        return true;
    }

    private boolean handIn(String token, int tab, Map<Integer, Acknowledged> acknowledged, long seq) {
        try {
            var ending = sheets.handIn(token, tab, List.of(new Typed(1, "1", seq, null)));
            if (ending.refusal() == null && ending.refused().isEmpty()) {
                acknowledge(acknowledged, 1, new Acknowledged(seq, "1"));
            }
        } catch (Conflict notStarted) {
            assertThat(notStarted.key()).isEqualTo("quizzes.attempt.not-started");
        }
        return true;
    }

    private static void acknowledge(Map<Integer, Acknowledged> acknowledged, int number, Acknowledged one) {
        acknowledged.merge(number, one, (before, after) -> {
            if (before.seq() == after.seq()) {
                assertThat(after.answer())
                        .as("one number acknowledges one answer")
                        .isEqualTo(before.answer());
            }
            return before.seq() >= after.seq() ? before : after;
        });
    }

    private String check(long attempt, Map<Integer, Acknowledged> acknowledged, String name) {
        var right = new AtomicInteger();
        var saved = new ConcurrentHashMap<Integer, Acknowledged>();
        jdbc.sql("select number, seq, answer from attempt_answer where attempt_id = ?")
                .param(attempt)
                .query(row -> {
                    saved.put(row.getInt(1), new Acknowledged(row.getLong(2), row.getString(3)));
                    if (row.getString(3).equals(String.valueOf(row.getInt(1)))) {
                        right.incrementAndGet();
                    }
                });
        acknowledged.forEach((number, one) -> assertThat(saved.get(number))
                .as("%s: question %s, acknowledged %s", name, number, one)
                .satisfies(there -> assertThat(there.seq()).isGreaterThanOrEqualTo(one.seq()))
                .satisfies(there ->
                        assertThat(there.seq() > one.seq() ? one : there).isEqualTo(one)));
        var state = jdbc.sql("select handed_in_how, right_count from attempt where id = ? and handed_in_at is not null")
                .param(attempt)
                .query((row, index) -> java.util.Map.entry(row.getString(1), String.valueOf(row.getObject(2))))
                .single();
        if (state.getKey().equals("NOT_STARTED")) {
            assertThat(saved).as(name).isEmpty();
            return "AT_DEADLINE";
        }
        assertThat(state.getValue()).as(name).isEqualTo(String.valueOf(right.get()));
        assertThat(count("attempt_mark where attempt_id = ?", attempt)).as(name).isEqualTo(1);
        assertThat(count("training_record where evidence = concat('attempt:', ?)", attempt))
                .as(name)
                .isEqualTo(1);
        assertThat(count("audit_entry where what = 'attempt.hand-in' and subject = concat('attempt ', ?)", attempt))
                .as(name)
                .isEqualTo(1);
        return state.getKey();
    }

    private int count(String what, long attempt) {
        return jdbc.sql("select count(*) from " + what)
                .param(attempt)
                .query(Integer.class)
                .single();
    }
}
