package cn.mingbai.quizzes.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.correction.CorrectionPreview.ByScore;
import cn.mingbai.quizzes.correction.CorrectionPreview.Line;
import cn.mingbai.quizzes.correction.KeyChange.How;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Key;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.papertest.DrawnPaper;
import cn.mingbai.quizzes.papertest.DrawnPapers;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.Seeding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/** A corrected key and the papers that were answered on paper. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class PaperCorrectionModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final String REASON = "文件第22条写的是乙";
    private static final byte[] PICTURE = TakenPhoto.small();

    @Autowired
    World world;

    @Autowired
    KeyCorrections corrections;

    @Autowired
    DrawnPapers papers;

    @Autowired
    PaperTests tests;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    World.FreshVillage village;
    String course;
    PersonId officer;
    PersonId second;
    PersonId one;
    PersonId two;
    PersonId three;
    PaperTestId test;

    /** Three people with a paper each; all five single choices are in every paper. Key of the first is A. */
    @BeforeEach
    void courseAndPapers() {
        village = world.freshVillage();
        course = Seeding.course(context).course();
        one = world.person(Duty.VILLAGE_STAFF, village.village(), LocalDate.of(2024, 1, 1));
        two = world.person(Duty.VILLAGE_STAFF, village.village(), LocalDate.of(2024, 1, 1));
        three = world.person(Duty.OUTREACH_A, village.village(), LocalDate.of(2024, 1, 1));
        second = world.person(Role.DISTRICT_OFFICER, village.district());
        officer = world.signIn(Role.DISTRICT_OFFICER, village.district());
        test = tests.open(world.division(village.town()), "季度书面考试", course, Times.today(clock));
        papers.draw(test, Set.of(one, two, three));
        tests.attach(test, "试卷.jpg", PICTURE);
    }

    private String code(int number) {
        return course + "-" + number;
    }

    private static KeyChange key(String answer) {
        return new KeyChange(How.KEY, answer, "");
    }

    private String paper(PersonId person) {
        return papers.page(test).papers().stream()
                .filter(paper -> paper.person().equals(person))
                .findFirst()
                .map(DrawnPaper::code)
                .orElseThrow();
    }

    /** The first single choice as told, by its key in the bank; everything else right, but for so many blanks. */
    private List<String> typed(PersonId person, String first, int blanks) {
        var json = jdbc.sql("select questions from drawn_paper where person_id = ?")
                .params(person.value())
                .query(String.class)
                .single();
        var typed = new ArrayList<String>();
        var left = blanks;
        for (var versioned : QuestionJson.MAPPER.readValue(json, new TypeReference<List<Versioned>>() {})) {
            var question = (Asked) versioned.question();
            if (question.about().code().equals(code(1))) {
                typed.add(Lettered.written(question, Answer.read(question, first)));
            } else {
                typed.add(left-- > 0 ? "" : Lettered.written(question, Answer.read(question, Key.of(question))));
            }
        }
        return typed;
    }

    private void decide(PersonId who, Predicate<Approval> which) {
        world.signIn(who);
        try {
            Set<ApprovalId> chosen = approvals.pending(ZH).stream()
                    .map(ApprovalDesk.Pending::approval)
                    .filter(which)
                    .map(Approval::id)
                    .collect(Collectors.toSet());
            assertThat(chosen).isNotEmpty();
            approvals.decide(chosen, true, "");
        } finally {
            world.signIn(officer);
        }
    }

    private void correct(KeyChange change) {
        corrections.propose(course, code(1), corrections.page(course, code(1)).version(), change, REASON);
        decide(second, approval -> approval.subject().equals("key " + course + "/" + code(1)));
    }

    private List<String> standing(PersonId person) {
        return jdbc.sql("select concat(t.kind, ' ', t.score, ' ', t.happened_on) from training_record t"
                        + " where t.person_id = ? and t.reversal_of is null"
                        + " and not exists (select 1 from training_record r where r.reversal_of = t.id)")
                .params(person.value())
                .query(String.class)
                .list();
    }

    private List<String> notices(PersonId person) {
        return jdbc.sql("select text_key from notice where person_id = ? and kind = 'quiz.key-corrected'")
                .params(person.value())
                .query(String.class)
                .list();
    }

    private List<String> marks(PersonId person) {
        return jdbc.sql("select concat(a.cause, ' ', a.score, case when a.in_force is null then '' else ' *' end)"
                        + " from drawn_paper_answers a join drawn_paper d on d.id = a.drawn_paper_id"
                        + " where d.person_id = ? order by a.id")
                .params(person.value())
                .query(String.class)
                .list();
    }

    private List<String> scores(PersonId person) {
        return jdbc.sql("select concat(score, case when in_force is null then '' else ' *' end) from paper_test_score"
                        + " where person_id = ? order by id")
                .params(person.value())
                .query(String.class)
                .list();
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MingbaiException.class)
                .extracting(error -> ((MingbaiException) error).key())
                .isEqualTo(key);
    }

    @Test
    void typedPapersAreMarkedAnewWithTheirRecordsAndTheirPeopleTold() {
        assertThat(papers.enter(test, paper(one), typed(one, "B", 2))).isEqualTo(70);
        var headings = new StringBuilder("试卷编号");
        for (var number = 1; number <= 10; number++) {
            headings.append(',').append(number);
        }
        papers.apply(
                test,
                "答案.csv",
                (headings + "\n" + paper(two) + "," + String.join(",", typed(two, "A", 2)))
                        .getBytes(StandardCharsets.UTF_8));
        papers.enter(test, paper(three), typed(three, "C", 0));
        var day = Times.today(clock);
        assertThat(standing(one)).containsExactly("PAPER_SAT 70 " + day);
        assertThat(standing(two)).containsExactly("PAPER_PASSED 80 " + day);
        clock.pass(Duration.ofDays(3));

        var preview = corrections.preview(course, code(1), key("B"));
        assertThat(preview.met()).isEqualTo(3);
        assertThat(preview.nowPassed()).isEqualTo(1);
        assertThat(preview.nowFailed()).isEqualTo(1);
        assertThat(preview.byScore()).isEmpty();
        assertThat(preview.unknown()).isZero();
        assertThat(preview.people())
                .extracting(Line::onPaper, Line::handedIn, Line::scoreBefore, Line::scoreAfter, Line::passedAfter)
                .containsExactlyInAnyOrder(tuple(true, day, 70, 80, true), tuple(true, day, 80, 70, false));
        assertThat(marks(one)).as("a preview writes nothing").containsExactly("TYPED 70 *");

        correct(key("B"));

        assertThat(standing(one)).containsExactly("PAPER_PASSED 80 " + day);
        assertThat(standing(two)).containsExactly("PAPER_SAT 70 " + day);
        assertThat(standing(three)).containsExactly("PAPER_PASSED 90 " + day);
        assertThat(marks(one)).as("old and new").containsExactly("TYPED 70", "KEY_CORRECTION 80 *");
        assertThat(scores(one)).containsExactly("70", "80 *");
        assertThat(marks(three)).containsExactly("TYPED 90 *");
        assertThat(notices(one)).containsExactly("quizzes.correction.notice-passed");
        assertThat(notices(two)).containsExactly("quizzes.correction.notice-failed");
        assertThat(notices(three)).isEmpty();
        assertThat(corrections.page(course, code(1)).done()).singleElement().satisfies(done -> {
            assertThat(done.met()).isEqualTo(3);
            assertThat(done.changed()).isEqualTo(2);
            assertThat(done.byScore()).isZero();
        });
        assertThat(papers.page(test).papers()).extracting(DrawnPaper::score).containsExactlyInAnyOrder(80, 70, 90);
        assertThat(tests.one(test).scores())
                .filteredOn(score -> score.person().equals(one))
                .singleElement()
                .satisfies(score -> assertThat(score.passed()).isTrue());
        assertThat(papers.enter(test, paper(one), typed(one, "B", 2)))
                .as("typing the same again changes nothing")
                .isEqualTo(80);

        // A correction of the correction finds the papers again, and a score marked anew can be taken back like any.
        correct(key("A"));
        assertThat(standing(one)).containsExactly("PAPER_SAT 70 " + day);
        assertThat(marks(one)).containsExactly("TYPED 70", "KEY_CORRECTION 80", "KEY_CORRECTION 70 *");
        tests.takeBack(test, one, "录错了");
        decide(second, approval -> approval.kind().equals("training.reverse"));
        assertThat(standing(one)).isEmpty();
        assertThat(papers.enter(test, paper(one), typed(one, "A", 0))).isEqualTo(100);
    }

    @Test
    void whoHasOnlyAScoreIsNamedUntilSomebodyHasLookedAtThePaper() {
        tests.enter(test, one, 70);
        tests.enter(test, two, 90);
        papers.enter(test, paper(three), typed(three, "B", 0));
        var stranger = world.person(Duty.VILLAGE_STAFF, village.village(), LocalDate.of(2024, 1, 1));
        tests.enter(test, stranger, 95);
        clock.pass(Duration.ofDays(1));
        assertThat(corrections.toReview(course, code(1)))
                .as("nothing was corrected")
                .isEmpty();

        var preview = corrections.preview(course, code(1), key("B"));
        assertThat(preview.met()).isEqualTo(3);
        assertThat(preview.unknown()).as("no paper was drawn for this one").isEqualTo(1);
        assertThat(preview.people()).extracting(Line::scoreAfter).containsExactly(100);
        assertThat(preview.byScore())
                .extracting(ByScore::name, ByScore::paperCode, ByScore::test, ByScore::score, ByScore::passed)
                .containsExactlyInAnyOrder(
                        tuple(name(one), paper(one), test, 70, false), tuple(name(two), paper(two), test, 90, true));

        correct(key("B"));

        assertThat(standing(one))
                .containsExactly("PAPER_SAT 70 " + Times.today(clock).minusDays(1));
        assertThat(scores(one)).as("untouched").containsExactly("70 *");
        assertThat(notices(one)).isEmpty();
        assertThat(corrections.page(course, code(1)).done().getFirst().byScore())
                .isEqualTo(2);
        assertThat(corrections.toReview(course, code(1)))
                .extracting(ByScore::name)
                .containsExactlyInAnyOrder(name(one), name(two));

        // The paper of one says B: by the corrected key that is 80, and 70 has to be taken back first.
        refused("courses.paper.other-score", () -> papers.enter(test, paper(one), typed(one, "B", 2)));
        assertThat(marks(one)).as("nothing half written").isEmpty();
        tests.takeBack(test, one, "答案更正，人工复核");
        decide(second, approval -> approval.kind().equals("training.reverse"));
        assertThat(papers.enter(test, paper(one), typed(one, "B", 2))).isEqualTo(80);
        assertThat(standing(one))
                .containsExactly("PAPER_PASSED 80 " + Times.today(clock).minusDays(1));
        // That of two says the same score under the corrected key.
        assertThat(papers.enter(test, paper(two), typed(two, "B", 1))).isEqualTo(90);
        assertThat(scores(two)).containsExactly("90 *");
        assertThat(corrections.toReview(course, code(1))).isEmpty();
    }

    @Test
    void aScoreEnteredAfterTheCorrectionNeedsNoReview() {
        correct(key("B"));
        clock.pass(Duration.ofMinutes(1));
        tests.enter(test, one, 70);
        assertThat(corrections.toReview(course, code(1))).isEmpty();
        assertThat(papers.enter(test, paper(two), typed(two, "B", 0)))
                .as("typed after the correction")
                .isEqualTo(100);
        assertThat(corrections.preview(course, code(1), key("A")).byScore())
                .as("of the next correction")
                .extracting(ByScore::name)
                .containsExactly(name(one));
    }

    @Test
    void whoTypesAPaperDuringACorrectionIsMarkedByOneKeyOrTheOtherAndNeverForgotten() throws Exception {
        corrections.propose(course, code(1), 1, key("B"), REASON);
        var answers = typed(one, "B", 2);
        var paper = paper(one);
        var holding = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var typing = pool.submit(() -> {
                world.signIn(officer);
                context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                    papers.enter(test, paper, answers);
                    holding.countDown();
                    await(release);
                });
            });
            assertThat(holding.await(30, TimeUnit.SECONDS)).isTrue();
            var correcting = pool.submit(() -> decideAs(second));
            assertThatThrownBy(() -> correcting.get(2, TimeUnit.SECONDS))
                    .as("the correction waits for whoever is typing")
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            release.countDown();
            typing.get(30, TimeUnit.SECONDS);
            correcting.get(30, TimeUnit.SECONDS);
        }
        assertThat(marks(one)).containsExactly("TYPED 70", "KEY_CORRECTION 80 *");
        assertThat(standing(one)).containsExactly("PAPER_PASSED 80 " + Times.today(clock));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected to be released within 30 seconds");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void decideAs(PersonId who) {
        world.signIn(who);
        approvals.decide(
                approvals.pending(ZH).stream()
                        .map(ApprovalDesk.Pending::approval)
                        .filter(approval -> approval.subject().equals("key " + course + "/" + code(1)))
                        .map(Approval::id)
                        .collect(Collectors.toSet()),
                true,
                "");
    }

    @Test
    void whoseOwnPaperChangesDoesNotDecide() {
        jdbc.sql("insert into role_grant (id, person_id, division_id, role, valid_from, valid_to, recorded_at,"
                        + " superseded_at) values (next value for role_grant_seq, ?, ?, 'DISTRICT_OFFICER', '2024-01-01',"
                        + " '9999-12-31', '2024-01-01', '9999-12-31')")
                .params(one.value(), world.division(village.district()).value())
                .update();
        papers.enter(test, paper(one), typed(one, "B", 2));
        corrections.propose(course, code(1), 1, key("B"), REASON);
        assertThatThrownBy(() -> decide(one, approval -> approval.subject().contains(code(1))))
                .isInstanceOf(Conflict.class)
                .satisfies(error ->
                        assertThat(((Conflict) error).arguments().toString()).containsPattern("您本人|Your own result"));
        assertThat(marks(one)).containsExactly("TYPED 70 *");
    }

    @Test
    void strangersAndHostileInputLearnNothing() {
        tests.enter(test, one, 70);
        clock.pass(Duration.ofMinutes(1));
        correct(key("B"));
        assertThat(corrections.toReview(course, code(1))).hasSize(1);
        for (var hostile : List.of("' or 1=1 --", "<script>alert(1)</script>", "%", "\"", code(1) + "x", "")) {
            assertThatThrownBy(() -> corrections.toReview(course, hostile))
                    .as(hostile)
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> corrections.toReview(hostile, code(1)))
                    .as(hostile)
                    .isInstanceOf(NotFound.class);
        }
        refused("quizzes.correction.right-already", () -> corrections.preview(course, code(1), key("B")));
        assertThatThrownBy(() -> corrections.preview(course, code(1), key("<img src=x onerror=alert(1)>")))
                .isInstanceOf(RuleViolation.class);

        world.signIn(Role.DISTRICT_OFFICER, world.freshVillage().district());
        assertThat(corrections.toReview(course, code(1)))
                .as("people of another district")
                .isEmpty();
        var elsewhere = corrections.preview(course, code(1), key("A"));
        assertThat(elsewhere.byScore()).isEmpty();
        assertThat(elsewhere.byScoreElsewhere()).isEqualTo(1);
        world.signIn(one);
        assertThatThrownBy(() -> corrections.toReview(course, code(1))).isInstanceOf(AccessRefused.class);
    }

    private String name(PersonId person) {
        return jdbc.sql("select name from person where id = ?")
                .params(person.value())
                .query(String.class)
                .single();
    }
}
