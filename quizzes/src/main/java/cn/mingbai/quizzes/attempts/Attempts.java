package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.rechecks.OwedRechecks;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.papers.QuizRules;
import cn.mingbai.quizzes.papers.QuizRulesBook;
import cn.mingbai.quizzes.papers.RecheckDrawing;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attempts of the signed-in caller: how they stand, starting one, getting back to one. Answering takes the attempt's token
 * alone: {@link AnswerSheets}. The methods begin and end their own transactions and must not be called inside another.
 */
@Service
public class Attempts {

    /** How long one waits after a re-check that did not pass. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    /** How long another token is good. */
    static final Duration TOKEN_LIFE = Duration.ofDays(1);

    /** The least time for a re-check, which has one to five questions. */
    private static final int RECHECK_MINUTES = 5;

    /** Practice has no limit that anybody meets. */
    private static final int PRACTICE_SECONDS = 24 * 60 * 60;

    private static final String OWN = "the caller's own attempts; a quiz belongs to no division";

    private final AttemptRows rows;
    private final AttemptTokens tokens;
    private final HandingIn handingIn;
    private final QuestionBank bank;
    private final PaperSupply papers;
    private final QuizRulesBook book;
    private final RetryRule retry;
    private final Courses courses;
    private final OwedRechecks rechecks;
    private final Access access;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Attempts(
            AttemptRows rows,
            AttemptTokens tokens,
            HandingIn handingIn,
            QuestionBank bank,
            PaperSupply papers,
            QuizRulesBook book,
            RetryRule retry,
            Courses courses,
            OwedRechecks rechecks,
            Access access,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.handingIn = handingIn;
        this.bank = bank;
        this.papers = papers;
        this.book = book;
        this.retry = retry;
        this.courses = courses;
        this.rechecks = rechecks;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** How the caller stands with a course's quiz, or empty when the course has none. */
    @NotDivisionScoped(OWN)
    public Optional<Standing> standing(String courseCode) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        return bank.quiz(courseCode).map(quiz -> {
            var rule = rule(courseCode);
            var last = rows.last(person, courseCode, null);
            var turn = retry.of(person, courseCode, rule);
            var open = open(person, courseCode, null, Mode.TEST).filter(attempt -> !handingIn.isOverdue(attempt));
            return new Standing(
                    quiz.title(),
                    rule.blueprint().size(),
                    rule.minutes(),
                    rule.passMark(),
                    rule.tries(),
                    rule.pauseMinutes(),
                    rule.weakLessonsFirst(),
                    open.isPresent(),
                    open(person, courseCode, null, Mode.PRACTICE)
                            .filter(attempt -> !handingIn.isOverdue(attempt))
                            .isPresent(),
                    open.map(Attempt::deadline).orElse(clock.instant().plus(Duration.ofMinutes(rule.minutes()))),
                    last.map(Attempt::handedIn).map(Times::dayOf).orElse(null),
                    last.map(Attempt::score).orElse(null),
                    last.map(Attempt::passed).orElse(false),
                    turn.triesLeft(),
                    turn.until(),
                    turn.lessons());
        });
    }

    /**
     * Starts an attempt of the caller, or goes on with the open one: however often it is called, at once or from two
     * phones, there is one.
     *
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation while the caller has to wait, or to open lessons, after tries that did not pass
     */
    @NotDivisionScoped(OWN)
    public Started start(String courseCode) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        var quiz = bank.quiz(courseCode).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", courseCode));
        var open = goOn(person, courseCode, null, Mode.TEST);
        if (open.isPresent()) {
            return started(open.get());
        }
        requireTurn(person, courseCode);
        return begin(person, quiz, Mode.TEST, quiz.minutes() * 60);
    }

    /**
     * Starts practice, or goes on with what the caller has begun: the same kind of paper, explained question by question.
     * It leaves no record, needs no turn and may be stopped at any time; one left lying ends by itself after a day.
     *
     * @throws NotFound when the course has no quiz
     */
    @NotDivisionScoped(OWN)
    public Started practise(String courseCode) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        var quiz = bank.quiz(courseCode).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", courseCode));
        var open = goOn(person, courseCode, null, Mode.PRACTICE);
        return open.isPresent() ? started(open.get()) : begin(person, quiz, Mode.PRACTICE, PRACTICE_SECONDS);
    }

    private Started begin(PersonId person, QuestionBank.Quiz quiz, Mode mode, int seconds) {
        var version = courses.course(quiz.course()).course().version();
        var paper = new Paper(papers.drawing(quiz.course()).draw(random));
        try {
            return started(Retrying.onLocks(() -> insert(person, quiz, version, paper, seconds, null, mode)));
        } catch (DuplicateKeyException alreadyOpen) {
            return started(goOn(person, quiz.course(), null, mode)
                    .orElseThrow(() -> new Conflict("quizzes.attempt.just-ended")));
        }
    }

    private QuizRules rule(String course) {
        return book.inForce(course).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", course));
    }

    private void requireTurn(PersonId person, String course) {
        var rule = rule(course);
        var turn = retry.of(person, course, rule);
        var until = turn.until();
        if (until != null) {
            throw new RuleViolation(
                    "quizzes.attempt.pause-tries", rule.tries(), rule.pauseMinutes(), minutesUntil(until));
        }
        if (!turn.mayTry()) {
            throw new RuleViolation(
                    "quizzes.attempt.weak-first",
                    turn.unopened().stream().map(Standing.Reading::title).collect(Collectors.joining(" · ")));
        }
    }

    /**
     * Starts the caller's re-check, or goes on with the open one, as {@link #start} does.
     *
     * @throws NotFound when the caller does not owe it, or has no questions to answer for it
     * @throws RuleViolation while the caller waits after a try that did not pass
     */
    @NotDivisionScoped(OWN)
    public Started startRecheck(long recheck) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        var owed = rechecks.one(person, recheck, Times.today(clock))
                .filter(found -> found.how() == Recheck.How.QUIZ)
                .orElseThrow(() -> new NotFound("courses.recheck.not-owed"));
        var quiz = bank.quiz(owed.course()).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", owed.course()));
        var open = goOn(person, owed.course(), recheck, Mode.TEST);
        if (open.isPresent()) {
            return started(open.get());
        }
        rows.last(person, owed.course(), recheck).flatMap(this::waitUntil).ifPresent(until -> {
            throw new RuleViolation("quizzes.attempt.pause", PAUSE.toMinutes(), minutesUntil(until));
        });
        var pool = bank.questions(owed.course());
        if (RecheckDrawing.touching(pool, owed.points()).isEmpty()) {
            throw new NotFound("quizzes.recheck.no-questions");
        }
        var paper = new Paper(RecheckDrawing.draw(pool, owed.points(), random));
        var size = papers.size(owed.course());
        var minutes = Math.max(
                RECHECK_MINUTES, Math.ceilDiv(quiz.minutes() * paper.questions().size(), size));
        try {
            return started(Retrying.onLocks(
                    () -> insert(person, quiz, owed.version(), paper, minutes * 60, recheck, Mode.TEST)));
        } catch (DuplicateKeyException alreadyOpen) {
            return started(goOn(person, owed.course(), recheck, Mode.TEST)
                    .orElseThrow(() -> new Conflict("quizzes.attempt.just-ended")));
        }
    }

    /**
     * The caller's own attempt, under a token that is good: another one when the last has expired, so that nothing is
     * lost by signing in again.
     *
     * @throws NotFound when it is nobody's, or somebody else's
     */
    @NotDivisionScoped(OWN)
    public Started open(long attempt) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        return rows.byId(attempt)
                .filter(found -> found.person().equals(person) && !found.revoked())
                .map(this::started)
                .orElseThrow(() -> new NotFound("quizzes.attempt.not-found"));
    }

    private Optional<Long> goOn(PersonId person, String course, @Nullable Long recheck, Mode mode) {
        var open = open(person, course, recheck, mode);
        if (open.isPresent() && handingIn.isOverdue(open.get())) {
            handingIn.ifOverdue(open.get().id());
            return Optional.empty();
        }
        return open.map(Attempt::id);
    }

    private Optional<Attempt> open(PersonId person, String course, @Nullable Long recheck, Mode mode) {
        return rows.open(Preparation.openKey(person, course, null, recheck, mode));
    }

    private long insert(
            PersonId person,
            QuestionBank.Quiz quiz,
            int version,
            Paper paper,
            int seconds,
            @Nullable Long recheck,
            Mode mode) {
        return java.util.Objects.requireNonNull(transactions.execute(status -> {
            var id = rows.nextId();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            rows.insert(
                    id,
                    new Preparation(
                            person,
                            quiz.course(),
                            version,
                            mode,
                            null,
                            recheck,
                            quiz.title(),
                            quiz.passMark(),
                            seconds,
                            null,
                            null,
                            paper.questions()),
                    AttemptTokens.digest(tokens.token(id, 0)),
                    now);
            rows.start(id, null, now);
            audit.record(
                    "attempt.start",
                    "attempt " + id,
                    null,
                    "person " + person.value() + ", course " + quiz.course()
                            + (recheck == null ? "" : ", re-check " + recheck)
                            + (mode == Mode.PRACTICE ? ", practice" : "") + " until " + now.plusSeconds(seconds));
            return id;
        }));
    }

    /** Behind this path the person signs in, if need be, and gets to the attempt. */
    static String signInPath(long attempt) {
        return "/quiz/" + attempt;
    }

    private Started started(long attempt) {
        return started(rows.byId(attempt).orElseThrow());
    }

    private Started started(Attempt attempt) {
        var version = attempt.tokenVersion();
        if (!clock.instant().isBefore(attempt.tokenExpires())) {
            version = Retrying.onLocks(() -> java.util.Objects.requireNonNull(
                    transactions.execute(status -> renewed(rows.exclusive(attempt.id())))));
        }
        var token = tokens.token(attempt.id(), version);
        return new Started(token, "/Q/" + token);
    }

    /** The version of a token that is good, a new one unless another request has just made it. */
    private int renewed(Attempt locked) {
        var now = clock.instant();
        if (now.isBefore(locked.tokenExpires())) {
            return locked.tokenVersion();
        }
        var version = locked.tokenVersion() + 1;
        rows.replaceToken(
                locked.id(),
                version,
                AttemptTokens.digest(tokens.token(locked.id(), version)),
                now.plus(TOKEN_LIFE),
                now);
        return version;
    }

    private Optional<Instant> waitUntil(Attempt last) {
        if (last.handedIn() == null || Boolean.TRUE.equals(last.passed())) {
            return Optional.empty();
        }
        return Optional.of(last.handedIn().plus(PAUSE)).filter(until -> until.isAfter(clock.instant()));
    }

    private long minutesUntil(Instant until) {
        return Math.ceilDiv(Duration.between(clock.instant(), until).toSeconds(), 60);
    }
}
