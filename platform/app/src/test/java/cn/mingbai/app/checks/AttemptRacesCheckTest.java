package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.testing.NumberQuestions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * However calls of an attempt race each other over HTTP, it is marked once, with the answers that were acknowledged in time
 * and by nobody but the server. {@code RacesModuleTest} of the quizzes runs as many below HTTP.
 */
@CheckTest(4)
class AttemptRacesCheckTest {

    private static final int RACES = 1_000;
    private static final int QUESTIONS = 3;
    private static final int OK = 200;
    private static final AtomicLong SITTINGS = new AtomicLong(System.nanoTime());

    /** What a page has no business to send; the server must not care. */
    private static final String OWN_MARK =
            ",\"score\":100,\"passed\":true,\"right\":3,\"right_count\":3,\"state\":\"ENDED\","
                    + "\"handedIn\":\"2020-01-01T00:00:00Z\",\"deadline\":\"2099-01-01T00:00:00Z\",\"late\":false,\"attempt\":1";

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    Attempts attempts;

    @Autowired
    JdbcClient jdbc;

    /** What was acknowledged for a question: the highest number, with its answer. */
    private record Acknowledged(long seq, String answer) {}

    private record Seat(long attempt, String token, long sitting) {}

    private Seat seat(PersonId person) {
        var sitting = SITTINGS.incrementAndGet();
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
                Instant.now().minusSeconds(1000),
                Instant.now().plus(Duration.ofHours(1)),
                NumberQuestions.upTo(QUESTIONS)));
        world.signIn(person);
        var token = attempts.open(attempt).token();
        world.signOut();
        return new Seat(attempt, token, sitting);
    }

    @Test
    void racesOverHttpLeaveOneResultEachMarkedByTheServerAlone() throws Exception {
        var seed = Long.getLong("mingbai.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var people = IntStream.range(0, 6)
                .mapToObj(i -> world.person(Role.STAFF, World.VILLAGE))
                .toList();
        var lines = List.of(new AnsweringLine(port), new AnsweringLine(port));
        var bystander = seat(world.person(Role.STAFF, World.VILLAGE));
        var late = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (var race = 0; race < RACES; race++) {
                race(
                        pool,
                        lines,
                        seat(people.get(race % people.size())),
                        bystander,
                        new Random(seed + race),
                        late,
                        "seed " + seed + ", race " + race);
            }
        }
        assertThat(late.get()).as("answers sent after the end and refused").isGreaterThan(RACES);
        assertThat(count("attempt_answer where attempt_id = ?", bystander.attempt()))
                .as("answers of the one whose attempt others tried to write to")
                .isZero();
    }

    private void race(
            ExecutorService pool,
            List<AnsweringLine> lines,
            Seat seat,
            Seat bystander,
            Random random,
            AtomicInteger late,
            String name)
            throws Exception {
        var path = "/Q/" + seat.token();
        var acknowledged = new ConcurrentHashMap<Integer, Acknowledged>();
        var tab = lines.getFirst().get(path + "/paper").json().path("tab").asInt();
        var calls = new ArrayList<Callable<Boolean>>();
        for (var line : lines) {
            calls.add(() -> line.send("POST", path + "/start", "{\"key\":\"k\",\"tab\":" + tab + OWN_MARK + "}")
                            .status()
                    < 500);
        }
        var seq = new AtomicLong();
        for (var i = 0; i < 6; i++) {
            var number = 1 + random.nextInt(QUESTIONS);
            var answer = String.valueOf(random.nextBoolean() ? number : 90 + random.nextInt(9));
            // Some send two answers under one number, some come out of order, and every other one is sent twice.
            var mine = random.nextInt(4) == 0 ? Math.max(1, seq.get()) : seq.incrementAndGet();
            for (var line : random.nextBoolean() ? lines : lines.subList(0, 1)) {
                calls.add(() -> save(line, path, tab, number, mine, answer, acknowledged));
            }
        }
        // Another's attempt: by its number, by a token cut short or changed, and with this one's tab.
        var changed = seat.token().substring(0, 25) + (seat.token().endsWith("0") ? "4" : "0");
        for (var other : List.of(
                String.valueOf(bystander.attempt()), seat.token().substring(0, 25), changed, "x" + bystander.token())) {
            calls.add(() -> lines.getLast()
                            .send("PUT", "/Q/" + other + "/answers/1", body(tab, 1, "1"))
                            .status()
                    == 404);
        }
        calls.add(() -> lines.getLast()
                        .send("PUT", "/Q/" + bystander.token() + "/answers/1", body(tab + 7, 1, "1"))
                        .status()
                == 409);
        var byPerson = random.nextBoolean();
        if (byPerson) {
            for (var line : lines) {
                calls.add(() -> handIn(line, path, tab));
            }
        }
        for (var call : List.copyOf(calls.subList(0, random.nextInt(3)))) {
            call.call();
        }
        Collections.shuffle(calls, random);
        for (var done : pool.invokeAll(calls)) {
            assertThat(done.get()).as(name).isTrue();
        }
        lines.getFirst().send("POST", path + "/start", "{\"key\":\"k\",\"tab\":" + tab + "}");
        if (!byPerson) {
            // The window and the time for slow lines have gone by.
            prepared.window(
                    seat.sitting(),
                    Instant.now().minusSeconds(1000),
                    Instant.now().minusSeconds(500));
            for (var number = 1; number <= QUESTIONS; number++) {
                var told = lines.get(number % 2)
                        .send("PUT", path + "/answers/" + number, body(tab, 500 + number, "" + number));
                assertThat(told.status())
                        .as("%s: an answer after the deadline", name)
                        .isEqualTo(409);
                late.incrementAndGet();
            }
        }
        handIn(lines.getLast(), path, tab);
        var before = mark(seat.attempt());
        check(seat, before, acknowledged, name);

        // What comes after the end, replayed or new, from both devices, changes nothing.
        var after = new ArrayList<Callable<Boolean>>();
        for (var number = 1; number <= QUESTIONS; number++) {
            var right = number;
            for (var line : lines) {
                after.add(() -> {
                    var answer = line.send("PUT", path + "/answers/" + right, body(tab, 1_000, "" + right));
                    if (answer.status() != OK) {
                        late.incrementAndGet();
                    }
                    return answer.status() == 409;
                });
                after.add(() -> handIn(line, path, tab));
            }
        }
        for (var done : pool.invokeAll(after)) {
            assertThat(done.get()).as("%s: after the end", name).isTrue();
        }
        assertThat(mark(seat.attempt())).as(name).isEqualTo(before);
        check(seat, before, acknowledged, name);
    }

    private static String body(int tab, long seq, String answer) {
        return "{\"answer\":\"" + answer + "\",\"seq\":" + seq + ",\"tab\":" + tab + OWN_MARK + "}";
    }

    private static boolean save(
            AnsweringLine line,
            String path,
            int tab,
            int number,
            long seq,
            String answer,
            Map<Integer, Acknowledged> acknowledged)
            throws Exception {
        var told = line.send("PUT", path + "/answers/" + number, body(tab, seq, answer));
        if (told.status() == OK) {
            acknowledged.merge(
                    number, new Acknowledged(seq, answer), (before, now) -> before.seq() >= now.seq() ? before : now);
        }
        return told.status() == OK || told.status() == 409;
    }

    private static boolean handIn(AnsweringLine line, String path, int tab) throws Exception {
        var told = line.send("POST", path + "/hand-in", "{\"tab\":" + tab + ",\"answers\":[]" + OWN_MARK + "}");
        return told.status() == OK || told.json().path("problem").asString("").equals("not-started");
    }

    /** Everything that was decided about an attempt. */
    private List<String> mark(long attempt) {
        var mark = new ArrayList<>(
                jdbc.sql("select concat_ws('|', handed_in_how, handed_in_at, right_count, score, passed, deadline_at)"
                                + " from attempt where id = ? and handed_in_at is not null")
                        .param(attempt)
                        .query(String.class)
                        .list());
        mark.addAll(jdbc.sql("select concat_ws('|', number, seq, answer, late) from attempt_answer where attempt_id = ?"
                        + " order by number")
                .param(attempt)
                .query(String.class)
                .list());
        return mark;
    }

    private void check(Seat seat, List<String> mark, Map<Integer, Acknowledged> acknowledged, String name) {
        assertThat(mark).as("%s: it has ended", name).isNotEmpty();
        var right = new AtomicInteger();
        jdbc.sql("select number, seq, answer from attempt_answer where attempt_id = ?")
                .param(seat.attempt())
                .query(row -> {
                    if (row.getString(3).equals(String.valueOf(row.getInt(1)))) {
                        right.incrementAndGet();
                    }
                    var told = acknowledged.get(row.getInt(1));
                    assertThat(told)
                            .as("%s: an answer that nobody was told is saved", name)
                            .isNotNull();
                    assertThat(new Acknowledged(row.getLong(2), row.getString(3)))
                            .as(name)
                            .isEqualTo(told);
                });
        assertThat(count("attempt_answer where attempt_id = ?", seat.attempt())).isEqualTo(acknowledged.size());
        assertThat(jdbc.sql("select right_count from attempt where id = ?")
                        .param(seat.attempt())
                        .query(Integer.class)
                        .single())
                .isEqualTo(right.get());
        assertThat(count("attempt_mark where attempt_id = ?", seat.attempt())).isEqualTo(1);
        assertThat(count("training_record where evidence = concat('attempt:', ?)", seat.attempt()))
                .isEqualTo(1);
        assertThat(count(
                        "audit_entry where what = 'attempt.hand-in' and subject = concat('attempt ', ?)",
                        seat.attempt()))
                .isEqualTo(1);
    }

    private int count(String what, long attempt) {
        return jdbc.sql("select count(*) from " + what)
                .param(attempt)
                .query(Integer.class)
                .single();
    }
}
