package cn.mingbai.quizzes.papertest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Key;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

@SpringBootTest(classes = TestApplication.class)
class DrawnPapersModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final byte[] PICTURE = TakenPhoto.small();

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    DrawnPapers papers;

    @Autowired
    PaperTests tests;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    World.FreshVillage village;
    PersonId officer;
    PersonId one;
    PersonId two;
    PaperTestId test;

    @BeforeEach
    void testWithTwoPapers() {
        village = world.freshVillage();
        one = world.person(Duty.VILLAGE_STAFF, village.village(), LocalDate.of(2024, 1, 1));
        two = world.person(Duty.OUTREACH_A, village.village(), LocalDate.of(2024, 1, 1));
        officer = world.signIn(Role.TOWN_OFFICER, village.town());
        test = tests.open(world.division(village.town()), "季度书面考试", "01", Times.today(clock));
        papers.draw(test, Set.of(one, two));
    }

    private String code(PersonId person) {
        return papers.page(test).papers().stream()
                .filter(paper -> paper.person().equals(person))
                .findFirst()
                .orElseThrow()
                .code();
    }

    private List<Asked> questions(PersonId person) {
        var json = jdbc.sql("select questions from drawn_paper where person_id = ?")
                .params(person.value())
                .query(String.class)
                .single();
        return QuestionJson.MAPPER.readValue(json, new TypeReference<List<Versioned>>() {}).stream()
                .map(versioned -> (Asked) versioned.question())
                .toList();
    }

    /** What somebody who knows everything would write, letters as printed. */
    private List<String> right(PersonId person) {
        return new ArrayList<>(questions(person).stream()
                .map(question -> Lettered.written(question, Answer.read(question, Key.of(question))))
                .toList());
    }

    private List<String> standing(PersonId person) {
        return jdbc.sql("select concat(t.kind, ' ', t.score) from training_record t where t.person_id = ?"
                        + " and t.reversal_of is null"
                        + " and not exists (select 1 from training_record r where r.reversal_of = t.id)")
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

    private byte[] csv(String... lines) {
        var headings = new StringBuilder("试卷编号");
        for (var number = 1; number <= questions(one).size(); number++) {
            headings.append(",").append(number);
        }
        return (headings + "\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everybodyGetsAPaperOfTheirOwnOnce() {
        var page = papers.page(test);
        assertThat(page.papers()).hasSize(2).extracting(DrawnPaper::code).doesNotHaveDuplicates();
        assertThat(page.candidates()).isEmpty();
        refused("core.access.not-found", () -> papers.draw(test, Set.of(one)));
        refused("quizzes.paper.choose", () -> papers.draw(test, Set.of()));
    }

    @Test
    void whatStandsOnThePaperIsMarkedAndOnRecordOnceThePapersAreAttached() {
        var typed = right(one);
        refused("courses.paper.attach-first", () -> papers.enter(test, code(one), typed));
        assertThat(standing(one)).isEmpty();
        assertThat(papers.page(test).papers()).allMatch(paper -> paper.score() == null);
        tests.attach(test, "试卷.jpg", PICTURE);
        assertThat(papers.enter(test, code(one), typed)).isEqualTo(100);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 100");
        assertThat(papers.enter(test, code(one).toLowerCase(Locale.ROOT), typed))
                .as("the same again")
                .isEqualTo(100);
        assertThat(standing(one)).hasSize(1);
        var other = new ArrayList<>(typed);
        other.set(0, "");
        assertThatThrownBy(() -> papers.enter(test, code(one), other))
                .isInstanceOf(MingbaiException.class)
                .satisfies(error -> {
                    assertThat(((MingbaiException) error).key()).isEqualTo("quizzes.paper.other-answers");
                    assertThat(((MingbaiException) error).arguments()).contains(1, typed.getFirst(), "–");
                });
        var empty = new ArrayList<>(java.util.Collections.nCopies(questions(two).size(), ""));
        assertThat(papers.enter(test, code(two), empty)).isZero();
        assertThat(standing(two)).containsExactly("PAPER_SAT 0");
        assertThat(papers.entry(test, code(one)).fields())
                .extracting(DrawnPaper.Field::given)
                .isEqualTo(typed);
    }

    @Test
    void ofTwoWhoTypeOnePaperAtOnceTheSecondIsToldWhatTheFirstTyped() throws Exception {
        tests.attach(test, "试卷.jpg", PICTURE);
        var code = code(one);
        var typed = right(one);
        var other = new ArrayList<>(typed);
        other.set(0, "");
        var said = atOnce.run(
                officer,
                "select id from paper_test where id = " + test.value() + " for update",
                "select id from paper_test where id = %for update",
                List.of(() -> papers.enter(test, code, typed), () -> papers.enter(test, code, other)));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("quizzes.paper.other-answers");
        assertThat(standing(one)).hasSize(1);
    }

    @Test
    void aScoreTakenBackCanBeTypedAnew() {
        tests.attach(test, "试卷.jpg", PICTURE);
        var wrong = right(one);
        wrong.set(0, "");
        papers.enter(test, code(one), wrong);
        tests.takeBack(test, one, "录错一题");
        world.signIn(world.person(Role.TOWN_OFFICER, village.town()));
        approvals.decide(
                approvals.pending(ZH).stream()
                        .map(pending -> pending.approval().id())
                        .collect(Collectors.toSet()),
                true,
                "");
        world.signIn(officer);
        assertThat(standing(one)).isEmpty();
        assertThat(papers.enter(test, code(one), right(one))).isEqualTo(100);
        assertThat(standing(one)).containsExactly("PAPER_PASSED 100");
    }

    @Test
    void aListIsTakenWholeOrNotAtAllWithMessagesToTheCell() {
        tests.attach(test, "试卷.jpg", PICTURE);
        var first = code(one) + "," + String.join(",", right(one));
        var second = code(two) + "," + String.join(",", right(two));
        var single = 0;
        var kinds = questions(two).stream().map(QuestionJson::kind).toList();
        single = kinds.indexOf("truefalse");
        var broken = right(two);
        broken.set(single, "也许");
        var report = papers.plan(
                test, "答案.csv", csv(first, code(two) + "," + String.join(",", broken), "ABCD-EFG,A", first));
        assertThat(report.added()).hasSize(1);
        assertThat(report.refused()).hasSize(3);
        assertThat(report.refused().get(0).row()).isEqualTo(3);
        assertThat(report.refused().get(0).column()).isEqualTo(String.valueOf(single + 1));
        assertThat(report.refused().get(0).messageKey()).isEqualTo("quizzes.paper.answer");
        assertThat(report.refused().get(1).messageKey()).isIn("quizzes.paper.code-check", "quizzes.paper.code-unknown");
        assertThat(report.refused().get(2).messageKey()).isEqualTo("quizzes.paper.twice");
        assertThatThrownBy(() -> papers.apply(test, "答案.csv", csv(first, code(two) + "," + String.join(",", broken))))
                .isInstanceOf(RuleViolation.class);
        assertThat(standing(one)).as("nothing half imported").isEmpty();
        papers.apply(test, "答案.csv", csv(first, second));
        assertThat(standing(one)).containsExactly("PAPER_PASSED 100");
        assertThat(standing(two)).containsExactly("PAPER_PASSED 100");
        var again = papers.plan(test, "答案.csv", csv(first, second));
        assertThat(again.changesNothing()).isTrue();
        assertThat(again.unchanged()).isEqualTo(2);
        assertThat(papers.template(test)).isNotEmpty();
    }

    @Test
    void papersAndKeysArePrintedApart() throws Exception {
        var printed = text(papers.print(test));
        assertThat(printed).contains("季度书面考试", code(one), code(two), "答题卡").doesNotContain("仅供评卷");
        var keys = text(papers.printKeys(test));
        assertThat(keys).contains("仅供评卷", code(one), code(two));
        for (var answer : right(one)) {
            assertThat(keys.replaceAll("\\s", "")).contains(answer.replaceAll("\\s", ""));
        }
    }

    private static String text(byte[] pdf) {
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
            return new org.apache.pdfbox.text.PDFTextStripper().getText(document);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void foreignTestsAndHostileInputAreRefusedWithASentence() {
        tests.attach(test, "试卷.jpg", PICTURE);
        var typed = right(one);
        refused("quizzes.paper.code-form", () -> papers.enter(test, "' or 1=1 --", typed));
        refused("quizzes.paper.how-many", () -> papers.enter(test, code(one), List.of("A")));
        var hostile = new ArrayList<>(typed);
        hostile.set(0, "<img src=x onerror=alert(1)>");
        var kind = QuestionJson.kind(questions(one).getFirst());
        if (!kind.equals("text")) {
            refused("quizzes.paper.answer", () -> papers.enter(test, code(one), hostile));
        }
        assertThatThrownBy(() -> papers.plan(test, "x.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}))
                .isInstanceOf(MingbaiException.class);
        var code = code(one);
        assertThat(papers.testOf("https://x/T/" + code)).isEqualTo(test);
        world.signIn(Role.TOWN_OFFICER, world.freshVillage().town());
        refused("core.access.not-found", () -> papers.page(test));
        refused("core.access.not-found", () -> papers.print(test));
        refused("core.access.not-found", () -> papers.printKeys(test));
        refused("core.access.not-found", () -> papers.enter(test, code, typed));
        refused("core.access.not-found", () -> papers.testOf(code));
        world.signIn(one);
        assertThatThrownBy(() -> papers.print(test)).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> papers.page(test)).isInstanceOf(AccessRefused.class);
    }
}
