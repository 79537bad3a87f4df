package cn.mingbai.quizzes.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.search.SearchChanges;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.bank.QuestionDesk.Opened;
import cn.mingbai.quizzes.bank.QuestionLine.Use;
import cn.mingbai.quizzes.bank.QuestionLine.Work;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.Seeding;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@SpringBootTest(classes = TestApplication.class)
@RecordApplicationEvents
@Import(MovingClock.Configuration.class)
class QuestionLifeModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final Opened NOTHING = new Opened(0, 0);

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    QuestionDesk desk;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    QuestionBank bank;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    @Autowired
    ApplicationEvents events;

    ShippedQuiz quiz;
    String course;
    PersonId writer;
    PersonId second;

    @BeforeEach
    void twoOfficers() {
        quiz = Seeding.course(context);
        course = quiz.course();
        second = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        writer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    private static Question text(String stem, String explanation) {
        return new SingleChoice(
                new About("", stem, explanation, List.of("dibao.members"), List.of(), "L26", 2, Skill.JUDGE),
                List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙")),
                "B");
    }

    private static Question complete(String stem) {
        return text(stem, "因为 [M57 22]、[L26 18、21；M57 23]");
    }

    private List<Approval> waiting() {
        return approvals.pending(ZH).stream()
                .map(ApprovalDesk.Pending::approval)
                .filter(approval -> approval.subject().startsWith("question " + course + "/"))
                .toList();
    }

    private void decide(PersonId who, boolean approve, String note) {
        world.signIn(who);
        approvals.decide(waiting().stream().map(Approval::id).collect(Collectors.toSet()), approve, note);
        world.signIn(writer);
    }

    private QuestionLine line(String code) {
        return desk.questions(course).stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private List<String> inUse() {
        return bank.questions(course).stream()
                .map(versioned -> versioned.question().about().code() + " v" + versioned.version())
                .toList();
    }

    private Opened opened(String code) {
        return desk.question(course, code, ZH).opened();
    }

    @Test
    void aQuestionFromBeforeThereWereSkillsStaysInUseAndIsAskedForOneWhenItIsNextEdited() {
        var code = quiz.questions().getFirst().about().code();
        jdbc.sql(
                        "update question set content = replace(content, ',\"skill\":\"JUDGE\"', '') where course_code = ? and code = ?")
                .params(course, code)
                .update();
        assertThat(line(code).skill()).isNull();
        assertThat(inUse()).contains(code + " v1");
        var without = new SingleChoice(
                new About("", "改过的题？", "按 [M57 22]", List.of("dibao.members"), List.of(), "L26", 2, null),
                List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙")),
                "B");
        desk.save(course, code, without, opened(code));
        assertThat(desk.question(course, code, ZH).missing())
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo("skill"));
        assertThatThrownBy(() -> desk.submit(course, Set.of(code), "改题"))
                .isInstanceOf(RuleViolation.class)
                .extracting(e -> ((MingbaiException) e).key())
                .isEqualTo("quizzes.bank.incomplete");
        desk.save(course, code, complete("改过的题？"), opened(code));
        assertThat(line(code).skill()).isEqualTo(Skill.JUDGE);
        desk.submit(course, Set.of(code), "改题");
        decide(second, true, "");
        assertThat(inUse()).contains(code + " v2");
    }

    @Test
    void theSearchHearsOfATextOnceItIsLetInAndNotBefore() {
        var code = desk.save(course, "", complete("找得到吗？"), NOTHING);
        desk.submit(course, Set.of(code), "新题");
        assertThat(events.stream(SearchChanges.Changed.class)).isEmpty();
        decide(second, true, "");
        assertThat(events.stream(SearchChanges.Changed.class)).isNotEmpty();
    }

    @Test
    void aNewQuestionIsDrawnOnlyOnceASecondPersonHasLetItIn() {
        var code = desk.save(course, "", text("新题？", "还没标依据"), NOTHING);
        assertThat(code).isEqualTo(course + "-D001");
        assertThat(line(code).use()).isEqualTo(Use.NEW);
        assertThat(line(code).missing()).isEqualTo(1);
        assertThatThrownBy(() -> desk.submit(course, Set.of(code), "新题"))
                .isInstanceOf(RuleViolation.class)
                .extracting(e -> ((MingbaiException) e).key())
                .isEqualTo("quizzes.bank.incomplete");

        desk.save(course, code, complete("新题？"), opened(code));
        desk.submit(course, Set.of(code), "新题");
        assertThat(line(code).work()).isEqualTo(Work.TEXT_IN_REVIEW);
        assertThat(inUse()).hasSize(11);
        assertThatThrownBy(() -> decide(writer, true, "")).isInstanceOf(RuleViolation.class);
        world.signIn(writer);
        assertThatThrownBy(() -> desk.save(course, code, complete("改"), opened(code)))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> desk.discard(course, Set.of(code))).isInstanceOf(Conflict.class);

        decide(second, true, "");
        assertThat(inUse()).hasSize(12).contains(code + " v1");
        var page = desk.question(course, code, ZH);
        assertThat(page.line().use()).isEqualTo(Use.IN_USE);
        assertThat(page.draft()).isNull();
        assertThat(page.versions()).hasSize(1);
        assertThat(page.versions().getFirst().writer()).isEqualTo("测试人员" + writer.value());
        assertThat(page.versions().getFirst().reviewer()).isEqualTo("测试人员" + second.value());
        assertThat(page.versions().getFirst().question().question().about().sources())
                .containsExactly("M57 22", "L26 18", "L26 21", "M57 23");
        assertThat(page.versions().getFirst().question().explanation())
                .contains("第22条")
                .doesNotContain("[M57");
    }

    @Test
    void whoeverWroteItCannotLetItInThoughSomebodyElseSentIt() {
        var code = desk.save(course, "", complete("新题？"), NOTHING);
        world.signIn(second);
        desk.submit(course, Set.of(code), "代送");
        assertThatThrownBy(() -> decide(writer, true, ""))
                .isInstanceOf(RuleViolation.class)
                .extracting(e -> ((MingbaiException) e).key())
                .isEqualTo("core.approval.concerned");
        assertThat(inUse()).hasSize(11);
    }

    @Test
    void manyDraftsGoToReviewAndIntoUseAtOnceOrNotAtAll() {
        var codes = new ArrayList<String>();
        for (var i = 0; i < 20; i++) {
            codes.add(desk.save(course, "", complete("第" + i + "道新题？"), NOTHING));
        }
        var lacking = desk.save(course, "", text("缺依据？", "无"), NOTHING);
        var all = new ArrayList<>(codes);
        all.add(lacking);
        assertThatThrownBy(() -> desk.submit(course, Set.copyOf(all), "一批")).isInstanceOf(RuleViolation.class);
        assertThat(waiting()).isEmpty();
        desk.submit(course, Set.copyOf(codes), "一批");
        assertThat(waiting()).hasSize(20);
        decide(second, true, "");
        assertThat(inUse()).hasSize(31);
    }

    @Test
    void anEditIsAFurtherVersionAndNoUpgradeOverwritesIt() {
        var code = course + "-1";
        var first = bank.questions(course).getFirst().question();
        assertThatThrownBy(() -> desk.save(course, code, first, opened(code)))
                .as("nothing changed")
                .isInstanceOf(RuleViolation.class);
        desk.save(course, code, complete("改过的题？"), opened(code));
        assertThat(inUse()).contains(code + " v1");
        desk.submit(course, Set.of(code), "更正");
        decide(second, true, "");
        assertThat(inUse()).contains(code + " v2").hasSize(11);

        var changed = new ArrayList<>(quiz.questions());
        var old = (SingleChoice) changed.getFirst();
        changed.set(0, new SingleChoice(old.about(), old.options(), "C"));
        var other = (SingleChoice) changed.get(1);
        changed.set(1, new SingleChoice(other.about(), other.options(), "C"));
        Seeding.seed(context, Seeding.with(quiz, changed));
        assertThat(inUse()).contains(code + " v2", course + "-2 v2");
        assertThat(desk.question(course, code, ZH).versions())
                .extracting(QuestionPage.Version::number)
                .containsExactly(2, 1);
        assertThat(desk.question(course, code, ZH)
                        .versions()
                        .getLast()
                        .question()
                        .question())
                .isEqualTo(quiz.questions().getFirst());
    }

    @Test
    void anAttemptKeepsTheVersionItWasDrawnWith() {
        world.signIn(Role.STAFF, World.VILLAGE);
        var token = attempts.start(course).token();
        var before = sheets.sheet(token).items();
        world.signIn(writer);
        for (var question : bank.questions(course)) {
            var code = question.question().about().code();
            if (question.question() instanceof SingleChoice) {
                desk.save(course, code, complete("全换了 " + code), opened(code));
            }
        }
        desk.submit(
                course,
                desk.questions(course).stream()
                        .filter(line -> line.work() == Work.DRAFT)
                        .map(QuestionLine::code)
                        .collect(Collectors.toSet()),
                "换题");
        decide(second, true, "");
        world.signOut();
        assertThat(sheets.sheet(token).items()).isEqualTo(before);
    }

    @Test
    void aSecondPersonRetiresAQuestionAndBringsItBack() {
        var code = course + "-10";
        desk.retire(course, code, "题目过时");
        assertThat(inUse()).contains(code + " v1");
        assertThatThrownBy(() -> desk.retire(course, code, "再来")).isInstanceOf(Conflict.class);
        decide(second, true, "");
        assertThat(inUse()).hasSize(10).doesNotContain(code + " v1");
        var page = desk.question(course, code, ZH);
        assertThat(page.line().use()).isEqualTo(Use.RETIRED);
        assertThat(page.retiredBecause()).isEqualTo("题目过时");
        Seeding.seed(context, quiz);
        assertThat(inUse()).as("a start brings no officer's retirement back").hasSize(10);

        desk.bringBack(course, code, "还用得上");
        decide(second, true, "");
        assertThat(inUse()).hasSize(11).contains(code + " v1");
        assertThatThrownBy(() -> desk.bringBack(course, code, "再来")).isInstanceOf(NotFound.class);
    }

    @Test
    void aNewTextBringsARetiredQuestionBack() {
        var code = course + "-10";
        desk.retire(course, code, "题目过时");
        decide(second, true, "");
        var page = desk.question(course, code, ZH);
        desk.save(
                course,
                code,
                new Numeric(
                        new About(
                                "",
                                "新算法得多少？",
                                "按 [M57 22]",
                                List.of("dibao.members"),
                                List.of(),
                                "L26",
                                2,
                                Skill.JUDGE),
                        new BigDecimal("88.5"),
                        new BigDecimal("0.5"),
                        "元"),
                page.opened());
        desk.submit(course, Set.of(code), "改好了");
        decide(second, true, "");
        assertThat(inUse()).hasSize(11).contains(code + " v2");
    }

    @Test
    void nothingIsRetiredThatLeavesTooFewForAPaper() {
        desk.retire(course, course + "-1", "不要了");
        assertThatThrownBy(() -> decide(second, true, ""))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("not-carried-out");
        assertThat(inUse()).hasSize(11);
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThat(attempts.start(course).token()).isNotBlank();
    }

    @Test
    void whatIsShippedNoMoreIsRetiredUnlessAnOfficerEditedIt() {
        var kept = course + "-11";
        desk.save(course, kept, complete("区里改过？"), opened(kept));
        desk.submit(course, Set.of(kept), "更正");
        // A numeric question becomes a single choice: one numeric is left, which is enough.
        decide(second, true, "");
        var shorter = quiz.questions().stream()
                .filter(question ->
                        !Set.of(course + "-1", kept).contains(question.about().code()))
                .toList();
        Seeding.seed(context, Seeding.with(quiz, shorter));
        assertThat(inUse()).contains(kept + " v2").doesNotContain(course + "-1 v1");
        var page = desk.question(course, course + "-1", ZH);
        assertThat(page.line().use()).isEqualTo(Use.RETIRED);
        assertThat(page.retiredBecause()).isEmpty();
        Seeding.seed(context, Seeding.with(quiz, shorter));
        assertThat(inUse()).doesNotContain(course + "-1 v1");

        Seeding.seed(context, quiz);
        assertThat(inUse()).as("shipped again").contains(course + "-1 v1", kept + " v2");
    }

    @Test
    void aRefusalComesBackWithItsNoteAndTheDraftGoesOn() {
        var code = desk.save(course, "", complete("新题？"), NOTHING);
        desk.submit(course, Set.of(code), "新题");
        decide(second, false, "选项丙也对");
        var page = desk.question(course, code, ZH);
        assertThat(page.note()).isEqualTo("选项丙也对");
        assertThat(page.line().work()).isEqualTo(Work.DRAFT);
        desk.save(course, code, complete("改好的新题？"), page.opened());
        assertThat(desk.question(course, code, ZH).note()).isEmpty();
        desk.submit(course, Set.of(code), "改好了");
        decide(second, true, "");
        assertThat(inUse()).contains(code + " v1");
    }

    @Test
    void aSecondBrowserOverwritesNothing() {
        var code = desk.save(course, "", complete("新题？"), NOTHING);
        var stale = opened(code);
        desk.save(course, code, complete("先存的？"), stale);
        assertThatThrownBy(() -> desk.save(course, code, complete("后存的？"), stale))
                .isInstanceOf(Conflict.class);
        assertThat(line(code).stem()).isEqualTo("先存的？");
        desk.discard(course, Set.of(code));
        assertThatThrownBy(() -> desk.save(course, code, complete("后存的？"), stale))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void twoNewQuestionsAtOnceGetACodeEach() throws Exception {
        var said = atOnce.run(
                writer,
                "select course_code from quiz where course_code = '" + course + "' for update",
                "select 1 from quiz where course_code = %for update",
                List.of(
                        () -> desk.save(course, "", complete("这一道？"), NOTHING),
                        () -> desk.save(course, "", complete("那一道？"), NOTHING)));
        assertThat(said).containsExactly("", "");
        assertThat(List.of(line(course + "-D001").stem(), line(course + "-D002").stem()))
                .containsExactlyInAnyOrder("这一道？", "那一道？");
    }

    @Test
    void anUpgradeBelowADraftStopsItsReview() {
        var code = course + "-1";
        desk.save(course, code, complete("改过的题？"), opened(code));
        desk.submit(course, Set.of(code), "更正");
        var changed = new ArrayList<>(quiz.questions());
        var old = (SingleChoice) changed.getFirst();
        changed.set(0, new SingleChoice(old.about(), old.options(), "C"));
        Seeding.seed(context, Seeding.with(quiz, changed));
        assertThatThrownBy(() -> decide(second, true, "")).isInstanceOf(Conflict.class);
        assertThat(inUse()).contains(code + " v2");
    }

    @Test
    void aCourseWithoutQuestionsGetsItsQuizWhenThereAreEnough() {
        course = Seeding.unknownCourse(context);
        assertThatThrownBy(() -> desk.questions(course)).isInstanceOf(NotFound.class);
        desk.prepare(course);
        assertThatThrownBy(() -> desk.prepare(course)).isInstanceOf(Conflict.class);
        assertThat(desk.questions(course)).isEmpty();
        for (var question : quiz.questions()) {
            desk.save(course, "", question, NOTHING);
        }
        assertThat(attempts.standing(course)).isEmpty();
        assertThatThrownBy(() -> attempts.start(course)).isInstanceOf(NotFound.class);
        desk.submit(
                course, desk.questions(course).stream().map(QuestionLine::code).collect(Collectors.toSet()), "新课的题");
        decide(second, true, "");
        assertThat(attempts.standing(course)).isPresent();
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThat(sheets.sheet(attempts.start(course).token()).items()).hasSize(10);
    }

    @Test
    void hostileTextsAreRefusedInASentence() {
        for (var broken : List.of(
                text("", "因为"),
                text("长".repeat(501), "因为"),
                text("控制\u0001字符", "因为"),
                text("半个\uD83D字", "因为"),
                text("因", "长".repeat(2001)),
                new SingleChoice(complete("问").about(), List.of(), ""),
                new SingleChoice(complete("问").about(), List.of(new Option("A", "甲"), new Option("B", "甲")), "A"),
                new SingleChoice(complete("问").about(), List.of(new Option("A", "甲"), new Option("B", "乙")), "C"))) {
            assertThatThrownBy(() -> desk.save(course, "", broken, NOTHING))
                    .as(broken.toString())
                    .isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> desk.save("nope", "", complete("问"), NOTHING)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.save(course, "nope", complete("问"), NOTHING))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.submit(course, Set.of(), "无")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> desk.submit(course, Set.of("nope"), "无")).isInstanceOf(NotFound.class);
        assertThat(desk.questions(course)).hasSize(11);
    }

    @Test
    void nobodyElseReadsOrWritesTheBank() {
        for (var role : Role.values()) {
            if (role == Role.DISTRICT_OFFICER) {
                continue;
            }
            world.signIn(role, World.VILLAGE);
            assertThatThrownBy(() -> desk.questions(course)).as(role.name()).isInstanceOf(AccessRefused.class);
            assertThatThrownBy(() ->
                            desk.save(course, "", new TrueFalse(complete("问").about(), true), NOTHING))
                    .as(role.name())
                    .isInstanceOf(AccessRefused.class);
        }
    }
}
