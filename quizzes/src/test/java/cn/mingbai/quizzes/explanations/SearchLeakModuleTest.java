package cn.mingbai.quizzes.explanations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.search.Answer;
import cn.mingbai.courses.search.Search;
import cn.mingbai.courses.search.SearchReady;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Mode;
import cn.mingbai.quizzes.attempts.Preparation;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.attempts.Sitting;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.scenarios.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every explanation of course 01 holds a canary: who finds it by the search has been told an answer. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class SearchLeakModuleTest {

    private static final String CANARY = "翠羽鹦";
    private static final String COURSE = "01";

    @Autowired
    World world;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    QuestionBank bank;

    @Autowired
    PreparedAttempts prepared;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    Search search;

    @Autowired
    MovingClock clock;

    @BeforeEach
    void canariesIntoTheBank() {
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash, recorded_at)
                select next value for question_seq, course_code, code, version + 2000, kind,
                  replace(content, '"explanation":"', concat('"explanation":"', :canary, '。')), content_hash,
                  origin_hash, recorded_at
                from question where course_code = :course
                """).param("canary", CANARY).param("course", COURSE).update();
        SearchReady.await(context);
    }

    @AfterEach
    void andOutAgain() {
        world.signOut();
        jdbc.sql("delete from question where course_code = :course and version > 2000")
                .param("course", COURSE)
                .update();
    }

    private List<String> found(PersonId person) {
        world.signIn(person);
        var found = search.find(CANARY, null, null).found().stream()
                .map(Answer.Found::id)
                .filter(id -> id.startsWith("question:"))
                .toList();
        assertThat(search.suggest(CANARY)).isEmpty();
        assertThat(search.suggest("下列")).isEmpty();
        return found;
    }

    private void assertNothing(PersonId person) {
        assertThat(found(person)).isEmpty();
        // By their addresses as little as by words.
        for (var question : bank.questions(COURSE)) {
            var id = "question:" + COURSE + "/" + question.question().about().code();
            assertThatThrownBy(() -> search.card(id, CANARY, Locale.SIMPLIFIED_CHINESE))
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void anExplanationIsFoundOnlyByWhoHandedItsQuestionIn() {
        var learner = world.person(Role.STAFF, World.VILLAGE);
        var other = world.person(Role.STAFF, World.VILLAGE);
        assertNothing(learner);
        var token = Sitting.start(context, learner, COURSE);
        assertNothing(learner);
        Sitting.handIn(context, token);
        assertThat(found(learner)).isNotEmpty().allSatisfy(id -> {
            var code = id.substring(id.indexOf('/') + 1);
            assertThat(Sitting.asks(context, token, code) || Sitting.asks(context, token, code + ".1"))
                    .as(id)
                    .isTrue();
            assertThat(search.card(id, CANARY, Locale.SIMPLIFIED_CHINESE).title())
                    .isNotBlank();
        });
        assertNothing(other);
    }

    @Test
    void whoHandsInAScheduledTestEarlyFindsNothingWhileOthersMayBeAnswering() {
        var early = world.person(Role.STAFF, World.VILLAGE);
        var token = scheduled(early, plain());
        sheets.handIn(token);
        assertNothing(early);
        clock.pass(Duration.ofHours(2).plusSeconds(60));
        assertNothing(early);
        clock.pass(Duration.ofSeconds(61));
        assertThat(found(early)).isNotEmpty();
    }

    @Test
    void theRuleBehindAScenarioIsFoundAndNoWorkedSolutionIs() {
        var scenario = bank.questions(COURSE).stream()
                .filter(versioned -> versioned.question() instanceof Scenario)
                .findFirst()
                .orElseThrow();
        var parts = new ArrayList<Versioned>();
        Scenarios.draw((Scenario) scenario.question(), 7)
                .forEach(part -> parts.add(new Versioned(scenario.version(), part)));
        var learner = world.person(Role.STAFF, World.VILLAGE);
        var token = scheduled(learner, parts);
        assertNothing(learner);
        sheets.handIn(token);
        clock.pass(Duration.ofHours(3));
        assertThat(found(learner))
                .containsExactly(
                        "question:" + COURSE + "/" + scenario.question().about().code());
    }

    private List<Versioned> plain() {
        return bank.questions(COURSE).stream()
                .filter(versioned -> versioned.question() instanceof Asked)
                .limit(5)
                .toList();
    }

    private String scheduled(PersonId person, List<Versioned> questions) {
        world.signIn(person);
        var attempt = prepared.prepare(new Preparation(
                person,
                COURSE,
                1,
                Mode.TEST,
                System.nanoTime(),
                null,
                "定时测试",
                80,
                30 * 60,
                clock.instant(),
                clock.instant().plus(Duration.ofHours(2)),
                questions));
        var token = attempts.open(attempt).token();
        sheets.start(token, "k", sheets.open(token).tab());
        return token;
    }
}
