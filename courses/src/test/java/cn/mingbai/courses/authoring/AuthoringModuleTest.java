package cn.mingbai.courses.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.courses.curriculum.LessonPreview;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rechecks.Rechecks;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Officers write courses of their own, so that the shipped ones stay as other tests expect them. */
@SpringBootTest(classes = TestApplication.class)
class AuthoringModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);
    private static final String BODY = "## 先说要点\n\n人均收入低于当地标准 [L26 18]。\n\n到户口所在的镇街提出 [L26 37]。\n";

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    CourseDrafts drafts;

    @Autowired
    CoursePublishing publishing;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    Courses courses;

    @Autowired
    PublishedCourses published;

    @Autowired
    RecheckDirectory rechecks;

    @Autowired
    Rechecks myRechecks;

    @Autowired
    TrainingRecords records;

    @Autowired
    Requirements requirements;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    World.FreshVillage place;
    PersonId author;
    PersonId reviewer;
    LocalDate today;

    @BeforeEach
    void twoOfficers() {
        place = world.freshVillage();
        author = world.person(Role.DISTRICT_OFFICER, place.district());
        reviewer = world.person(Role.DISTRICT_OFFICER, place.district());
        today = Times.today(clock);
        world.signIn(author);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static LessonText text(String body, String... points) {
        return new LessonText("三要件", 12, "L26", body, List.of(points));
    }

    /** A course of one lesson, published from today. */
    private String publishedCourse() {
        world.signIn(author);
        var code = drafts.begin("本区政策" + System.nanoTime() % 1_000_000);
        drafts.saveLesson(code, 1, code + ".1", text(BODY, "dibao.three-tests", "apply.where"), 0);
        publish(code, 1, new PublishChoice(today, Set.of(), null, null, "新课"));
        return code;
    }

    private void publish(String course, int version, PublishChoice choice) {
        world.signIn(author);
        publishing.send(course, version, choice);
        decide(course, version, true, "");
    }

    private void decide(String course, int version, boolean approve, String note) {
        world.signIn(reviewer);
        desk.decide(Set.of(approval(course, version)), approve, note);
        world.signIn(author);
    }

    private ApprovalId approval(String course, int version) {
        return publishing.review(course, version).orElseThrow().approval();
    }

    private PersonId learnerWhoPassed(String course, int version) {
        var learner = world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
        pass(learner, course, version);
        return learner;
    }

    private void pass(PersonId learner, String course, int version) {
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                learner, course, version, today, 90, true, "test:" + learner.value() + ":" + course + ":" + version)));
    }

    private void require(String course) {
        world.signIn(author);
        requirements.add(
                world.division(place.district()),
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF), Set.of(course), LONG_AGO, today.plusDays(30), 0, "测试依据"));
    }

    @Test
    void anOfficersCourseIsReadOnlyOnceASecondOneHasAgreed() {
        var code = drafts.begin("本区政策");
        drafts.saveLesson(code, 1, code + ".1", text(BODY, "dibao.three-tests"), 0);
        assertThatThrownBy(() -> courses.course(code)).isInstanceOf(NotFound.class);

        publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课"));
        assertThat(drafts.draft(code, 1).state()).isEqualTo(CourseInWork.State.IN_REVIEW);
        assertThatThrownBy(() -> drafts.saveLesson(code, 1, code + ".1", text("改"), 1))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> desk.decide(Set.of(approval(code, 1)), true, ""))
                .as("nobody decides the own proposal")
                .isInstanceOf(RuleViolation.class);

        decide(code, 1, true, "");
        assertThat(courses.course(code).course().version()).isEqualTo(1);
        assertThat(courses.lesson(code, code + ".1", CHINESE).html()).contains("先说要点", "社会救助法");
        assertThat(published.on(new AsOf(today, today))).containsEntry(code, 1);
        assertThat(published.on(new AsOf(today.minusDays(1), today))).doesNotContainKey(code);
        assertThatThrownBy(() -> drafts.saveLesson(code, 1, code + ".1", text("改"), 1))
                .as("what is published is never changed")
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void aRefusalGoesBackWithTheNoteAndCanBeSentAgain() {
        var code = drafts.begin("本区政策");
        drafts.saveLesson(code, 1, code + ".1", text(BODY), 0);
        publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课"));
        decide(code, 1, false, "第二段依据不对");
        var draft = drafts.draft(code, 1);
        assertThat(draft.state()).isEqualTo(CourseInWork.State.DRAFT);
        assertThat(draft.note()).isEqualTo("第二段依据不对");
        drafts.saveLesson(code, 1, code + ".1", text(BODY + "\n改过。\n"), 1);
        publish(code, 1, new PublishChoice(today, Set.of(), null, null, "改过了"));
        assertThat(courses.lesson(code, code + ".1", CHINESE).html()).contains("改过。");
    }

    @Test
    void theSecondToSaveIsToldAndNothingIsLost() {
        var code = publishedCourse();
        var version = drafts.beginVersion(code);
        var read = drafts.lesson(code, version, code + ".1");
        world.signIn(reviewer);
        assertThat(drafts.beginVersion(code)).as("both work on the same draft").isEqualTo(version);
        drafts.saveLesson(code, version, code + ".1", text("乙写的"), read.revision());
        world.signIn(author);
        assertThatThrownBy(() -> drafts.saveLesson(code, version, code + ".1", text("甲写的"), read.revision()))
                .isInstanceOf(Conflict.class);
        var theirs = drafts.lesson(code, version, code + ".1");
        assertThat(theirs.text().body()).isEqualTo("乙写的");
        assertThat(theirs.editedBy()).isNotNull();
        drafts.saveLesson(code, version, code + ".1", text("甲写的"), theirs.revision());
        assertThat(drafts.lesson(code, version, code + ".1").text().body()).isEqualTo("甲写的");
        assertThat(drafts.lesson(code, version, code + ".1").before()).isNotNull();
    }

    @Test
    void aChangedPointAsksThoseWhoPassedTheOldVersionAndNobodyElse() {
        var code = publishedCourse();
        require(code);
        var learner = learnerWhoPassed(code, 1);
        var notYet = world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
        var other = world.person(Duty.TOWN_STAFF, place.town(), LONG_AGO);
        pass(other, code, 1);

        world.signIn(author);
        var version = drafts.beginVersion(code);
        drafts.saveLesson(
                code,
                version,
                code + ".1",
                text(BODY.replace("[L26 18]", "[L26 18；L26 21]"), "dibao.three-tests", "apply.where"),
                0);
        var plan = publishing.plan(code, version);
        assertThat(plan.changes().lessons()).containsExactly(code + ".1");
        var effect = publishing.effect(code, version, Set.of("dibao.three-tests"));
        assertThat(effect.affected()).containsExactly(1);
        assertThat(effect.owing()).isEqualTo(1);
        assertThat(effect.passed()).isEqualTo(2);
        assertThat(effect.units()).hasSize(1);
        assertThat(effect.questions()).isZero();
        assertThatThrownBy(() -> publishing.send(
                        code,
                        version,
                        new PublishChoice(
                                today, Set.of("dibao.three-tests"), Recheck.How.QUIZ, today.plusDays(30), "改")))
                .as("there is no question to ask")
                .isInstanceOf(RuleViolation.class);
        publish(
                code,
                version,
                new PublishChoice(today, Set.of("dibao.three-tests"), Recheck.How.READ, today.plusDays(30), "改"));

        assertThat(rechecks.current())
                .filteredOn(recheck -> recheck.course().equals(code))
                .singleElement()
                .satisfies(recheck -> {
                    assertThat(recheck.affectedVersions()).containsExactly(1);
                    assertThat(recheck.due()).isEqualTo(today.plusDays(30));
                });
        world.signIn(notYet);
        assertThat(myRechecks.mine()).isEmpty();
        world.signIn(other);
        assertThat(myRechecks.mine()).as("not required").isEmpty();
        world.signIn(learner);
        var mine = myRechecks.mine();
        assertThat(mine).hasSize(1);
        var id = mine.getFirst().id();
        world.signIn(notYet);
        assertThatThrownBy(() -> myRechecks.confirmRead(id)).isInstanceOf(NotFound.class);
        world.signIn(learner);
        myRechecks.confirmRead(id);
        myRechecks.confirmRead(id);
        assertThat(myRechecks.mine()).isEmpty();
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ? and kind = 'RECHECK_PASSED'")
                        .param(learner.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(courses.course(code).course().version()).isEqualTo(version);
    }

    @Test
    void whoPassesTheNewVersionOwesNoRecheck() {
        var code = publishedCourse();
        require(code);
        var learner = learnerWhoPassed(code, 1);
        var version = newVersionWithRecheck(code);
        world.signIn(learner);
        assertThat(myRechecks.mine()).hasSize(1);
        pass(learner, code, version);
        assertThat(myRechecks.mine()).isEmpty();
    }

    private int newVersionWithRecheck(String code) {
        world.signIn(author);
        var version = drafts.beginVersion(code);
        drafts.saveLesson(code, version, code + ".1", text(BODY + "\n新增。\n", "dibao.three-tests", "apply.where"), 0);
        publish(
                code,
                version,
                new PublishChoice(today, Set.of("apply.where"), Recheck.How.READ, today.plusDays(30), "改"));
        return version;
    }

    @Test
    void aTypoAsksNothingOfAnybody() {
        var code = publishedCourse();
        require(code);
        var learner = learnerWhoPassed(code, 1);
        world.signIn(author);
        var version = drafts.beginVersion(code);
        drafts.saveLesson(
                code, version, code + ".1", text(BODY.replace("当地标准", "当地的标准"), "dibao.three-tests", "apply.where"), 0);
        var plan = publishing.plan(code, version);
        assertThat(plan.changes().certain()).isEmpty();
        assertThat(plan.changes().toLookAt()).contains("dibao.three-tests").doesNotContain("apply.where");
        publish(code, version, new PublishChoice(today, plan.changes().certain(), null, null, "改错字"));
        world.signIn(learner);
        assertThat(myRechecks.mine()).isEmpty();
        assertThat(rechecks.current()).noneMatch(recheck -> recheck.course().equals(code));
    }

    @Test
    void aVersionPublishedForALaterDayLeavesTodayAsItIs() {
        var code = publishedCourse();
        var version = drafts.beginVersion(code);
        drafts.saveLesson(code, version, code + ".1", text(BODY + "\n以后。\n"), 0);
        var later = today.plusDays(10);
        publish(code, version, new PublishChoice(later, Set.of(), null, null, "下月起"));
        assertThat(courses.course(code).course().version()).isEqualTo(1);
        var known = published.all();
        assertThat(known)
                .filteredOn(day -> day.course().equals(code)
                        && day.on(later)
                        && day.supersededAt().equals(Times.NOT_SUPERSEDED))
                .extracting("version")
                .containsExactly(version);
        assertThat(known)
                .filteredOn(day -> day.course().equals(code)
                        && day.on(later.minusDays(1))
                        && day.supersededAt().equals(Times.NOT_SUPERSEDED))
                .extracting("version")
                .containsExactly(1);
    }

    @Test
    void aWithdrawnCourseIsGoneFromItsDayOn() {
        var code = publishedCourse();
        publishing.proposeWithdrawal(code, today, "政策已废止");
        assertThatThrownBy(() -> publishing.proposeWithdrawal(code, today, "再提一次"))
                .isInstanceOf(Conflict.class);
        world.signIn(reviewer);
        var pending = desk.pending(CHINESE).stream()
                .filter(one -> one.approval().kind().equals("course.withdraw"))
                .filter(one -> one.approval().subject().equals(code))
                .findFirst()
                .orElseThrow();
        assertThat(pending.summary()).contains("本区政策");
        desk.decide(Set.of(pending.approval().id()), true, "");
        assertThatThrownBy(() -> courses.course(code)).isInstanceOf(NotFound.class);
        assertThat(published.on(new AsOf(today, today))).doesNotContainKey(code);
        world.signIn(author);
        assertThatThrownBy(() -> publishing.proposeWithdrawal(code, today, "没有了"))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void lessonsAreAddedMovedAndTakenOutAndCodesAreNeverUsedTwice() {
        var code = publishedCourse();
        var version = drafts.beginVersion(code);
        var second = drafts.addLesson(code, version, "第二课");
        assertThat(second).isEqualTo(code + ".2");
        drafts.moveUp(code, version, second);
        assertThat(drafts.draft(code, version).lessons())
                .extracting(CourseDraft.Lesson::code)
                .containsExactly(second, code + ".1");
        drafts.removeLesson(code, version, code + ".1");
        assertThat(drafts.draft(code, version).removed()).containsExactly(code + ".1");
        assertThat(drafts.addLesson(code, version, "第三课")).isEqualTo(code + ".3");
        drafts.removeLesson(code, version, code + ".3");
        assertThatThrownBy(() -> drafts.removeLesson(code, version, second)).isInstanceOf(RuleViolation.class);
        drafts.discard(code, version);
        assertThatThrownBy(() -> drafts.draft(code, version)).isInstanceOf(NotFound.class);
        assertThat(drafts.beginVersion(code)).isGreaterThan(version);
    }

    @Test
    void twoWhoTakeOutTheLastTwoLessonsAtOnceLeaveOne() throws Exception {
        var code = drafts.begin("本区政策");
        var second = drafts.addLesson(code, 1, "第二课");
        var said = atOnce.run(
                author,
                "select id from course_version where course_code = '" + code + "' for update",
                "select v.id, v.course_code%for update",
                List.of(() -> drafts.removeLesson(code, 1, code + ".1"), () -> drafts.removeLesson(code, 1, second)));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("last-lesson");
        assertThat(drafts.draft(code, 1).lessons()).hasSize(1);
    }

    @Test
    void twoWhoBeginAVersionAtOnceGoOnWithTheSame() throws Exception {
        var code = publishedCourse();
        Runnable begin = () -> drafts.beginVersion(code);
        var said = atOnce.run(
                author,
                "select code from course where code = '" + code + "' for update",
                "select code from course where code = %for update",
                List.of(begin, begin));
        assertThat(said).containsExactly("", "");
        assertThat(drafts.draft(code, 2).state()).isEqualTo(CourseInWork.State.DRAFT);
    }

    @Test
    void whatIsSavedAtTheSameMomentIsLookedAtBeforeAVersionIsSent() throws Exception {
        var code = drafts.begin("本区政策");
        drafts.saveLesson(code, 1, code + ".1", text(BODY), 0);
        var said = atOnce.run(
                author,
                "select id from course_version where course_code = '" + code + "' for update",
                "select v.id, v.course_code%for update",
                List.of(
                        () -> drafts.saveLesson(code, 1, code + ".1", text(""), 1),
                        () -> publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课"))));
        assertThat(said).containsExactly("", "courses.authoring.mend-first [" + code + ".1]");
        assertThat(publishing.review(code, 1)).isEmpty();
        assertThat(drafts.draft(code, 1).state()).isEqualTo(CourseInWork.State.DRAFT);
    }

    @Test
    void nothingIsSavedInAVersionThatIsSentAtTheSameMoment() throws Exception {
        var code = drafts.begin("本区政策");
        drafts.saveLesson(code, 1, code + ".1", text(BODY), 0);
        var said = atOnce.run(
                author,
                "select id from course_version where course_code = '" + code + "' for update",
                "select v.id, v.course_code%for update",
                List.of(
                        () -> publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课")),
                        () -> drafts.saveLesson(code, 1, code + ".1", text(""), 1)));
        assertThat(said).containsExactly("", "courses.authoring.in-review []");
        assertThat(drafts.lesson(code, 1, code + ".1").text()).isEqualTo(text(BODY));
        assertThat(publishing.review(code, 1)).isPresent();
    }

    @Test
    void whoSendsAVersionAgainWhileItIsDecidedIsToldAndTheDecisionStands() throws Exception {
        var code = drafts.begin("本区政策");
        drafts.saveLesson(code, 1, code + ".1", text(BODY), 0);
        var choice = new PublishChoice(today, Set.of(), null, null, "新课");
        publishing.send(code, 1, choice);
        var said = atOnce.run(
                author,
                "select id from course_version where course_code = '" + code + "' for update",
                "select v.id, v.course_code%for update",
                List.of(() -> publishing.send(code, 1, choice), () -> decide(code, 1, true, "")));
        assertThat(said).containsExactly("core.approval.open-already []", "");
        assertThat(published.on(new AsOf(today, today))).containsEntry(code, 1);
        assertThat(publishing.review(code, 1)).isEmpty();
    }

    @Test
    void picturesNeedWordsAndLieAmongOurOwnFiles() {
        var picture = publishing.attach("流程.jpg", TakenPhoto.small());
        var shown = drafts.preview("![申请的五步](" + picture.path() + ")", CHINESE);
        assertThat(shown.html()).contains("<img", "src=\"/" + picture.path() + "\"", "alt=\"申请的五步\"");
        assertThat(shown.findings()).isEmpty();
        assertThat(drafts.preview("![](" + picture.path() + ")", CHINESE).findings())
                .extracting(LessonPreview.Finding::key)
                .containsExactly("courses.authoring.finding.no-alternative");
        var elsewhere = drafts.preview("![图](https://example.org/a.png)", CHINESE);
        assertThat(elsewhere.html()).doesNotContain("<img").contains("图");
        assertThat(elsewhere.findings()).anyMatch(LessonPreview.Finding::blocks);
        assertThatThrownBy(() -> publishing.attach("坏.png", "<svg onload=alert(1)>".getBytes()))
                .isInstanceOf(RuleViolation.class);

        var code = drafts.begin("有图的课");
        drafts.saveLesson(code, 1, code + ".1", text("![](" + picture.path() + ")"), 0);
        assertThatThrownBy(() -> publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课")))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void aShippedDrawingIsChosenByItsNameAndNothingElseIsOne() {
        assertThat(drafts.choices().pictures()).containsKey("picture:which-scheme");
        var shown = drafts.preview("![看什么、给什么](picture:which-scheme)", CHINESE);
        assertThat(shown.html()).contains("<svg ", "role=\"img\"", "<figcaption>看什么、给什么</figcaption>");
        assertThat(shown.findings()).isEmpty();
        for (var unknown : List.of(
                "picture:no-such",
                "picture:../../x",
                "picture:",
                "<picture:which-scheme\" onload=\"alert(1)>",
                "picture:which-scheme.svg")) {
            var refused = drafts.preview("![图](" + unknown + ")", CHINESE);
            assertThat(refused.html()).doesNotContain("<svg", "<img", "onload").contains("图");
            assertThat(refused.findings())
                    .as(unknown)
                    .singleElement()
                    .isEqualTo(new LessonPreview.Finding(
                            "courses.authoring.finding.unknown-picture", unknown.replaceAll("[<>]", ""), true));
        }
        assertThat(drafts.preview("![图](javascript:alert(1)//picture:which-scheme)", CHINESE)
                        .findings())
                .extracting(LessonPreview.Finding::key)
                .containsExactly("courses.authoring.finding.elsewhere");
        assertThat(drafts.preview("看图 ![图](picture:which-scheme)", CHINESE).findings())
                .extracting(LessonPreview.Finding::key)
                .containsExactly("courses.authoring.finding.picture-in-line");

        var code = drafts.begin("没有这张图的课");
        drafts.saveLesson(code, 1, code + ".1", text("![图](picture:no-such)"), 0);
        assertThatThrownBy(() -> publishing.send(code, 1, new PublishChoice(today, Set.of(), null, null, "新课")))
                .isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "![x](javascript:alert(1))",
                "[x](javascript:alert(1))",
                "<img src=x onerror=alert(1)>",
                "{{<b>}} {{dibao.standard.urban}}",
                "[L26 <script>]",
                "\0\uE0F1\uFFFF'; drop table lesson; --",
                "{{{{{{{{",
                "![![![![",
                "[[[[[[[L26 18]]]]]",
                "<a href=\"attachments/1\" onclick=alert(1)>x</a>"
            })
    void hostileMarkdownIsShownAsText(String hostile) {
        assertThat(drafts.preview(hostile, CHINESE).html())
                .doesNotContain("<script", "javascript:", "<img src=x", "onerror=alert(1)>", "<a href=\"attachments")
                .doesNotContain("<b>");
        var code = drafts.begin("恶意的课");
        drafts.saveLesson(code, 1, code + ".1", text(hostile), 0);
        assertThat(drafts.lesson(code, 1, code + ".1").text().body()).doesNotContain("\0");
        assertThat(LessonDifference.of("", hostile).rows()).isNotEmpty();
    }

    @Test
    void partsOutOfRangeAreRefusedWithASentence() {
        var code = drafts.begin("边界");
        var lesson = code + ".1";
        for (var bad : List.of(
                new LessonText("", 10, "L26", "x", List.of()),
                new LessonText("长".repeat(101), 10, "L26", "x", List.of()),
                new LessonText("课", 0, "L26", "x", List.of()),
                new LessonText("课", 241, "L26", "x", List.of()),
                new LessonText("课", 10, "L99", "x", List.of()),
                new LessonText("课", 10, "L26", "x".repeat(60_001), List.of()),
                new LessonText("课", 10, "L26", "x", List.of("没有这个要点")))) {
            assertThatThrownBy(() -> drafts.saveLesson(code, 1, lesson, bad, 0)).isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> drafts.begin(" ")).isInstanceOf(RuleViolation.class);
        drafts.saveLesson(code, 1, lesson, text(BODY, "dibao.three-tests"), 0);
        var ok = today.plusDays(30);
        for (var bad : List.of(
                new PublishChoice(today.minusDays(1), Set.of(), null, null, "改"),
                new PublishChoice(today.plusYears(2), Set.of(), null, null, "改"),
                new PublishChoice(today, Set.of("没有"), null, null, "改"),
                new PublishChoice(today, Set.of("dibao.three-tests"), Recheck.How.READ, null, "改"),
                new PublishChoice(today, Set.of("dibao.three-tests"), Recheck.How.READ, today.minusDays(1), "改"),
                new PublishChoice(today, Set.of(), null, ok, ""),
                new PublishChoice(today, Set.of(), null, ok, "长".repeat(501)))) {
            assertThatThrownBy(() -> publishing.send(code, 1, bad)).isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> drafts.draft("' or 1=1 --", 1)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> drafts.lesson(code, 1, "../1.1")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> drafts.beginVersion("99999")).isInstanceOf(MingbaiException.class);
    }

    @Test
    void shippedLessonsHaveNothingToMend() {
        for (var course : List.of("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")) {
            assertThat(publishing.plan(course, 1).toMend()).as(course).isEmpty();
        }
    }

    @Test
    void onlyDistrictOfficersWriteCourses() {
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> drafts.courses()).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> drafts.begin("我的课")).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> publishing.effect("01", 1, Set.of())).isInstanceOf(AccessRefused.class);
        world.signOut();
        assertThatThrownBy(() -> publishing.attach("a.png", new byte[1])).isInstanceOf(AccessRefused.class);
    }
}
