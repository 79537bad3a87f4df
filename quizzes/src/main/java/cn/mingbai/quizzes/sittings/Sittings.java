package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.quizzes.attempts.PreparedAttempts;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.papers.QuizRules;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.QuestionText;
import cn.mingbai.quizzes.sittings.SittingRows.Moves;
import cn.mingbai.quizzes.sittings.SittingRows.Planned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Scheduled tests (定时测试), for officers. One is changed or cancelled before its opening; during it, its end and
 * somebody's extra time change, with a reason. Whoever is on the list is told once of each of these that matters to them.
 * Whoever passes has it on record like the course's quiz.
 */
@Service
public class Sittings {

    /** How long before the opening papers are drawn. */
    public static final Duration AHEAD = Duration.ofMinutes(60);

    /** The most characters of a title. */
    public static final int TITLE = 100;

    /** The most characters of a reason. */
    public static final int REASON = 300;

    /** The most extra time of a person. */
    public static final int MOST_EXTRA = 240;

    private static final int MOST_AHEAD_DAYS = 400;
    private static final Duration LONGEST = Duration.ofDays(7);

    private final SittingRows rows;
    private final SittingPapers papers;
    private final SittingNotices notices;
    private final PreparedAttempts attempts;
    private final PaperSupply supply;
    private final QuestionBank bank;
    private final PublishedCourses published;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Sittings(
            SittingRows rows,
            SittingPapers papers,
            SittingNotices notices,
            PreparedAttempts attempts,
            PaperSupply supply,
            QuestionBank bank,
            PublishedCourses published,
            DivisionDirectory divisions,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.papers = papers;
        this.notices = notices;
        this.attempts = attempts;
        this.supply = supply;
        this.bank = bank;
        this.published = published;
        this.divisions = divisions;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The tests that open in the year and are within reach, or have people within reach; the latest opening first. */
    @Transactional(readOnly = true)
    public List<SittingLine> list(Year year) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        return rows.lines(
                year.atDay(1).atStartOfDay(Times.ZONE).toInstant(),
                year.plusYears(1).atDay(1).atStartOfDay(Times.ZONE).toInstant(),
                reach);
    }

    /**
     * A test with those on its list who are within reach.
     *
     * @throws NotFound when neither it nor anybody on it is within reach
     */
    @Transactional(readOnly = true)
    public SittingPage one(SittingId id) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var plan = rows.seen(id, reach);
        var now = clock.instant();
        return new SittingPage(
                id,
                plan.division(),
                divisions
                        .find(plan.division(), Times.today(clock))
                        .map(Division::name)
                        .orElse(""),
                plan.course(),
                plan.phase(now),
                plan.draft(),
                rows.covers(reach, plan.division()),
                plan.reason(),
                plan.job(),
                rows.people(id, reach));
    }

    /**
     * A course that a test can be about.
     *
     * @param minutes how long its quiz lasts, and what passes it: what a test has unless the officer says otherwise
     */
    public record Choice(String code, String title, int minutes, int passMark) {}

    /** The courses that a test can be about: those published today whose quiz is open, in the order of their codes. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("courses belong to no division")
    public List<Choice> courses() {
        access.require(Action.RECORD_TRAINING);
        return published.offered(Times.today(clock)).stream()
                .flatMap(offered -> bank.quiz(offered.code()).stream()
                        .map(quiz -> new Choice(offered.code(), offered.title(), quiz.minutes(), quiz.passMark())))
                .toList();
    }

    /**
     * Plans a test and lists those who sit it.
     *
     * @param division the unit whose people sit it
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation when a part is out of range, nobody would sit it, the course is not published, or its
     *     questions cannot fill a paper
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public SittingId plan(DivisionId division, String course, SittingDraft draft) {
        access.require(Action.RECORD_TRAINING, division);
        var tidied = checked(draft);
        if (bank.quiz(course).isEmpty()) {
            throw new NotFound("quizzes.quiz.not-found", course);
        }
        if (published.offered(Times.today(clock)).stream()
                .noneMatch(offered -> offered.code().equals(course))) {
            throw new RuleViolation("quizzes.sitting.no-course", course);
        }
        supply.shortage(course).ifPresent(shortage -> {
            throw shortage.refusal();
        });
        var id = rows.insert(division, course);
        rows.writePlan(id, false, tidied, "");
        notices.planned(rows.exclusive(id), list(id, division, tidied).added());
        audit.record("sitting.plan", "sitting " + id.value(), division, details(course, tidied));
        return id;
    }

    /**
     * Changes a test before its opening. Who sits it can be changed until papers are drawn, an hour before.
     *
     * @throws NotFound when it is not within reach
     * @throws Conflict when it has opened, or is cancelled
     * @throws RuleViolation when a part is out of range, nobody would sit it, or papers are drawn for other people
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void change(SittingId id, SittingDraft draft) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requirePlanned(plan);
        var tidied = checked(draft);
        var drawing = plan.job().isPresent() || rows.drawn(id) > 0;
        if (drawing && !tidied.duties().equals(plan.draft().duties())) {
            throw new RuleViolation("quizzes.sitting.drawn", AHEAD.toMinutes());
        }
        rows.writePlan(id, false, tidied, "");
        var listed = rows.unfinished(id, false);
        if (drawing) {
            attempts.change(
                    id.value(),
                    tidied.title(),
                    tidied.passMark(),
                    tidied.minutes() * 60,
                    tidied.opens(),
                    tidied.closes());
            notices.changed(plan, rows.exclusive(id), listed);
        } else {
            var moves = list(id, plan.division(), tidied);
            var now = rows.exclusive(id);
            notices.planned(now, moves.added());
            notices.offList(now, moves.gone());
            var stayed = new LinkedHashSet<>(listed);
            moves.gone().forEach(stayed::remove);
            notices.changed(plan, now, stayed);
        }
        audit.record("sitting.change", "sitting " + id.value(), plan.division(), details(plan.course(), tidied));
    }

    /**
     * Cancels a test before its opening; papers that are drawn are withdrawn.
     *
     * @param reason why, 1 to 300 characters
     * @throws NotFound when it is not within reach
     * @throws Conflict when it has opened, or is cancelled
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void cancel(SittingId id, String reason) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requirePlanned(plan);
        var why = reason(reason);
        rows.writePlan(id, true, plan.draft(), why);
        notices.cancelled(rows.exclusive(id), rows.unfinished(id, false));
        var withdrawn = attempts.withdraw(id.value());
        audit.record(
                "sitting.cancel",
                "sitting " + id.value(),
                plan.division(),
                why + ", " + withdrawn + " papers withdrawn");
    }

    /**
     * Changes when a test ends, before or during it. Open pages learn of it within a minute; those who have begun keep
     * their own limit of time.
     *
     * @param closes after now and the opening, at most a week after the opening
     * @param reason why, 1 to 300 characters
     * @throws NotFound when it is not within reach
     * @throws Conflict when it is over or cancelled
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void changeEnd(SittingId id, Instant closes, String reason) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requireNotOver(plan);
        var why = reason(reason);
        var old = plan.draft();
        var draft = new SittingDraft(old.title(), old.duties(), old.opens(), closes, old.minutes(), old.passMark());
        checkWindow(draft);
        if (!closes.isAfter(clock.instant())) {
            throw new RuleViolation("quizzes.sitting.end-past");
        }
        window(plan, draft, why, "sitting.end");
        notices.changed(plan, rows.exclusive(id), rows.unfinished(id, false));
    }

    /**
     * Ends a running test now. Those who are answering have their saved answers marked, as at any end: their time is over,
     * answers on their way come in within the grace, and then the server hands in; whoever has not started no longer can.
     *
     * @param reason why, 1 to 300 characters
     * @throws NotFound when it is not within reach
     * @throws Conflict when it does not run
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void endNow(SittingId id, String reason) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        var now = Times.instant(Times.sql(clock.instant()));
        if (plan.phase(now) != Phase.RUNNING || !plan.draft().opens().isBefore(now)) {
            throw new Conflict("quizzes.sitting.not-running");
        }
        var why = reason(reason);
        var old = plan.draft();
        window(
                plan,
                new SittingDraft(old.title(), old.duties(), old.opens(), now, old.minutes(), old.passMark()),
                why,
                "sitting.end-now");
        notices.ended(rows.exclusive(id), rows.unfinished(id, true));
        attempts.withdraw(id.value());
    }

    /**
     * Gives somebody more time, in all, beyond limit and end; an open page learns of it within a minute.
     *
     * @param minutes 1 to 240
     * @param reason why, 1 to 300 characters
     * @throws NotFound when the person is not on the list or not within reach
     * @throws Conflict when the test is cancelled, or the person's is handed in or can no longer be started
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void extraTime(SittingId id, PersonId person, int minutes, String reason) {
        var reach = access.require(Action.RECORD_TRAINING);
        rows.seen(id, reach);
        var plan = rows.exclusive(id);
        if (!rows.isSeated(id, person, reach)) {
            throw new NotFound("core.access.not-found");
        }
        if (minutes < 1 || minutes > MOST_EXTRA) {
            throw new RuleViolation("quizzes.sitting.extra-range", MOST_EXTRA, minutes);
        }
        var why = reason(reason);
        var seat = rows.seat(id, person).orElseThrow(() -> new NotFound("core.access.not-found"));
        var now = clock.instant();
        if (plan.phase(now) == Phase.CANCELLED || (seat.attempt() == null && plan.phase(now) == Phase.OVER)) {
            throw new Conflict("quizzes.sitting.over");
        }
        if (seat.attempt() != null && !papers.extra(plan, person, minutes)) {
            throw new Conflict("quizzes.sitting.handed-in-already");
        }
        rows.writeExtra(id, person, minutes, why);
        audit.record(
                "sitting.extra",
                "sitting " + id.value(),
                plan.division(),
                "person " + person.value() + ", " + minutes + " minutes, " + why);
    }

    private void window(Planned plan, SittingDraft draft, String why, String what) {
        rows.writePlan(plan.id(), false, draft, why);
        attempts.window(plan.id().value(), draft.opens(), draft.closes());
        audit.record(
                what,
                "sitting " + plan.id().value(),
                plan.division(),
                "was " + plan.draft().closes() + ", is " + draft.closes() + ", " + why);
    }

    private Moves list(SittingId id, DivisionId division, SittingDraft draft) {
        var moves = rows.refresh(rows.exclusive(id));
        if (rows.listed(id) == 0) {
            throw new RuleViolation(
                    "quizzes.sitting.nobody",
                    divisions
                            .find(division, Times.today(clock))
                            .map(Division::name)
                            .orElse(""),
                    Times.dayOf(draft.opens()));
        }
        return moves;
    }

    private void requirePlanned(Planned plan) {
        switch (plan.phase(clock.instant())) {
            case PLANNED -> {}
            case CANCELLED -> throw new Conflict("quizzes.sitting.cancelled");
            case RUNNING, OVER -> throw new Conflict("quizzes.sitting.opened");
        }
    }

    private void requireNotOver(Planned plan) {
        switch (plan.phase(clock.instant())) {
            case PLANNED, RUNNING -> {}
            case CANCELLED -> throw new Conflict("quizzes.sitting.cancelled");
            case OVER -> throw new Conflict("quizzes.sitting.over");
        }
    }

    private SittingDraft checked(SittingDraft draft) {
        var title = QuestionText.tidied(draft.title());
        if (title.isEmpty() || title.length() > TITLE || QuestionText.isBroken(title)) {
            throw new RuleViolation("quizzes.sitting.title-length", TITLE);
        }
        if (draft.duties().isEmpty()) {
            throw new RuleViolation("quizzes.sitting.duties");
        }
        if (draft.minutes() < 1 || draft.minutes() > QuizRules.MOST_MINUTES) {
            throw new RuleViolation("quizzes.papers.minutes", QuizRules.MOST_MINUTES, draft.minutes());
        }
        if (draft.passMark() < 1 || draft.passMark() > 100) {
            throw new RuleViolation("quizzes.papers.pass-mark", draft.passMark());
        }
        var now = clock.instant();
        if (!draft.opens().isAfter(now)) {
            throw new RuleViolation("quizzes.sitting.opens-past");
        }
        if (draft.opens().isAfter(now.plus(Duration.ofDays(MOST_AHEAD_DAYS)))) {
            throw new RuleViolation("quizzes.sitting.opens-far", MOST_AHEAD_DAYS);
        }
        checkWindow(draft);
        return new SittingDraft(
                title, new TreeSet<>(draft.duties()), draft.opens(), draft.closes(), draft.minutes(), draft.passMark());
    }

    private static void checkWindow(SittingDraft draft) {
        if (!draft.closes().isAfter(draft.opens())) {
            throw new RuleViolation("quizzes.sitting.order");
        }
        if (draft.closes().isAfter(draft.opens().plus(LONGEST))) {
            throw new RuleViolation("quizzes.sitting.long", LONGEST.toDays());
        }
    }

    private static String reason(String reason) {
        var why = QuestionText.tidied(reason);
        if (why.isEmpty() || why.length() > REASON || QuestionText.isBroken(why)) {
            throw new RuleViolation("quizzes.sitting.reason-length", REASON);
        }
        return why;
    }

    private static String details(String course, SittingDraft draft) {
        return draft.title() + ", course " + course + ", " + draft.opens() + " to " + draft.closes() + ", "
                + draft.minutes() + " minutes, pass " + draft.passMark() + ", "
                + draft.duties().stream().sorted().toList();
    }
}
