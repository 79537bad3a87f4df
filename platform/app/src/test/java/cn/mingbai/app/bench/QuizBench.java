package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The synchronised start. The application runs in a process of its own with its embedded MariaDB, as bin/run starts it, not
 * for the first time after a build; the generator, in this process on the same machine, makes the page's own calls over HTTP,
 * one keep-alive connection for each learner, and counts each call's time from the instant it was due. Everybody has the page
 * open, all press start in the same second, answer {@code questions} questions 5 to 15 seconds apart, ask for the clock every
 * 38 to 52 seconds, and all hand in within the last 10 seconds, while people sign in. Afterwards every acknowledged answer
 * must be in the marked attempt, read from the database ({@code lost_answers}); {@code errors} counts every call that was not
 * answered as it should be.
 *
 * <p>First the same with fewer questions right after the application has started ({@code cold_} figures), then the whole,
 * then steps of ever more learners who answer, over connections shared as behind a proxy, until the saves' p95 exceeds one
 * second ({@code max_learners_p95_1s}; equal to {@code most_learners_tried} when none did). The floor: what the database
 * alone does with a save's two statements and its commit ({@code floor_save_}). {@code cpu_} figures are the processor time
 * that application and database used while the whole was sat: what is left on a machine that others use too.
 *
 * <p>With {@code --kill} the application is killed by signal 9 in the middle, and started again; the learners try again after
 * 1, 2, 4 and then 5 seconds, each half to one and a half times as long, as the page does ({@code back_s}: until the last of
 * them has been answered again, from the kill on).
 *
 * <p>People and attempts are written through the services.
 */
class QuizBench {

    private static final boolean KILL = Boolean.getBoolean("mingbai.bench.kill");
    private static final int LEARNERS = Integer.getInteger("mingbai.bench.learners", 5000);
    private static final int QUESTIONS = Integer.getInteger("mingbai.bench.questions", KILL ? 10 : 20);
    private static final int COLD_QUESTIONS = Integer.getInteger("mingbai.bench.cold", 6);
    private static final int MOST = Integer.getInteger("mingbai.bench.most", KILL ? 0 : 24_000);
    private static final int STEP = 4000;
    private static final int LOG_INS_A_MINUTE = 200;
    private static final int ACCOUNTS = 50;
    private static final String PASSWORD = "Bench-kiln-7-tomato";
    private static final int PROXY_CONNECTIONS = 500;

    private final Path data = Path.of("target/bench-data").toAbsolutePath();

    /** Who sits what. */
    private record Prepared(
            List<QuizLearners.Seat> cold,
            List<QuizLearners.Seat> whole,
            List<QuizLearners.Seat> most,
            List<String> names) {}

    @Test
    void quiz() throws Exception {
        FileSystemUtils.deleteRecursively(data);
        var loadBefore = Figures.line("/proc/loadavg", "").replaceAll(" .*", "");
        var figures = new Figures("quiz")
                .put("learners", LEARNERS)
                .put("questions", QUESTIONS)
                .put("load_before", loadBefore);
        var prepared = InProcess.within(data, Map.of(), this::prepare);
        say("prepared " + (prepared.cold.size() + prepared.whole.size() + prepared.most.size()) + " attempts");
        runOnceBefore();
        var app = AppProcess.start(data, AppProcess.freePort());
        try {
            app.awaitHealthy();
            if (KILL) {
                app = killed(app, prepared, figures);
            } else {
                measured(app, prepared, figures);
            }
        } finally {
            app.stop();
        }
        figures.print();
    }

    /** Starts and stops it once, idle, so that what is measured is no first run after a build. */
    private void runOnceBefore() throws Exception {
        var first = AppProcess.start(data, AppProcess.freePort());
        first.awaitHealthy();
        first.stop();
        AppProcess.learn(data);
    }

    private void measured(AppProcess app, Prepared prepared, Figures figures) throws Exception {
        try (var logIns = new LogIns(app.port, prepared.names, PASSWORD, LOG_INS_A_MINUTE)) {
            var cold = sit(app, prepared.cold, COLD_QUESTIONS, "cold");
            var before = app.processorSeconds();
            var whole = sit(app, prepared.whole, QUESTIONS, "warm");
            var after = app.processorSeconds();
            logIns.close();
            var rss = app.residentMb();
            var lost = lost(app, whole, QUESTIONS) + lost(app, cold, COLD_QUESTIONS);
            figures.put("errors", whole.errors.get() + cold.errors.get() + logIns.errors.get())
                    .put("lost_answers", lost)
                    .put("start_p95_ms", whole.starts.percentile(95))
                    .put("save_p95_ms", whole.saves.percentile(95))
                    .put("handin_p95_ms", whole.handIns.percentile(95))
                    .put("save_p99_ms", whole.saves.percentile(99));
            var most = most(app, prepared.most, figures);
            figures.put("max_learners_p95_1s", most)
                    .put("rss_mb", rss)
                    .put("rss_peak_mb", app.peakMb())
                    .put("rss_db_mb", app.databaseMb())
                    .put("heap", AppProcess.HEAP)
                    .put("answers_acknowledged", whole.acknowledged.size())
                    .put("answers_refused", whole.refused.get() + cold.refused.get())
                    .put("handed_in", whole.handedIn.get());
            detail(figures, "", whole);
            figures.put("cpu_app_s", round(after[0] - before[0]))
                    .put("cpu_db_s", round(after[1] - before[1]))
                    .put("cold_questions", COLD_QUESTIONS)
                    .put("cold_errors", cold.errors.get())
                    .put("cold_start_p95_ms", cold.starts.percentile(95))
                    .put("cold_save_p95_ms", cold.saves.percentile(95))
                    .put("cold_save_p99_ms", cold.saves.percentile(99))
                    .put("cold_handin_p95_ms", cold.handIns.percentile(95));
            detail(figures, "cold_", cold);
            figures.put("log_ins", logIns.times.count())
                    .put("log_ins_a_minute", LOG_INS_A_MINUTE)
                    .put("log_in_p95_ms", logIns.times.percentile(95))
                    .put("log_in_errors", logIns.errors.get());
        }
        new DatabaseFloor(
                        "save",
                        4,
                        List.of(
                                "create table bench_attempt (id bigint primary key, tab int not null) engine = InnoDB",
                                "create table bench_answer (attempt_id bigint, number int, answer varchar(60), seq bigint,"
                                        + " saved_at datetime(6), primary key (attempt_id, number)) engine = InnoDB",
                                "insert into bench_attempt select seq, 1 from seq_1_to_5000"),
                        "drop table bench_attempt, bench_answer",
                        QuizBench::save)
                .measure(app, figures);
    }

    private static double round(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }

    private static void detail(Figures figures, String prefix, QuizLearners learners) {
        figures.put(prefix + "open_p95_ms", learners.opens.percentile(95))
                .put(prefix + "start_p50_ms", learners.starts.percentile(50))
                .put(prefix + "start_max_ms", learners.starts.percentile(100))
                .put(prefix + "saves", learners.saves.count())
                .put(prefix + "save_p50_ms", learners.saves.percentile(50))
                .put(prefix + "save_max_ms", learners.saves.percentile(100))
                .put(prefix + "clock_p95_ms", learners.clocks.percentile(95))
                .put(prefix + "result_p95_ms", learners.results.percentile(95))
                .put(prefix + "handin_p50_ms", learners.handIns.percentile(50))
                .put(prefix + "handin_max_ms", learners.handIns.percentile(100));
    }

    private AppProcess killed(AppProcess app, Prepared prepared, Figures figures) throws Exception {
        var learners = new QuizLearners(app.port, prepared.whole, QUESTIONS, 7, true);
        var schedule = QuizLearners.Schedule.of(LEARNERS, QUESTIONS);
        var sitting = Thread.ofPlatform().start(() -> {
            try {
                learners.sit(schedule);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        Waiting.until(
                System.nanoTime() + Duration.ofSeconds(schedule.startAt() + 30).toNanos());
        var before = learners.acknowledged.size();
        learners.goneAt.set(System.nanoTime());
        app.kill();
        var killedAt = System.nanoTime();
        say("killed after " + before + " acknowledged answers");
        var again = AppProcess.start(data, app.port);
        again.awaitHealthy();
        var healthy = (System.nanoTime() - killedAt) / 1e9;
        sitting.join();
        var back = learners.backAt.values().stream()
                        .mapToLong(at -> at - killedAt)
                        .max()
                        .orElseThrow()
                / 1e9;
        learners.firstErrors.forEach(QuizBench::say);
        figures.put("errors", learners.errors.get())
                .put("lost_answers", lost(again, learners, QUESTIONS))
                .put("acknowledged_before_kill", before)
                .put("answers_acknowledged", learners.acknowledged.size())
                .put("healthy_again_s", round(healthy))
                .put("back_s", round(back))
                .put("learners_back", learners.backAt.size())
                .put("handed_in", learners.handedIn.get())
                .put("start_p95_ms", learners.starts.percentile(95))
                .put("handin_p95_ms", learners.handIns.percentile(95))
                .put("rss_mb", again.residentMb());
        return again;
    }

    private QuizLearners sit(AppProcess app, List<QuizLearners.Seat> seats, int questions, String name)
            throws Exception {
        var learners = new QuizLearners(app.port, seats, questions, 7, false);
        var schedule = QuizLearners.Schedule.of(seats.size(), questions);
        say(name + ": " + seats.size() + " learners, " + questions + " questions, " + schedule.seconds() + " s");
        learners.sit(schedule);
        learners.firstErrors.forEach(QuizBench::say);
        say(name + ": starts p95 " + learners.starts.percentile(95) + " ms, saves p95 " + learners.saves.percentile(95)
                + " p99 " + learners.saves.percentile(99) + " ms (" + learners.saves.count() + "), hand-ins p95 "
                + learners.handIns.percentile(95) + " ms, errors " + learners.errors + ", handed in "
                + learners.handedIn);
        return learners;
    }

    /** The largest number of learners with saves' p95 below one second. */
    private int most(AppProcess app, List<QuizLearners.Seat> seats, Figures figures) throws Exception {
        var papers = new ArrayList<QuizLearners.Opened>();
        var best = 0;
        var tried = 0;
        for (var count = 2 * STEP; count <= seats.size(); count += STEP) {
            papers.addAll(
                    new QuizLearners(app.port, seats.subList(papers.size(), count), QUESTIONS, 7, false).openAll(16));
            var learners = new QuizLearners(app.port, seats.subList(0, count), QUESTIONS, 11, false);
            var saves = learners.answerFor(papers, PROXY_CONNECTIONS, 4, 12, count / STEP);
            learners.firstErrors.forEach(QuizBench::say);
            var p95 = saves.percentile(95);
            say("most: " + count + " learners, " + saves.count() + " saves in 12 s, p95 " + p95 + " ms, errors "
                    + learners.errors);
            figures.put("step_" + count + "_p95_ms", p95);
            tried = count;
            if (p95 >= 1000 || learners.errors.get() > 0) {
                break;
            }
            best = count;
        }
        figures.put("most_learners_tried", tried);
        return best;
    }

    /** How many acknowledged answers are not in a marked attempt as they were acknowledged. */
    private static int lost(AppProcess app, QuizLearners learners, int questions) throws Exception {
        var saved = new HashMap<String, String>();
        var marked = new HashSet<Long>();
        try (var connection = app.database();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery("select attempt_id, number, seq, answer from attempt_answer");
            while (rows.next()) {
                saved.put(rows.getLong(1) + "/" + rows.getInt(2) + "/" + rows.getLong(3), rows.getString(4));
            }
            var marks = statement.executeQuery("select a.id from attempt a join attempt_mark m on m.attempt_id = a.id"
                    + " join training_record t on t.evidence = concat('attempt:', a.id)"
                    + " where a.handed_in_at is not null group by a.id having count(*) = 1");
            while (marks.next()) {
                marked.add(marks.getLong(1));
            }
        }
        var lost = 0;
        for (var one : learners.acknowledged) {
            var there = saved.get(one.attempt() + "/" + one.number() + "/" + one.seq());
            if (!one.answer().equals(there) || !marked.contains(one.attempt())) {
                lost++;
                if (lost < 4) {
                    say("lost: " + one + ", but there is " + there + ", marked " + marked.contains(one.attempt()));
                }
            }
        }
        assertThat(learners.acknowledged.size())
                .as("every learner answered %s questions", questions)
                .isGreaterThan(0);
        return lost;
    }

    private static DatabaseFloor.Call save(Connection connection) throws SQLException {
        var lock = connection.prepareStatement("select tab from bench_attempt where id = ? lock in share mode");
        var insert = connection.prepareStatement("insert into bench_answer values (?, ?, 'A', ?, utc_timestamp(6))"
                + " on duplicate key update answer = values(answer), seq = values(seq)");
        return (random, number) -> {
            var attempt = 1 + random.nextInt(5000);
            lock.setLong(1, attempt);
            lock.executeQuery().next();
            insert.setLong(1, attempt);
            insert.setInt(2, 1 + random.nextInt(20));
            insert.setLong(3, number);
            insert.executeUpdate();
        };
    }

    private Prepared prepare(ConfigurableApplicationContext context) throws Exception {
        var world = context.getBean(World.class);
        world.division(World.DISTRICT);
        var officer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var people = Math.max(LEARNERS, MOST);
        var report = context.getBean(StaffImport.class).apply("bench.csv", roster(people), ImportProgress.NONE);
        assertThat(report.isClean()).isTrue();
        var persons = context.getBean(JdbcTemplate.class)
                .query(
                        "select id from person where staff_number like 'B-%' order by id",
                        (row, index) -> new PersonId(row.getLong(1)));
        assertThat(persons).hasSize(people);
        say("imported " + people + " people");
        var accounts = context.getBean(Accounts.class);
        var names = new ArrayList<String>();
        for (var code : accounts.issueFirstLogInCodes(persons.subList(0, ACCOUNTS))) {
            accounts.redeem(code.loginName(), code.code(), PASSWORD);
            names.add(code.loginName());
        }
        assertThat(officer).isNotNull();
        return new Prepared(
                KILL ? List.of() : seats(context, persons.subList(0, LEARNERS), 1, COLD_QUESTIONS),
                seats(context, persons.subList(0, LEARNERS), 2, QUESTIONS),
                seats(context, persons.subList(0, MOST), 3, QUESTIONS),
                names);
    }

    private static List<QuizLearners.Seat> seats(
            ConfigurableApplicationContext context, List<PersonId> people, long sitting, int questions)
            throws Exception {
        var now = Instant.now();
        return seats(context, people, sitting, questions, now, now.plus(Duration.ofHours(3)));
    }

    /**
     * Prepares an attempt of a scheduled test for each of these people, for an hour from its start.
     *
     * @param opens before when it cannot be started
     * @param ends when it ends at the latest
     */
    static List<QuizLearners.Seat> seats(
            ConfigurableApplicationContext context,
            List<PersonId> people,
            long sitting,
            int questions,
            Instant opens,
            Instant ends)
            throws Exception {
        var bank = context.getBean(QuestionBank.class);
        var pool = new ArrayList<Versioned>();
        for (var course : List.of("01", "12")) {
            bank.questions(course).stream()
                    .filter(versioned -> versioned.question() instanceof Asked)
                    .forEach(pool::add);
        }
        assertThat(pool).hasSizeGreaterThanOrEqualTo(questions);
        var prepared = context.getBean(PreparedAttempts.class);
        var attempts = context.getBean(Attempts.class);
        var world = context.getBean(World.class);
        var calls = new ArrayList<Callable<QuizLearners.Seat>>();
        for (var i = 0; i < people.size(); i++) {
            var person = people.get(i);
            var drawn = new ArrayList<>(pool);
            Collections.shuffle(drawn, new Random(sitting * 1_000_000 + i));
            var paper = List.copyOf(drawn.subList(0, questions));
            calls.add(() -> {
                var id = prepared.prepare(new Preparation(
                        person, "01", 1, Mode.TEST, sitting, null, "演示定时测试", 80, 3600, opens, ends, paper));
                world.signIn(person);
                return new QuizLearners.Seat(id, attempts.open(id).token());
            });
        }
        var seats = new ArrayList<QuizLearners.Seat>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(calls)) {
                seats.add(done.get());
            }
        }
        return seats;
    }

    private static byte[] roster(int people) {
        var lines = new StringBuilder("工号,姓名,单位代码,职务,电话,任职日期\r\n");
        for (var i = 0; i < people; i++) {
            lines.append("B-%06d".formatted(i))
                    .append(",演示赵甲,")
                    .append(World.VILLAGE)
                    .append(",经办人,19900000000,2025-01-01\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void say(String what) {
        System.out.println("run 1 of 1, " + java.time.LocalTime.now().withNano(0) + ": " + what);
    }
}
