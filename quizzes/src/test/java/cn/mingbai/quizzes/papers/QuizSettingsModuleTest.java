package cn.mingbai.quizzes.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.papers.Blueprint.Part;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.Seeding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class QuizSettingsModuleTest {

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    QuizSettings settings;

    @Autowired
    QuizRulesBook book;

    @Autowired
    QuizRulesSeed seed;

    @Autowired
    PaperSupply papers;

    @Autowired
    QuestionBank bank;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovingClock clock;

    String course;
    PersonId officer;

    @BeforeEach
    void courseWithAQuiz() {
        course = Seeding.course(context).course();
        officer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    private static Part singles(int count) {
        return new Part(Set.of(), Set.of(), Set.of("single"), Set.of(), count);
    }

    private static QuizRules rules(int minutes, int passMark, Part... parts) {
        return new QuizRules(minutes, passMark, 2, 30, true, new Blueprint(List.of(parts)));
    }

    private void save(QuizRules rules) {
        settings.save(course, rules, settings.page(course).opened());
    }

    @Test
    void whatShipsWithTheProgramIsOnRecordAndFilled() {
        for (var shipped : ShippedRules.all()) {
            var page = settings.page(shipped.course());
            assertThat(page.byOfficer()).isFalse();
            assertThat(page.rules()).isEqualTo(shipped.rules());
            assertThat(settings.preview(shipped.course(), page.rules()).size()).isEqualTo(10);
        }
    }

    @Test
    void aChangeHoldsFromTodayAndWhatHeldBeforeIsKeptWithWhoChangedIt() {
        var before = settings.page(course);
        assertThat(before.rules().blueprint()).isEqualTo(Blueprint.DEFAULT);
        save(rules(20, 90, singles(3)));
        var first = Times.today(clock);
        clock.pass(Duration.ofDays(3));
        save(rules(25, 60, singles(4)));
        var page = settings.page(course);
        assertThat(page.byOfficer()).isTrue();
        assertThat(page.rules().minutes()).isEqualTo(25);
        assertThat(page.from()).isEqualTo(first.plusDays(3));
        assertThat(page.earlier()).hasSize(1);
        assertThat(page.earlier().getFirst().from()).isEqualTo(first);
        assertThat(page.earlier().getFirst().to()).isEqualTo(first.plusDays(3));
        assertThat(page.earlier().getFirst().rules().passMark()).isEqualTo(90);
        assertThat(page.earlier().getFirst().by()).isNotEmpty();
        var quiz = bank.quiz(course).orElseThrow();
        assertThat(quiz.minutes()).isEqualTo(25);
        assertThat(quiz.passMark()).isEqualTo(60);
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'quiz.rules' and subject = ?")
                        .params("quiz " + course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void papersAreDrawnByTheNewBlueprintAtOnce() {
        assertThat(papers.drawing(course).size()).isEqualTo(10);
        save(rules(20, 90, singles(3)));
        assertThat(papers.drawing(course).draw(new java.util.Random(1))).hasSize(3);
    }

    @Test
    void aRetiredQuestionIsNotDrawnAnyMore() {
        save(rules(20, 90, singles(5)));
        assertThat(papers.drawing(course).size()).isEqualTo(5);
        jdbc.sql("""
                insert into question_retirement (id, course_code, code, reason, valid_from, valid_to, recorded_at,
                  superseded_at) values (next value for question_retirement_seq, ?, ?, '过时', '2026-01-01', '9999-12-31',
                  utc_timestamp(6), '9999-12-31')
                """).params(course, course + "-1").update();
        assertThatThrownBy(() -> papers.drawing(course))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.arguments()).containsExactly(1, 5, 4));
        assertThat(papers.shortage(course)).contains(new Shortage(1, 5, 4, false));
    }

    @Test
    void whatTheBankCannotFillIsNotSavedAndTheSentenceNamesThePart() {
        var opened = settings.page(course).opened();
        assertThatThrownBy(() -> settings.save(course, rules(20, 80, singles(3), singles(3)), opened))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo("quizzes.papers.short-shared");
                    assertThat(refused.arguments()).containsExactly(2, 3, 2);
                });
        assertThatThrownBy(() -> settings.preview(course, rules(20, 80, singles(6))))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.arguments()).containsExactly(1, 6, 5));
        assertThat(settings.page(course).opened()).isEqualTo(opened);
    }

    @Test
    void valuesOutsideTheirRangesAreRefused() {
        var opened = settings.page(course).opened();
        var good = new Blueprint(List.of(singles(1)));
        for (var bad : List.of(
                new QuizRules(0, 80, 3, 10, true, good),
                new QuizRules(241, 80, 3, 10, true, good),
                new QuizRules(Integer.MIN_VALUE, 80, 3, 10, true, good),
                new QuizRules(15, 0, 3, 10, true, good),
                new QuizRules(15, 101, 3, 10, true, good),
                new QuizRules(15, 80, 0, 10, true, good),
                new QuizRules(15, 80, 11, 10, true, good),
                new QuizRules(15, 80, 3, -1, true, good),
                new QuizRules(15, 80, 3, 10_081, true, good),
                rules(15, 80),
                rules(15, 80, singles(0)),
                rules(15, 80, singles(Integer.MAX_VALUE)),
                rules(15, 80, new Part(Set.of("'; drop table quiz; --"), Set.of(), Set.of(), Set.of(), 1)),
                rules(15, 80, new Part(Set.of(), Set.of(9), Set.of(), Set.of(), 1)),
                rules(15, 80, new Part(Set.of(), Set.of(), Set.of("<script>"), Set.of(), 1)))) {
            assertThatThrownBy(() -> settings.save(course, bad, opened))
                    .as("%s", bad)
                    .isInstanceOf(RuleViolation.class);
        }
        assertThat(settings.page(course).opened()).isEqualTo(opened);
    }

    @Test
    void aSecondWindowDoesNotOverwriteAndTheSameAgainIsNoChange() {
        var opened = settings.page(course).opened();
        save(rules(20, 90, singles(3)));
        assertThatThrownBy(() -> settings.save(course, rules(30, 80, singles(3)), opened))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> save(rules(20, 90, singles(3)))).isInstanceOf(RuleViolation.class);
        assertThat(settings.page(course).rules().minutes()).isEqualTo(20);
    }

    @Test
    void ofTwoWhoSaveAtOnceTheSecondIsToldAndOneRuleHolds() throws Exception {
        save(rules(20, 90, singles(3)));
        var opened = settings.page(course).opened();
        var said = atOnce.run(
                officer,
                "select course_code from quiz where course_code = '" + course + "' for update",
                "select 1 from quiz where course_code = %for update",
                List.of(
                        () -> settings.save(course, rules(25, 80, singles(3)), opened),
                        () -> settings.save(course, rules(30, 70, singles(3)), opened)));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("saved-meanwhile");
        assertThat(jdbc.sql("select count(*) from quiz_rules where course_code = ?"
                                + " and superseded_at = '9999-12-31' and valid_to = '9999-12-31'")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anUpgradeBringsShippedRulesUntilAnOfficerHasWrittenSome() {
        var shipped = rules(33, 70, singles(2));
        seed.seed(List.of(new ShippedRules(course, shipped)));
        seed.seed(List.of(new ShippedRules(course, shipped)));
        assertThat(settings.page(course).rules()).isEqualTo(shipped);
        assertThat(jdbc.sql("select count(*) from quiz_rules where course_code = ?")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        save(rules(20, 90, singles(3)));
        seed.seed(List.of(new ShippedRules(course, rules(44, 70, singles(2)))));
        assertThat(settings.page(course).rules().minutes()).isEqualTo(20);
        assertThat(settings.page(course).byOfficer()).isTrue();
    }

    @Test
    void aCourseWithoutAQuizIsNotFoundAndOthersMayNot() {
        assertThatThrownBy(() -> settings.page("99")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> settings.save("99", rules(20, 90, singles(3)), 0))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> settings.preview("' or 1=1", rules(20, 90, singles(3))))
                .isInstanceOf(NotFound.class);
        for (var role : List.of(Role.TOWN_OFFICER, Role.STAFF, Role.AUDITOR, Role.ADMINISTRATOR)) {
            world.signIn(role, World.TOWN);
            assertThatThrownBy(() -> settings.page(course)).as("%s", role).isInstanceOf(AccessRefused.class);
            assertThatThrownBy(() -> settings.preview(course, rules(20, 90, singles(3))))
                    .isInstanceOf(AccessRefused.class);
            assertThatThrownBy(() -> settings.save(course, rules(20, 90, singles(3)), 0))
                    .isInstanceOf(AccessRefused.class);
        }
    }
}
