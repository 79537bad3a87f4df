package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.Courses;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.rechecks.OwedRechecks;
import cn.mingbai.quizzes.attempts.AttemptRows.Attempt;
import cn.mingbai.quizzes.attempts.AttemptRows.Saved;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Marking;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attempts at quizzes. Starting takes a signed-in caller; answering takes the attempt's token alone, so that the page
 * needs no session. The methods begin and end their own transactions and must not be called inside another.
 */
@Service
public class Attempts {

    /** How long one waits after a try that did not pass. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    /** How long after the deadline the token still shows the result. */
    static final Duration TOKEN_LIFE = Duration.ofDays(1);

    /** The least time for a re-check, which has one to five questions. */
    private static final int RECHECK_MINUTES = 5;

    private static final String OWN = "the caller's own attempts; a quiz belongs to no division";
    private static final String TOKEN = "the token is the right to this one attempt, and to nothing else";
    private static final String LETTERS = "ABCDEFGH";

    private final AttemptRows rows;
    private final AttemptTokens tokens;
    private final HandingIn handingIn;
    private final QuestionBank bank;
    private final Courses courses;
    private final OwedRechecks rechecks;
    private final PolicyCitations citations;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Attempts(
            AttemptRows rows,
            AttemptTokens tokens,
            HandingIn handingIn,
            QuestionBank bank,
            Courses courses,
            OwedRechecks rechecks,
            PolicyCitations citations,
            Access access,
            Audit audit,
            Texts texts,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.handingIn = handingIn;
        this.bank = bank;
        this.courses = courses;
        this.rechecks = rechecks;
        this.citations = citations;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** How the caller stands with a course's quiz, or empty when the course has none. */
    @NotDivisionScoped(OWN)
    public Optional<Standing> standing(String courseCode) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        return bank.quiz(courseCode).map(quiz -> {
            var last = rows.last(person, courseCode, null);
            return new Standing(
                    quiz.title(),
                    Paper.SIZE,
                    quiz.minutes(),
                    quiz.passMark(),
                    (int) PAUSE.toMinutes(),
                    rows.open(person, courseCode, null)
                            .filter(attempt -> !handingIn.isOverdue(attempt))
                            .isPresent(),
                    last.map(Attempt::handedIn).map(Times::dayOf).orElse(null),
                    last.map(Attempt::score).orElse(null),
                    last.map(Attempt::passed).orElse(false),
                    last.flatMap(this::waitUntil).orElse(null));
        });
    }

    /**
     * Starts an attempt of the caller, or goes on with the open one: however often it is called, at once or from two
     * phones, there is one.
     *
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation while the caller waits after a try that did not pass
     */
    @NotDivisionScoped(OWN)
    public Started start(String courseCode) {
        access.require(Action.STUDY);
        var person = access.caller().person();
        var quiz = bank.quiz(courseCode).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", courseCode));
        var open = goOn(person, courseCode, null);
        if (open.isPresent()) {
            return started(open.get());
        }
        rows.last(person, courseCode, null).flatMap(this::waitUntil).ifPresent(until -> {
            throw new RuleViolation("quizzes.attempt.pause", PAUSE.toMinutes(), minutesUntil(until));
        });
        var version = courses.course(courseCode).course().version();
        var paper = Paper.draw(bank.questions(courseCode), random);
        try {
            return started(Retrying.onLocks(() -> insert(person, quiz, version, paper, quiz.minutes(), null)));
        } catch (DuplicateKeyException alreadyOpen) {
            return started(
                    goOn(person, courseCode, null).orElseThrow(() -> new Conflict("quizzes.attempt.just-ended")));
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
        var open = goOn(person, owed.course(), recheck);
        if (open.isPresent()) {
            return started(open.get());
        }
        rows.last(person, owed.course(), recheck).flatMap(this::waitUntil).ifPresent(until -> {
            throw new RuleViolation("quizzes.attempt.pause", PAUSE.toMinutes(), minutesUntil(until));
        });
        var pool = bank.questions(owed.course());
        if (Paper.touching(pool, owed.points()).isEmpty()) {
            throw new NotFound("quizzes.recheck.no-questions");
        }
        var paper = Paper.drawRecheck(pool, owed.points(), random);
        var minutes = Math.max(
                RECHECK_MINUTES, Math.ceilDiv(quiz.minutes() * paper.questions().size(), Paper.SIZE));
        try {
            return started(Retrying.onLocks(() -> insert(person, quiz, owed.version(), paper, minutes, recheck)));
        } catch (DuplicateKeyException alreadyOpen) {
            return started(
                    goOn(person, owed.course(), recheck).orElseThrow(() -> new Conflict("quizzes.attempt.just-ended")));
        }
    }

    /**
     * The attempt that a token opens, without its keys. One whose time is over is handed in first.
     *
     * @throws NotFound when the token is unknown, revoked or has expired, all alike
     */
    @NotDivisionScoped(TOKEN)
    public Sheet sheet(String token) {
        var attempt = current(token);
        var answers = rows.answers(attempt.id());
        var items = new ArrayList<Sheet.Item>();
        for (var number = 1; attempt.paper().has(number); number++) {
            var saved = answers.get(number);
            items.add(item(number, attempt.paper().question(number), saved == null ? null : saved.answer()));
        }
        return new Sheet(
                title(attempt, LocaleContextHolder.getLocale()),
                !attempt.isOpen(),
                attempt.deadline(),
                Math.max(
                        0, Duration.between(clock.instant(), attempt.deadline()).toSeconds()),
                items);
    }

    /**
     * Saves the answer to one question; the last one saved counts. The same answer again changes nothing.
     *
     * @param number the question's number, from 1
     * @param answer an option's key; keys joined by commas; {@code true} or {@code false}; pairs such as
     *     {@code A:2,B:1}; or a number, a day or a text as typed
     * @throws NotFound when the token opens nothing, or there is no question of this number
     * @throws Conflict when the attempt has ended
     * @throws RuleViolation when the text is no answer to the question
     */
    @NotDivisionScoped(TOKEN)
    public void save(String token, int number, String answer) {
        var attempt = current(token);
        if (!attempt.paper().has(number)) {
            throw new NotFound("quizzes.attempt.no-question", number);
        }
        var read = Answer.read(attempt.paper().question(number), answer).text();
        try {
            Retrying.onLocks(() -> transactions.executeWithoutResult(status -> save(attempt.id(), number, read)));
        } catch (DuplicateKeyException twice) {
            // Another request has just saved the first answer: this one comes after it.
            Retrying.onLocks(() -> transactions.executeWithoutResult(status -> save(attempt.id(), number, read)));
        }
    }

    /**
     * Ends the attempt and marks it. Ending it again changes nothing.
     *
     * @throws NotFound when the token opens nothing
     */
    @NotDivisionScoped(TOKEN)
    public void handIn(String token) {
        var attempt = current(token);
        if (attempt.isOpen()) {
            handingIn.byPerson(attempt.id());
        }
    }

    /**
     * What came out, question by question, with explanations.
     *
     * @throws NotFound when the token opens nothing
     * @throws Conflict while the attempt is open
     */
    @NotDivisionScoped(TOKEN)
    public Result result(String token, Locale locale) {
        var attempt = current(token);
        if (attempt.handedIn() == null || attempt.right() == null || attempt.score() == null) {
            throw new Conflict("quizzes.attempt.still-open");
        }
        var answers = rows.answers(attempt.id());
        var marked = new ArrayList<Result.Marked>();
        for (var number = 1; attempt.paper().has(number); number++) {
            marked.add(marked(number, attempt.paper().question(number), answers.get(number), locale));
        }
        return new Result(
                title(attempt, locale),
                attempt.course(),
                attempt.handedIn(),
                attempt.right(),
                attempt.score(),
                attempt.passMark(),
                Boolean.TRUE.equals(attempt.passed()),
                (int) PAUSE.toMinutes(),
                attempt.recheck() != null,
                marked);
    }

    /** The paper that a token opens, with its keys. */
    Paper paper(String token) {
        return current(token).paper();
    }

    private Optional<Long> goOn(PersonId person, String course, @Nullable Long recheck) {
        var open = rows.open(person, course, recheck);
        if (open.isPresent() && handingIn.isOverdue(open.get())) {
            handingIn.ifOverdue(open.get().id());
            return Optional.empty();
        }
        return open.map(Attempt::id);
    }

    private long insert(
            PersonId person, QuestionBank.Quiz quiz, int version, Paper paper, int minutes, @Nullable Long recheck) {
        Long inserted = transactions.execute(status -> {
            var id = rows.nextId();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var deadline = now.plus(Duration.ofMinutes(minutes));
            rows.insert(
                    new Attempt(
                            id,
                            person,
                            quiz.course(),
                            version,
                            paper,
                            quiz.passMark(),
                            now,
                            deadline,
                            null,
                            null,
                            null,
                            null,
                            recheck),
                    AttemptTokens.digest(tokens.token(id)));
            audit.record(
                    "attempt.start",
                    "attempt " + id,
                    null,
                    "person " + person.value() + ", course " + quiz.course()
                            + (recheck == null ? "" : ", re-check " + recheck) + " until " + deadline);
            return id;
        });
        return java.util.Objects.requireNonNull(inserted);
    }

    private Started started(long attempt) {
        var token = tokens.token(attempt);
        return new Started(token, "/Q/" + token);
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

    /** The attempt of a token, handed in if its time is over. Whoever left all posts cannot go on with it. */
    private Attempt current(String token) {
        var attempt = rows.byToken(token)
                .filter(found -> clock.instant().isBefore(found.deadline().plus(TOKEN_LIFE)))
                .filter(found -> !access.held(found.person().value()).isEmpty())
                .orElseThrow(() -> new NotFound("quizzes.attempt.not-found"));
        if (!handingIn.isOverdue(attempt)) {
            return attempt;
        }
        handingIn.ifOverdue(attempt.id());
        return rows.byToken(token).orElseThrow(() -> new NotFound("quizzes.attempt.not-found"));
    }

    private void save(long id, int number, String answer) {
        // Shared, so that answers to two questions do not wait for each other, but handing in waits for both.
        var attempt = rows.shared(id);
        if (!attempt.isOpen() || handingIn.isOverdue(attempt)) {
            throw new Conflict("quizzes.attempt.ended");
        }
        var now = clock.instant();
        var late = now.isAfter(attempt.deadline());
        if (rows.hasAnswer(id, number)) {
            rows.update(id, number, answer, late, now);
        } else {
            rows.insert(id, number, answer, late, now);
        }
    }

    private String title(Attempt attempt, Locale locale) {
        var title = bank.quiz(attempt.course()).map(QuestionBank.Quiz::title).orElse("");
        return attempt.recheck() == null ? title : texts.get(locale, "quizzes.recheck.title", title);
    }

    private static Sheet.Item item(int number, Asked question, @Nullable String answer) {
        return switch (question) {
            case SingleChoice single -> item(number, single, Sheet.Input.ONE, choices(single.options()), "", answer);
            case MultipleChoice multiple ->
                item(number, multiple, Sheet.Input.SEVERAL, choices(multiple.options()), "", answer);
            case TrueFalse trueFalse -> item(number, trueFalse, Sheet.Input.TRUE_FALSE, List.of(), "", answer);
            case Numeric numeric -> item(number, numeric, Sheet.Input.NUMBER, List.of(), numeric.unit(), answer);
            case Day day -> item(number, day, Sheet.Input.DAY, List.of(), "", answer);
            case ShortText shortText -> item(number, shortText, Sheet.Input.TEXT, List.of(), "", answer);
            case Ordering ordering -> item(number, ordering, Sheet.Input.ORDER, choices(ordering.steps()), "", answer);
            case Matching matching ->
                new Sheet.Item(
                        number,
                        matching.about().code(),
                        Sheet.Input.MATCH,
                        "",
                        matching.about().stem(),
                        choices(matching.left()),
                        choices(matching.right()),
                        "",
                        answer);
            case ScenarioPart part ->
                item(number, part.asked(), answer).in(part.situation().facts());
        };
    }

    private static Sheet.Item item(
            int number,
            Asked question,
            Sheet.Input input,
            List<Sheet.Choice> choices,
            String unit,
            @Nullable String answer) {
        var about = question.about();
        return new Sheet.Item(number, about.code(), input, "", about.stem(), choices, List.of(), unit, answer);
    }

    private static List<Sheet.Choice> choices(List<Option> options) {
        var choices = new ArrayList<Sheet.Choice>();
        for (var option : options) {
            choices.add(new Sheet.Choice(option.key(), letter(choices.size()), option.text()));
        }
        return choices;
    }

    private static String letter(int index) {
        return LETTERS.substring(index, index + 1);
    }

    private Result.Marked marked(int number, Asked question, @Nullable Saved saved, Locale locale) {
        var answer = saved == null ? null : Answer.read(question, saved.answer());
        var plain = question instanceof ScenarioPart part ? part.asked() : question;
        return new Result.Marked(
                number,
                question instanceof ScenarioPart part ? part.situation().facts() : "",
                question.about().stem(),
                Marking.isRight(question, answer),
                saved != null && saved.late(),
                options(plain, answer, locale),
                rows(plain, answer, locale),
                switch (answer) {
                    case Answer.Number typed -> typed.text();
                    case Answer.Written written -> written.text();
                    case Answer.Dated dated -> inWords(dated.day(), locale);
                    case Answer.One _, Answer.Several _, Answer.Judged _, Answer.Ordered _, Answer.Matched _ -> null;
                    case null -> null;
                },
                switch (plain) {
                    case Numeric numeric ->
                        numeric.answer().stripTrailingZeros().toPlainString() + numeric.unit();
                    case Day day -> inWords(day.answer(), locale);
                    case ShortText shortText -> shortText.accepted().getFirst();
                    case SingleChoice _, MultipleChoice _, TrueFalse _, Ordering _, Matching _, ScenarioPart _ -> null;
                },
                citations.inWords(question.about().explanation(), locale),
                question instanceof ScenarioPart part
                        ? part.solution().stream()
                                .map(step -> citations.inWords(step, locale))
                                .toList()
                        : List.of());
    }

    private List<Result.Given> options(Asked question, @Nullable Answer answer, Locale locale) {
        Set<String> chosen = switch (answer) {
            case Answer.One one -> Set.of(one.key());
            case Answer.Several several -> several.keys();
            case Answer.Judged judged -> Set.of(judged.text());
            case Answer.Number _, Answer.Dated _, Answer.Written _, Answer.Ordered _, Answer.Matched _ -> Set.of();
            case null -> Set.of();
        };
        return switch (question) {
            case SingleChoice single -> given(single.options(), chosen, Set.of(single.answer()));
            case MultipleChoice multiple -> given(multiple.options(), chosen, multiple.answer());
            case TrueFalse trueFalse ->
                List.of(
                        new Result.Given(
                                "",
                                texts.get(locale, "quizzes.answer.true"),
                                chosen.contains("true"),
                                trueFalse.answer()),
                        new Result.Given(
                                "",
                                texts.get(locale, "quizzes.answer.false"),
                                chosen.contains("false"),
                                !trueFalse.answer()));
            case Numeric _, Day _, ShortText _, Ordering _, Matching _, ScenarioPart _ -> List.of();
        };
    }

    /** Steps in their right order, or pairs, each with what was answered. */
    private List<Result.Row> rows(Asked question, @Nullable Answer answer, Locale locale) {
        return switch (question) {
            case Ordering ordering ->
                ordering.answer().stream()
                        .map(key -> new Result.Row(
                                Option.text(ordering.steps(), key),
                                place(ordering.answer().indexOf(key), locale),
                                answer instanceof Answer.Ordered ordered
                                        ? place(ordered.keys().indexOf(key), locale)
                                        : null))
                        .toList();
            case Matching matching ->
                matching.left().stream()
                        .map(left -> new Result.Row(
                                left.text(),
                                Option.text(
                                        matching.right(),
                                        java.util.Objects.requireNonNull(
                                                matching.answer().get(left.key()))),
                                answer instanceof Answer.Matched matched
                                        ? Option.text(
                                                matching.right(),
                                                java.util.Objects.requireNonNull(
                                                        matched.pairs().get(left.key())))
                                        : null))
                        .toList();
            case SingleChoice _, MultipleChoice _, TrueFalse _, Numeric _, Day _, ShortText _, ScenarioPart _ ->
                List.of();
        };
    }

    private String place(int index, Locale locale) {
        return texts.get(locale, "quizzes.answer.place", index + 1);
    }

    private String inWords(LocalDate day, Locale locale) {
        return texts.get(
                locale,
                "quizzes.answer.day-in-words",
                String.valueOf(day.getYear()),
                day.getMonthValue(),
                day.getDayOfMonth());
    }

    private static List<Result.Given> given(List<Option> options, Set<String> chosen, Set<String> right) {
        var given = new ArrayList<Result.Given>();
        for (var option : options) {
            given.add(new Result.Given(
                    letter(given.size()), option.text(), chosen.contains(option.key()), right.contains(option.key())));
        }
        return given;
    }
}
