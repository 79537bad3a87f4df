package cn.mingbai.quizzes.sittings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.notices.NoticeBox;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.OverdueRun;
import cn.mingbai.quizzes.attempts.Sitting;
import cn.mingbai.quizzes.attempts.State;
import cn.mingbai.quizzes.questions.Seeding;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class SittingsModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    Sittings sittings;

    @Autowired
    MySittings mine;

    @Autowired
    SittingDrawing drawing;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    JobRunner runner;

    @Autowired
    NoticeBox box;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    String course;
    PersonId learner;
    PersonId other;
    PersonId far;
    PersonId officer;

    @BeforeEach
    void people() {
        course = Seeding.course(context).course();
        learner = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        other = world.person(Duty.VILLAGE_STAFF, World.OTHER_VILLAGE, LONG_AGO);
        far = world.person(Duty.VILLAGE_STAFF, World.FAR_VILLAGE, LONG_AGO);
        officer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    private Instant in(Duration time) {
        return Times.instant(Times.sql(clock.instant().plus(time)));
    }

    private SittingDraft draft(Duration opens, Duration length) {
        return new SittingDraft("季度测试", EnumSet.of(Duty.VILLAGE_STAFF), in(opens), in(opens.plus(length)), 20, 80);
    }

    private SittingId planned(String unit, Duration opens, Duration length) {
        return sittings.plan(world.division(unit), course, draft(opens, length));
    }

    private void draw() {
        world.signOut();
        drawing.startDue();
        runner.runWaiting();
        world.signIn(officer);
    }

    private SittingPage.Seat seat(SittingId id, PersonId person) {
        return sittings.one(id).people().stream()
                .filter(seat -> seat.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private String enter(SittingId id, PersonId person) {
        world.signIn(person);
        var token = mine.open(id).token();
        world.signIn(officer);
        return token;
    }

    private String begin(SittingId id, PersonId person) {
        var token = enter(id, person);
        sheets.start(token, "k", sheets.open(token).tab());
        return token;
    }

    private int count(String sql, Object... arguments) {
        return jdbc.sql(sql).params(arguments).query(Integer.class).single();
    }

    @Test
    void thoseOfTheUnitWithTheDutiesAreListedAndTheirStatesAddUp() {
        var outreach = world.person(Duty.OUTREACH_A, World.VILLAGE, LONG_AGO);
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        var page = sittings.one(id);
        assertThat(page.phase()).isEqualTo(Phase.PLANNED);
        assertThat(page.people())
                .extracting(SittingPage.Seat::person)
                .contains(learner, other)
                .doesNotContain(far, outreach);
        assertThat(page.counts().values().stream().mapToInt(n -> n).sum())
                .isEqualTo(page.people().size());
        var line = sittings.list(Year.from(page.plan().opens().atZone(Times.ZONE))).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(line.listed()).isEqualTo(page.people().size());
        assertThat(line.handedIn()).isZero();
    }

    @Test
    void papersAreDrawnAnHourBeforeEachOnceAndOnesOwn() {
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        draw();
        assertThat(sittings.one(id).drawn()).isZero();
        world.signIn(learner);
        assertThatThrownBy(() -> mine.open(id)).isInstanceOf(Conflict.class);
        world.signIn(officer);
        clock.pass(Duration.ofHours(2));
        draw();
        var people = sittings.one(id).people().size();
        assertThat(sittings.one(id).drawn()).isEqualTo(people);
        draw();
        assertThat(count("select count(*) from attempt where sitting_id = ?", id.value()))
                .isEqualTo(people);
        assertThat(count("select count(distinct cast(paper as char)) from attempt where sitting_id = ?", id.value()))
                .isGreaterThan(people * 9 / 10 - 1);
        assertThat(count("select count(*) from attempt where sitting_id = ? and started_at is not null", id.value()))
                .isZero();
        var token = enter(id, learner);
        assertThatThrownBy(() -> sheets.start(token, "k", sheets.open(token).tab()))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void theLearnerSeesFromWhenAndUntilWhenAndAPassIsOnRecord() {
        var id = planned(World.TOWN, Duration.ofMinutes(90), Duration.ofMinutes(15));
        world.signIn(learner);
        var waiting = own(id);
        assertThat(waiting.state()).isEqualTo(SeatState.WAITING);
        assertThat(waiting.enters()).isFalse();
        // The limit of 20 minutes is longer than the window: handed in when that ends.
        assertThat(waiting.latest()).isEqualTo(waiting.closes());
        clock.pass(Duration.ofMinutes(91));
        assertThat(own(id).enters()).isTrue();
        var token = begin(id, learner);
        assertThat(seat(id, learner).state()).isEqualTo(SeatState.ANSWERING);
        Sitting.answer(context, token, code -> true);
        Sitting.handIn(context, token);
        assertThat(seat(id, learner).state()).isEqualTo(SeatState.PASSED);
        assertThat(seat(id, learner).score()).isEqualTo(100);
        assertThat(count(
                        "select count(*) from training_record where person_id = ? and course_code = ?"
                                + " and kind = 'QUIZ_PASSED'",
                        learner.value(),
                        course))
                .isEqualTo(1);
        world.signIn(learner);
        assertThat(own(id).score()).isEqualTo(100);
        assertThat(mine.open(id).token()).isEqualTo(token);
    }

    private OwnSitting own(SittingId id) {
        return mine.mine().stream()
                .filter(sitting -> sitting.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoCameToTheUnitAfterTheDrawJoinsAtTheFirstLook() {
        var id = planned(World.TOWN, Duration.ofMinutes(30), Duration.ofHours(1));
        draw();
        var late = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, Times.today(clock));
        var stranger = world.person(Duty.VILLAGE_STAFF, World.FAR_VILLAGE, Times.today(clock));
        world.signIn(late);
        assertThat(own(id).state()).isEqualTo(SeatState.WAITING);
        assertThat(mine.open(id).token()).isNotEmpty();
        world.signIn(stranger);
        assertThat(mine.mine()).extracting(OwnSitting::id).doesNotContain(id);
        assertThatThrownBy(() -> mine.open(id)).isInstanceOf(NotFound.class);
        world.signIn(officer);
        assertThat(seat(id, late).joined()).isTrue();
        assertThat(seat(id, late).drawn()).isTrue();
    }

    @Test
    void twentyFirstLooksAtOnceDrawOnePaper() throws Exception {
        var id = planned(World.TOWN, Duration.ofMinutes(30), Duration.ofHours(1));
        world.signIn(learner);
        var tasks = new java.util.ArrayList<Callable<String>>();
        for (var i = 0; i < 20; i++) {
            tasks.add(
                    new DelegatingSecurityContextCallable<>(() -> mine.open(id).token()));
        }
        var tokens = new java.util.HashSet<String>();
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var done : pool.invokeAll(tasks)) {
                tokens.add(done.get());
            }
        }
        assertThat(tokens).hasSize(1);
        assertThat(count(
                        "select count(*) from attempt where sitting_id = ? and person_id = ?",
                        id.value(),
                        learner.value()))
                .isEqualTo(1);
    }

    @Test
    void beforeTheOpeningItIsChangedAndPapersDrawnFollow() {
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        var wider = new SittingDraft(
                "改过的", EnumSet.allOf(Duty.class), in(Duration.ofHours(2)), in(Duration.ofHours(4)), 30, 60);
        var outreach = world.person(Duty.OUTREACH_A, World.VILLAGE, LONG_AGO);
        sittings.change(id, wider);
        assertThat(sittings.one(id).people())
                .extracting(SittingPage.Seat::person)
                .contains(outreach);
        clock.pass(Duration.ofMinutes(70));
        draw();
        var later = new SittingDraft(
                "又改", EnumSet.allOf(Duty.class), in(Duration.ofMinutes(20)), in(Duration.ofHours(2)), 45, 70);
        assertThatThrownBy(() -> sittings.change(
                        id, new SittingDraft("又改", EnumSet.of(Duty.OUTREACH_A), later.opens(), later.closes(), 45, 70)))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("quizzes.sitting.drawn"));
        sittings.change(id, later);
        var opened = sheets.open(enter(id, learner));
        assertThat(opened.title()).isEqualTo("又改");
        assertThat(opened.opensAt()).isEqualTo(later.opens());
        assertThat(opened.minutes()).isEqualTo(45);
        clock.pass(Duration.ofMinutes(21));
        assertThatThrownBy(() -> sittings.change(id, draft(Duration.ofHours(1), Duration.ofHours(1))))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> sittings.cancel(id, "停电")).isInstanceOf(Conflict.class);
    }

    @Test
    void aCancelledTestLeavesNothingToOpenAndSaysWhy() {
        var id = planned(World.TOWN, Duration.ofMinutes(30), Duration.ofHours(1));
        draw();
        var token = enter(id, learner);
        assertThatThrownBy(() -> sittings.cancel(id, " ")).isInstanceOf(RuleViolation.class);
        sittings.cancel(id, "防汛，人员都在村里");
        var page = sittings.one(id);
        assertThat(page.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(page.reason()).isEqualTo("防汛，人员都在村里");
        assertThat(page.counts().get(SeatState.ABSENT)).isEqualTo(page.people().size());
        assertThat(count("select count(*) from attempt where sitting_id = ? and handed_in_at is null", id.value()))
                .isZero();
        clock.pass(Duration.ofMinutes(31));
        assertThat(sheets.open(token).state()).isEqualTo(State.ENDED);
        world.signIn(learner);
        assertThat(mine.mine()).extracting(OwnSitting::id).doesNotContain(id);
        world.signIn(officer);
        assertThatThrownBy(() -> sittings.extraTime(id, learner, 10, "迟到")).isInstanceOf(Conflict.class);
        assertThat(count("select count(*) from training_record where course_code = ?", course))
                .isZero();
    }

    /** The kinds of notices of a test that somebody has, the oldest first. */
    private List<String> told(SittingId id, PersonId person) {
        return jdbc.sql(
                        "select kind from notice where person_id = :person and subject like concat('sitting ', :id, ' %')"
                                + " order by id")
                .param("person", person.value())
                .param("id", id.value())
                .query(String.class)
                .list();
    }

    private String newest(PersonId person) {
        world.signIn(person);
        var text = box.mine(Locale.SIMPLIFIED_CHINESE).getFirst();
        world.signIn(officer);
        assertThat(text.path()).isEqualTo("courses/" + course);
        return text.text();
    }

    @Test
    void whoSitsATestIsToldWhenAndHowLongAndNobodyElse() {
        var outreach = world.person(Duty.OUTREACH_A, World.VILLAGE, LONG_AGO);
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        var plan = sittings.one(id).plan();
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(id, other)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(id, far)).isEmpty();
        assertThat(told(id, outreach)).isEmpty();
        assertThat(newest(learner))
                .contains(
                        "“季度测试”",
                        SittingsView.when(plan.opens()) + " 开始",
                        "最晚 " + SittingsView.until(plan.opens(), plan.closes()) + " 交卷",
                        "限时 20 分钟，80 分合格");
        // Drawing the papers tells who came to the unit since, and nobody a second time.
        var late = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        clock.pass(Duration.ofHours(2));
        draw();
        assertThat(told(id, late)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED);
    }

    @Test
    void aMovedTestIsToldOnceAndOneThatIsSavedUnchangedNotAtAll() {
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        var plan = sittings.one(id).plan();
        sittings.change(id, plan);
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED);
        var moved = new SittingDraft(
                plan.title(),
                plan.duties(),
                plan.opens().plusSeconds(3600),
                plan.closes().plusSeconds(3600),
                20,
                80);
        sittings.change(id, moved);
        sittings.change(id, moved);
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED, SittingNotices.CHANGED);
        assertThat(newest(learner)).contains("以这次为准", SittingsView.when(moved.opens()) + " 开始");
        assertThat(told(id, far)).isEmpty();
        sittings.changeEnd(id, moved.closes().plusSeconds(600), "网络不稳");
        assertThat(newest(learner))
                .contains(SittingsView.until(moved.opens(), moved.closes().plusSeconds(600)));
        assertThat(told(id, learner)).hasSize(3);
    }

    @Test
    void otherDutiesTellWhoComesAndWhoNoLongerDoesButNotWhoStays() {
        var outreach = world.person(Duty.OUTREACH_A, World.VILLAGE, LONG_AGO);
        var id = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        var plan = sittings.one(id).plan();
        sittings.change(
                id,
                new SittingDraft(
                        plan.title(),
                        EnumSet.of(Duty.VILLAGE_STAFF, Duty.OUTREACH_A),
                        plan.opens(),
                        plan.closes(),
                        20,
                        80));
        assertThat(told(id, outreach)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED);
        sittings.change(
                id, new SittingDraft(plan.title(), EnumSet.of(Duty.OUTREACH_A), plan.opens(), plan.closes(), 20, 80));
        assertThat(told(id, outreach)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(id, learner)).containsExactly(SittingNotices.PLANNED, SittingNotices.OFF_LIST);
        assertThat(newest(learner)).contains("不用您参加了");
    }

    @Test
    void aCancelledTestIsToldAndAnEndedOneToThoseWhoHadNotStarted() {
        var cancelled = planned(World.TOWN, Duration.ofHours(3), Duration.ofHours(1));
        sittings.cancel(cancelled, "防汛");
        assertThat(told(cancelled, learner)).containsExactly(SittingNotices.PLANNED, SittingNotices.CANCELLED);
        assertThat(newest(learner)).contains("已取消，不用参加").doesNotContain("防汛");
        assertThat(told(cancelled, far)).isEmpty();

        var running = planned(World.TOWN, Duration.ofMinutes(10), Duration.ofHours(1));
        clock.pass(Duration.ofMinutes(11));
        begin(running, learner);
        sittings.endNow(running, "停电");
        assertThat(told(running, learner)).containsExactly(SittingNotices.PLANNED);
        assertThat(told(running, other)).containsExactly(SittingNotices.PLANNED, SittingNotices.ENDED);
    }

    @Test
    void aLaterEndAndExtraTimeReachAnOpenPage() {
        var id = planned(World.TOWN, Duration.ofMinutes(10), Duration.ofMinutes(15));
        clock.pass(Duration.ofMinutes(20));
        var token = begin(id, learner);
        assertThat(sheets.clock(token).deadline())
                .isEqualTo(sittings.one(id).plan().closes());
        sittings.changeEnd(id, in(Duration.ofHours(1)), "网络不稳");
        assertThat(sheets.clock(token).deadline()).isEqualTo(in(Duration.ofMinutes(20)));
        sittings.extraTime(id, learner, 15, "视力不便");
        assertThat(sheets.clock(token).deadline()).isEqualTo(in(Duration.ofMinutes(35)));
        sittings.extraTime(id, other, 5, "迟到");
        assertThat(sheets.clock(begin(id, other)).deadline()).isEqualTo(in(Duration.ofMinutes(25)));
        assertThat(seat(id, learner).extraMinutes()).isEqualTo(15);
        assertThat(seat(id, learner).extraReason()).isEqualTo("视力不便");
        for (var what : List.of("sitting.plan", "sitting.end", "sitting.extra")) {
            assertThat(count(
                            "select count(*) from audit_entry where what = ? and subject = ?",
                            what,
                            "sitting " + id.value()))
                    .as(what)
                    .isPositive();
        }
        Sitting.handIn(context, token);
        assertThatThrownBy(() -> sittings.extraTime(id, learner, 20, "再加")).isInstanceOf(Conflict.class);
    }

    @Test
    void endedEarlyThereIsNoGhostAndSavedAnswersCount() {
        var id = planned(World.TOWN, Duration.ofMinutes(10), Duration.ofHours(2));
        draw();
        clock.pass(Duration.ofMinutes(11));
        var token = begin(id, learner);
        Sitting.answer(context, token, code -> true);
        sittings.endNow(id, "发现题目有误");
        assertThat(sittings.one(id).phase()).isEqualTo(Phase.OVER);
        assertThat(seat(id, other).state()).isEqualTo(SeatState.ABSENT);
        world.signIn(other);
        var late = mine.open(id).token();
        assertThat(sheets.start(late, "k", 1).state()).isEqualTo(State.ENDED);
        world.signIn(officer);
        clock.pass(Duration.ofSeconds(121));
        OverdueRun.once(context);
        assertThat(seat(id, learner).state()).isEqualTo(SeatState.PASSED);
        assertThat(count("select count(*) from attempt where sitting_id = ? and handed_in_at is null", id.value()))
                .isZero();
        assertThat(sittings.one(id).counts().get(SeatState.ANSWERING)).isZero();
        assertThatThrownBy(() -> sittings.endNow(id, "再来")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> sittings.changeEnd(id, in(Duration.ofHours(1)), "延长"))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void whoNeverCameIsAbsentAfterTheEndWithoutARecord() {
        var id = planned(World.TOWN, Duration.ofMinutes(10), Duration.ofHours(1));
        draw();
        clock.pass(Duration.ofHours(2));
        OverdueRun.once(context);
        assertThat(sittings.one(id).counts().get(SeatState.ABSENT))
                .isEqualTo(sittings.one(id).people().size());
        world.signIn(learner);
        assertThat(own(id).state()).isEqualTo(SeatState.ABSENT);
        assertThat(count("select count(*) from training_record where course_code = ?", course))
                .isZero();
    }

    @Test
    void aTownSeesItsOwnPeopleInATestOfTheDistrictAndChangesNothingButTheirTime() {
        var id = planned(World.DISTRICT, Duration.ofHours(3), Duration.ofHours(1));
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var page = sittings.one(id);
        assertThat(page.mine()).isFalse();
        assertThat(page.people())
                .extracting(SittingPage.Seat::person)
                .contains(learner, other)
                .doesNotContain(far);
        sittings.extraTime(id, learner, 10, "手写慢");
        assertThatThrownBy(() -> sittings.extraTime(id, far, 10, "手写慢")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sittings.cancel(id, "停电")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sittings.changeEnd(id, in(Duration.ofHours(5)), "延长"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sittings.change(id, draft(Duration.ofHours(2), Duration.ofHours(1))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> planned(World.DISTRICT, Duration.ofHours(3), Duration.ofHours(1)))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> sittings.one(id)).isInstanceOf(NotFound.class);
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> sittings.one(id)).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> sittings.courses()).isInstanceOf(AccessRefused.class);
    }

    @Test
    void whatIsOutOfRangeIsRefusedAndNothingIsPlanned() {
        var before = count("select count(*) from sitting");
        DivisionId town = world.division(World.TOWN);
        var good = draft(Duration.ofHours(3), Duration.ofHours(1));
        for (var bad : List.of(
                with(good, "", 20, 80),
                with(good, "x".repeat(101), 20, 80),
                with(good, "甲\u0000乙", 20, 80),
                with(good, "测试", 0, 80),
                with(good, "测试", Integer.MAX_VALUE, 80),
                with(good, "测试", 20, 0),
                with(good, "测试", 20, 101),
                new SittingDraft("测试", Set.of(), good.opens(), good.closes(), 20, 80),
                new SittingDraft("测试", good.duties(), in(Duration.ofSeconds(-1)), good.closes(), 20, 80),
                new SittingDraft("测试", good.duties(), good.closes(), good.opens(), 20, 80),
                new SittingDraft("测试", good.duties(), good.opens(), good.opens(), 20, 80),
                draft(Duration.ofHours(1), Duration.ofDays(8)),
                draft(Duration.ofDays(500), Duration.ofHours(1)))) {
            assertThatThrownBy(() -> sittings.plan(town, course, bad))
                    .as("%s", bad)
                    .isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> sittings.plan(town, "' or 1=1", good)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sittings.plan(town, Seeding.unknownCourse(context), good))
                .isInstanceOf(NotFound.class);
        assertThat(count("select count(*) from sitting")).isEqualTo(before);
        var id = sittings.plan(town, course, with(good, "<script>alert(1)</script>", 20, 80));
        for (var reason : List.of("", "  ", "x".repeat(301), "甲\u0007")) {
            assertThatThrownBy(() -> sittings.cancel(id, reason)).isInstanceOf(RuleViolation.class);
            assertThatThrownBy(() -> sittings.extraTime(id, learner, 10, reason))
                    .isInstanceOf(RuleViolation.class);
        }
        for (var minutes : new int[] {0, -1, 241, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> sittings.extraTime(id, learner, minutes, "病了"))
                    .isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> sittings.changeEnd(id, good.opens(), "早点")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> sittings.changeEnd(id, good.opens().plus(Duration.ofDays(30)), "晚点"))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> sittings.endNow(id, "早了")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> sittings.one(new SittingId(-1))).isInstanceOf(NotFound.class);
        world.signIn(learner);
        assertThatThrownBy(() -> mine.open(new SittingId(Long.MAX_VALUE))).isInstanceOf(NotFound.class);
    }

    private static SittingDraft with(SittingDraft draft, String title, int minutes, int passMark) {
        return new SittingDraft(title, draft.duties(), draft.opens(), draft.closes(), minutes, passMark);
    }

    @Test
    void aUnitWithoutSuchPeopleIsRefused() {
        assertThatThrownBy(() -> sittings.plan(
                        world.division(World.FOREIGN_DISTRICT),
                        course,
                        draft(Duration.ofHours(1), Duration.ofHours(1))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> sittings.plan(
                        world.division(World.VILLAGE),
                        course,
                        new SittingDraft(
                                "测试",
                                EnumSet.of(Duty.TOWN_STAFF),
                                in(Duration.ofHours(1)),
                                in(Duration.ofHours(2)),
                                20,
                                80)))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("quizzes.sitting.nobody"));
    }
}
