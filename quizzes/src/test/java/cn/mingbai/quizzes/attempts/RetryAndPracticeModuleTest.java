package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.papers.Blueprint;
import cn.mingbai.quizzes.papers.QuizRules;
import cn.mingbai.quizzes.papers.QuizSettings;
import cn.mingbai.quizzes.questions.Seeding;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class RetryAndPracticeModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    OverdueAttempts overdue;

    @Autowired
    QuizSettings settings;

    @Autowired
    Courses courses;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    PersonId learner;

    @BeforeEach
    void signIn() {
        learner = world.signIn(Role.STAFF, World.VILLAGE);
    }

    private int count(String sql) {
        return jdbc.sql(sql).param(learner.value()).query(Integer.class).single();
    }

    private Standing standing() {
        return attempts.standing("01").orElseThrow();
    }

    private String fail() {
        var token = attempts.start("01").token();
        sheets.handIn(token);
        clock.pass(Duration.ofSeconds(1));
        return token;
    }

    private void failThrice() {
        fail();
        fail();
        fail();
    }

    @Test
    void oneTriesThreeTimesThenPausesThenOpensTheLessonsOnWhatWasWrong() {
        var tokens = new HashSet<String>();
        tokens.add(fail());
        assertThat(standing().triesLeft()).isEqualTo(2);
        assertThat(standing().waitUntil()).isNull();
        tokens.add(fail());
        tokens.add(fail());
        assertThat(tokens).as("a paper of its own each time").hasSize(3);
        assertThat(standing().waitUntil()).isNotNull();
        assertThatThrownBy(() -> attempts.start("01")).isInstanceOfSatisfying(RuleViolation.class, refused -> {
            assertThat(refused.key()).isEqualTo("quizzes.attempt.pause-tries");
            assertThat(refused.arguments()).containsExactly(3, 10, 10L);
        });
        clock.pass(Duration.ofMinutes(10));
        assertThat(standing().waitUntil()).isNull();
        assertThat(standing().mayTry()).isFalse();
        var readings = standing().readings();
        assertThat(readings).isNotEmpty().noneMatch(Standing.Reading::opened);
        assertThatThrownBy(() -> attempts.start("01")).isInstanceOfSatisfying(RuleViolation.class, refused -> {
            assertThat(refused.key()).isEqualTo("quizzes.attempt.weak-first");
            assertThat(refused.arguments().getFirst().toString())
                    .contains(readings.getFirst().title());
        });
        for (var reading : readings) {
            assertThat(standing().mayTry()).isFalse();
            courses.stoppedAt("01", reading.lesson(), null);
        }
        assertThat(standing().mayTry()).isTrue();
        assertThat(standing().triesLeft()).isEqualTo(3);
        assertThat(tokens).doesNotContain(attempts.start("01").token());
    }

    @Test
    void whatWasOpenedBeforeTheLastTryIsOpenedAgainAndDuringThePauseCounts() {
        var all = courses.course("01").lessons();
        all.forEach(lesson -> courses.stoppedAt("01", lesson.code(), null));
        clock.pass(Duration.ofSeconds(1));
        failThrice();
        var readings = standing().readings();
        assertThat(readings).isNotEmpty().noneMatch(Standing.Reading::opened);
        readings.forEach(reading -> courses.stoppedAt("01", reading.lesson(), null));
        assertThat(standing().readings()).allMatch(Standing.Reading::opened);
        assertThatThrownBy(() -> attempts.start("01")).isInstanceOf(RuleViolation.class);
        clock.pass(Duration.ofMinutes(10));
        assertThat(attempts.start("01").token()).isNotEmpty();
    }

    @Test
    void aPassEndsTheCountOfTriesWithoutOne() {
        fail();
        fail();
        var token = attempts.start("01").token();
        Answering.answer(sheets, token, 10);
        sheets.handIn(token);
        clock.pass(Duration.ofSeconds(1));
        assertThat(standing().triesLeft()).isEqualTo(3);
        fail();
        assertThat(standing().triesLeft()).isEqualTo(2);
    }

    @Test
    void anOfficersRetryRuleHoldsForTheNextTry() {
        var course = Seeding.course(context).course();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        settings.save(
                course,
                new QuizRules(15, 80, 1, 45, false, Blueprint.DEFAULT),
                settings.page(course).opened());
        world.signIn(learner);
        sheets.handIn(attempts.start(course).token());
        assertThatThrownBy(() -> attempts.start(course))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.arguments()).containsExactly(1, 45, 45L));
        clock.pass(Duration.ofMinutes(45));
        assertThat(attempts.start(course).token()).isNotEmpty();
    }

    @Test
    void practiceExplainsAtOnceAndLeavesNoRecord() {
        var token = attempts.practise("01").token();
        assertThat(attempts.practise("01").token())
                .as("the same practice again")
                .isEqualTo(token);
        var tab = sheets.open(token).tab();
        sheets.start(token, "k", tab);
        var item = sheets.sheet(token).items().getFirst();
        var receipt = sheets.save(token, tab, new Typed(1, Answering.wrong(sheets, token, item), 1, null));
        assertThat(receipt.feedback()).isNotNull();
        assertThat(receipt.feedback().right()).isFalse();
        assertThat(receipt.feedback().explanation()).isNotBlank();
        assertThat(standing().practising()).isTrue();
        assertThat(standing().open()).isFalse();
        sheets.handIn(token);
        assertThat(sheets.result(token, CHINESE).score()).isLessThan(100);
        assertThat(count("select count(*) from training_record where person_id = ?"))
                .isZero();
        assertThat(standing().triesLeft()).isEqualTo(3);
        assertThat(standing().lastOn()).isNull();
    }

    @Test
    void practiceAllRightIsNoPassEither() {
        var token = attempts.practise("01").token();
        Answering.answer(sheets, token, 10);
        sheets.handIn(token);
        assertThat(sheets.result(token, CHINESE).score()).isEqualTo(100);
        assertThat(count("select count(*) from training_record where person_id = ?"))
                .isZero();
        assertThat(courses.course("01").course().doneOn()).isNull();
        assertThat(standing().lastPassed()).isFalse();
    }

    @Test
    void aTestSaysNothingOfItsAnswersAndGoesOnBesidePractice() {
        var practice = attempts.practise("01").token();
        var test = attempts.start("01").token();
        assertThat(test).isNotEqualTo(practice);
        var tab = sheets.open(test).tab();
        var item = sheets.sheet(test).items().getFirst();
        assertThat(sheets.save(test, tab, new Typed(1, Answering.wrong(sheets, test, item), 1, null))
                        .feedback())
                .isNull();
        sheets.handIn(practice);
        assertThat(standing().open()).isTrue();
    }

    @Test
    void practiceIsOpenWhileATestHasToWaitAndOneLeftLyingEndsByItself() {
        failThrice();
        var token = attempts.practise("01").token();
        clock.pass(Duration.ofHours(23));
        overdue.handIn();
        assertThat(standing().practising()).isTrue();
        clock.pass(Duration.ofHours(2));
        overdue.handIn();
        assertThat(standing().practising()).isFalse();
        assertThat(count("select count(*) from training_record where person_id = ? and kind = 'QUIZ_PASSED'"))
                .isZero();
        assertThat(attempts.practise("01").token()).isNotEqualTo(token);
    }

    @Test
    void aCourseWithoutAQuizHasNoPractice() {
        assertThatThrownBy(() -> attempts.practise("99")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> attempts.practise("01' or '1'='1")).isInstanceOf(NotFound.class);
    }
}
