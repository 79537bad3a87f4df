package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rechecks.Rechecks;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.papers.RecheckDrawing;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.transaction.support.TransactionTemplate;

/** A re-check of course 01, as publishing a second version of it would ask for; how it is asked for is tested there. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class RecheckAttemptsModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    Rechecks rechecks;

    @Autowired
    TrainingRecords records;

    @Autowired
    Requirements requirements;

    @Autowired
    MovingClock clock;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    PersonId learner;
    long recheck;

    @BeforeEach
    void aLearnerWhoOwesIt() {
        var place = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var today = Times.today(clock);
        requirements.add(
                world.division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF),
                        Set.of("01"),
                        LocalDate.of(2024, 1, 1),
                        today.plusDays(30),
                        0,
                        "测试依据"));
        learner = world.person(Duty.VILLAGE_STAFF, place.village(), LocalDate.of(2024, 1, 1));
        transactions.executeWithoutResult(status -> records.record(
                new TrainingEntry.QuizHandedIn(learner, "01", 1, today, 90, true, "test-recheck:" + learner.value())));
        jdbc.sql(
                        "insert ignore into course_version (id, course_code, version, title, goal, minutes, recorded_at,"
                                + " head_hash, origin_hash, state) select -1, '01', 2, title, goal, minutes, recorded_at,"
                                + " head_hash, origin_hash, 'DRAFT' from course_version where course_code = '01' and version = 1")
                .update();
        recheck = jdbc.sql("select next value for course_recheck_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into course_recheck (id, course_code, version, lessons, points, affected_versions, how,
                  valid_from, due_on, recorded_at, superseded_at)
                values (:id, '01', 2, '1.2', 'dibao.members,dibao.standard', '1', 'QUIZ', :from, :due, :now, '9999-12-31')
                """)
                .param("id", recheck)
                .param("from", today)
                .param("due", today.plusDays(30))
                .param("now", Times.sql(clock.instant()))
                .update();
        world.signIn(learner);
    }

    @AfterEach
    void nobodyElseOwesIt() {
        for (var table : List.of("attempt_answer", "attempt_mark")) {
            jdbc.sql("delete from " + table + " where attempt_id in (select id from attempt where recheck_id = ?)")
                    .param(recheck)
                    .update();
        }
        jdbc.sql("delete from attempt where recheck_id = ?").param(recheck).update();
        jdbc.sql("delete from course_recheck where id = ?").param(recheck).update();
        jdbc.sql("delete from course_version where id = -1").update();
        world.signOut();
    }

    private int count(String kind) {
        return jdbc.sql("select count(*) from training_record where person_id = ? and kind = ?")
                .params(learner.value(), kind)
                .query(Integer.class)
                .single();
    }

    @Test
    void aFewQuestionsOnTheChangedPointsRecordThatTheRecheckIsPassed() {
        assertThat(rechecks.mine()).extracting("id").containsExactly(recheck);
        var started = attempts.startRecheck(recheck);
        assertThat(rechecks.start(recheck)).as("the same attempt again").isEqualTo(started.path());
        var sheet = sheets.sheet(started.token());
        assertThat(sheet.items()).hasSizeBetween(1, 5);
        Answering.answer(sheets, started.token(), RecheckDrawing.MOST);
        sheets.handIn(started.token());
        sheets.handIn(started.token());
        var result = sheets.result(started.token(), CHINESE);
        assertThat(result.passed()).isTrue();
        assertThat(result.recheck()).isTrue();
        assertThat(result.title()).contains("复测");
        assertThat(count("RECHECK_PASSED")).isEqualTo(1);
        assertThat(count("QUIZ_PASSED"))
                .as("the first pass stays, no other comes")
                .isEqualTo(1);
        assertThat(rechecks.mine()).isEmpty();
        assertThatThrownBy(() -> attempts.startRecheck(recheck)).isInstanceOf(NotFound.class);
    }

    @Test
    void whoFailsHasNoRecordWaitsAndTriesAgain() {
        var started = attempts.startRecheck(recheck);
        Answering.answer(sheets, started.token(), 0);
        sheets.handIn(started.token());
        assertThat(sheets.result(started.token(), CHINESE).passed()).isFalse();
        assertThat(count("RECHECK_PASSED")).isZero();
        assertThat(count("QUIZ_SAT")).as("it says nothing about the course").isZero();
        assertThatThrownBy(() -> attempts.startRecheck(recheck)).isInstanceOf(RuleViolation.class);
        assertThat(attempts.standing("01").orElseThrow().lastOn())
                .as("the course's quiz stands as before")
                .isNull();
        clock.pass(Duration.ofMinutes(11));
        assertThat(attempts.startRecheck(recheck).token()).isNotEqualTo(started.token());
    }

    @Test
    void theQuizAndTheRecheckAreOpenBesideEachOther() {
        var quiz = attempts.start("01");
        var check = attempts.startRecheck(recheck);
        assertThat(check.token()).isNotEqualTo(quiz.token());
        assertThat(attempts.start("01").token()).isEqualTo(quiz.token());
        sheets.handIn(check.token());
        assertThat(sheets.sheet(quiz.token()).handedIn()).isFalse();
    }

    @Test
    void howeverOftenItIsStartedAtOnceThereIsOne() throws Exception {
        var tasks = new ArrayList<Callable<String>>();
        for (var i = 0; i < 20; i++) {
            tasks.add(new DelegatingSecurityContextCallable<>(
                    () -> attempts.startRecheck(recheck).token()));
        }
        var tokens = new HashSet<String>();
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var done : pool.invokeAll(tasks)) {
                tokens.add(done.get());
            }
        }
        assertThat(tokens).hasSize(1);
    }

    @Test
    void whoDoesNotOweItCannotStartIt() {
        for (var other : List.of(Role.STAFF, Role.OUTREACH_WORKER, Role.DISTRICT_OFFICER)) {
            world.signIn(other, other == Role.DISTRICT_OFFICER ? World.DISTRICT : World.VILLAGE);
            assertThatThrownBy(() -> attempts.startRecheck(recheck)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> rechecks.confirmRead(recheck)).isInstanceOf(NotFound.class);
        }
        world.signIn(learner);
        assertThatThrownBy(() -> rechecks.confirmRead(recheck))
                .as("answers are asked for")
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> attempts.startRecheck(Long.MAX_VALUE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> attempts.startRecheck(-1)).isInstanceOf(NotFound.class);
    }
}
