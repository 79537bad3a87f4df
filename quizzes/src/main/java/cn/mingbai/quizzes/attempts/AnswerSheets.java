package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.quizzes.attempts.AttemptRows.Saved;
import cn.mingbai.quizzes.marking.Form;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a token opens: one attempt, started, answered and handed in without a session. Opening the paper counts up its tab,
 * and only the newest tab writes: saving holds the attempt's row against a further opening, so that an older tab never
 * overwrites. What is refused is kept. The methods begin and end their own transactions and must not be called inside
 * another.
 *
 * <p>Every method throws {@link NotFound} when the token is unknown or revoked, or its person has left all posts a minute
 * ago or earlier, all alike; and {@link AccessRefused} when it has expired, with the path behind which the person signs in and gets another.
 */
@Service
public class AnswerSheets {

    private static final String TOKEN = "the token is the right to this one attempt, and to nothing else";
    private static final Saved NOTHING = new Saved("", false, 0, 0);

    /** How far up a page may count its answers: what a browser holds exactly. */
    private static final long LARGEST_SEQ = 1L << 53;

    private static final int DAY = 24 * 60 * 60;

    private final AttemptRows rows;
    private final PaperForms forms;
    private final HandingIn handingIn;
    private final MarkedQuestions marked;
    private final Rulings rulings;
    private final StillPosted posted;
    private final QuestionBank bank;
    private final Audit audit;
    private final Texts texts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AnswerSheets(
            AttemptRows rows,
            PaperForms forms,
            HandingIn handingIn,
            MarkedQuestions marked,
            Rulings rulings,
            StillPosted posted,
            QuestionBank bank,
            Audit audit,
            Texts texts,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.forms = forms;
        this.handingIn = handingIn;
        this.marked = marked;
        this.rulings = rulings;
        this.posted = posted;
        this.bank = bank;
        this.audit = audit;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Opens the paper anew: from now on the tab in the answer is the only one that may write. */
    @NotDivisionScoped(TOKEN)
    public OpenedPaper open(String token) {
        return locked(
                        token,
                        locked -> opened(
                                locked.attempt(),
                                rows.nextTab(locked.attempt()),
                                locked.sheet(),
                                rows.answers(locked.attempt())))
                .orElseGet(() -> {
                    var attempt = current(token);
                    return opened(attempt, attempt.tab(), null, Map.of());
                });
    }

    /**
     * Starts the attempt's time. However often it is called, at once or from two devices, it is started once and answers
     * alike.
     *
     * @param key the page's id of this start, kept for information
     * @param tab which opening of the paper asks
     * @throws Conflict before the opening
     */
    @NotDivisionScoped(TOKEN)
    public OpenedPaper start(String token, String key, int tab) {
        return locked(token, locked -> started(locked, key, tab)).orElseGet(() -> {
            var attempt = current(token);
            return opened(attempt, Math.min(tab, attempt.tab()), null, Map.of());
        });
    }

    private OpenedPaper started(AttemptRows.WithSheet locked, String key, int tab) {
        var attempt = locked.attempt();
        var seen = Math.min(tab, attempt.tab());
        if (attempt.state() != State.WAITING) {
            return opened(attempt, seen, locked.sheet(), rows.answers(attempt));
        }
        var now = now();
        if (attempt.opens() != null && now.isBefore(attempt.opens())) {
            throw new Conflict("quizzes.attempt.not-yet", attempt.opens());
        }
        rows.start(attempt.id(), key, now);
        audit.recordFor(
                attempt.person(),
                "attempt.start",
                "attempt " + attempt.id(),
                null,
                "person " + attempt.person().value() + ", course " + attempt.course()
                        + (attempt.sitting() == null ? "" : ", scheduled test " + attempt.sitting()));
        return opened(attempt.startedAt(now), seen, locked.sheet(), Map.of());
    }

    /** Does something with the attempt of a token under its lock; empty when it cannot go on, for a reason yet to be found. */
    private <T> Optional<T> locked(String token, Function<AttemptRows.WithSheet, T> action) {
        return Retrying.onLocks(() -> Objects.requireNonNull(transactions.execute(status -> rows.exclusiveByToken(token)
                .filter(locked -> isInTime(locked.attempt()))
                .map(action))));
    }

    /** Whether nothing but the person's own wish keeps the attempt from going on. */
    private boolean isInTime(Attempt attempt) {
        return !attempt.revoked()
                && posted.isPosted(attempt.person())
                && !attempt.isEnded()
                && clock.instant().isBefore(attempt.tokenExpires())
                && !handingIn.isOverdue(attempt);
    }

    /**
     * Saves an answer, or says why it does not count. The same answer under the same number again changes nothing and
     * answers as the first time.
     *
     * @param tab which opening of the paper sends it
     * @throws NotFound also when there is no question of this number
     * @throws RuleViolation when the text is no answer to the question, or a number is out of range
     * @throws Conflict when the attempt has not been started
     */
    @NotDivisionScoped(TOKEN)
    public Receipt save(String token, int tab, Typed typed) {
        var paper = form(token);
        var text = readFor(token, paper, typed);
        if (paper.mode() == Mode.TEST && posted.isPosted(paper.person())) {
            var saved = savedAtOnce(token, tab, typed, text);
            if (saved.isPresent()) {
                return saved.get();
            }
        }
        var attempt = current(token);
        if (attempt.state() == State.WAITING) {
            throw new Conflict("quizzes.attempt.not-started");
        }
        var receipt = savedUnderLock(attempt, tab, typed, text);
        if (attempt.mode() == Mode.PRACTICE && receipt.refusal() == null && !text.isEmpty()) {
            var drawn = rows.paper(attempt.id());
            var saved = new Saved(text, receipt.late(), receipt.seq(), tab);
            return receipt.with(marked.feedback(
                    typed.number(),
                    drawn.question(typed.number()),
                    rulings.inForce(attempt.course()).get(Rulings.of(drawn, typed.number())),
                    saved,
                    marked.around(attempt.course(), LocaleContextHolder.getLocale())));
        }
        return receipt;
    }

    /** Nearly every save: one statement that finds the attempt open, in time and its tab the newest. */
    private Optional<Receipt> savedAtOnce(String token, int tab, Typed typed, String text) {
        var now = now();
        return Retrying.onLocks(() -> rows.saveIfOpen(token, tab, typed, text, now, now.minus(handingIn.grace())))
                .filter(saved -> saved.there().seq() == typed.seq()
                        && saved.there().answer().equals(text))
                .map(saved -> new Receipt(
                        null, text, typed.seq(), tab, saved.there().late(), now, saved.deadline(), State.OPEN, null));
    }

    /** Every other save: finds out, under the attempt's lock, why it does not count. */
    private Receipt savedUnderLock(Attempt attempt, int tab, Typed typed, String text) {
        return Retrying.onLocks(() -> Objects.requireNonNull(transactions.execute(status -> {
            // Shared, so that answers to two questions do not wait for each other, but handing in waits for both.
            var locked = rows.shared(attempt.id());
            var now = now();
            var written = write(locked, tab, typed, text, now);
            var there = written.there();
            return new Receipt(
                    written.refusal(),
                    there.answer(),
                    there.seq(),
                    locked.tab(),
                    there.late(),
                    now,
                    locked.deadline(),
                    handingIn.isOverdue(locked) ? State.ENDED : locked.state(),
                    null);
        })));
    }

    /**
     * Saves what is left and ends the attempt, in one transaction. Ending it again changes nothing.
     *
     * @param tab which opening of the paper asks
     * @param answers what is not saved yet; one that does not count ends the attempt all the same
     * @throws NotFound also when there is no question of a number
     * @throws RuleViolation when a number is out of range
     * @throws Conflict when the attempt has not been started
     */
    @NotDivisionScoped(TOKEN)
    public Ending handIn(String token, int tab, List<Typed> answers) {
        var refused = new TreeSet<Integer>();
        var refusal = new AtomicReference<@Nullable Refusal>();
        var newest = new AtomicReference<>(tab);
        var sitting = new AtomicReference<@Nullable Long>();
        ending(token, locked -> {
            var attempt = locked.attempt();
            sitting.set(attempt.sitting());
            var now = now();
            refused.clear();
            newest.set(attempt.tab());
            var older = !attempt.isEnded() && tab != attempt.tab();
            refusal.set(older ? Refusal.OLDER_TAB : null);
            for (var typed : answers) {
                var read = readOrNot(form(token), typed);
                if (!read.readable()) {
                    rows.refuse(attempt.id(), tab, typed, read.text(), Refusal.UNREADABLE, now);
                    refused.add(typed.number());
                } else if (write(attempt, tab, typed, read.text(), now).refusal() != null) {
                    refused.add(typed.number());
                }
            }
            return !older;
        });
        return new Ending(
                refusal.get(),
                List.copyOf(refused),
                newest.get(),
                refusal.get() == null ? toldFrom(sitting.get()).orElse(null) : null);
    }

    /** From when the results of a scheduled test are told; empty when they are told already, or were never kept back. */
    private Optional<Instant> toldFrom(@Nullable Long sitting) {
        return sitting == null
                ? Optional.empty()
                : rows.lastEnd(sitting).map(end -> end.plus(handingIn.grace())).filter(clock.instant()::isBefore);
    }

    /** Ends the attempt of a token in one transaction, after something else; one that has ended stays as it is. */
    private void ending(String token, Predicate<AttemptRows.WithPaper> first) {
        Predicate<AttemptRows.WithPaper> started = locked -> {
            if (locked.attempt().state() == State.WAITING) {
                throw new Conflict("quizzes.attempt.not-started");
            }
            return first.test(locked);
        };
        var inTime = handingIn.byPerson(
                () -> rows.exclusiveWithPaper(token).filter(locked -> isInTime(locked.attempt())), started);
        if (!inTime) {
            var attempt = current(token);
            handingIn.byPerson(() -> Optional.of(rows.exclusiveWithPaper(attempt.id())), started);
        }
    }

    /** How the attempt stands now. */
    @NotDivisionScoped(TOKEN)
    public ClockTime clock(String token) {
        var attempt = current(token);
        return new ClockTime(now(), attempt.opens(), attempt.deadline(), attempt.state(), attempt.tab());
    }

    /**
     * Notes that the person looked away from the page while the time ran. It is shown to the person and counts for nothing.
     *
     * @param seconds for how long, 0 to 1 day
     * @param typedAt the device's own time, or null
     * @throws RuleViolation when the time is out of range
     */
    @NotDivisionScoped(TOKEN)
    public void away(String token, int seconds, @Nullable Instant typedAt) {
        if (seconds < 0 || seconds > DAY) {
            throw new RuleViolation("quizzes.attempt.out-of-range", seconds);
        }
        var attempt = current(token);
        if (attempt.state() == State.OPEN) {
            transactions.executeWithoutResult(status -> rows.away(attempt.id(), seconds, typedAt, now()));
        }
    }

    /**
     * What came out, question by question, with explanations. Of a scheduled test it is told once nobody can be answering
     * any more: who hands in early must not be able to tell the others.
     *
     * @throws Conflict while the attempt is open, or when it was never started; and {@code quizzes.attempt.review-later}
     *     with the instant from which it is told
     */
    @NotDivisionScoped(TOKEN)
    public Result result(String token, Locale locale) {
        var attempt = current(token);
        if (attempt.handedIn() == null) {
            throw new Conflict("quizzes.attempt.still-open");
        }
        if (attempt.right() == null || attempt.score() == null) {
            throw new Conflict("quizzes.attempt.not-taken");
        }
        toldFrom(attempt.sitting()).ifPresent(told -> {
            throw new Conflict("quizzes.attempt.review-later", told);
        });
        var answers = rows.answers(attempt.id());
        var paper = rows.paper(attempt.id());
        var around = marked.around(attempt.course(), locale);
        var questions = new ArrayList<Result.Marked>();
        var corrected = rulings.inForce(attempt.course());
        for (var number = 1; paper.has(number); number++) {
            questions.add(marked.marked(
                    number,
                    paper.question(number),
                    corrected.get(Rulings.of(paper, number)),
                    answers.get(number),
                    around));
        }
        return new Result(
                title(attempt, locale),
                attempt.course(),
                attempt.handedIn(),
                attempt.right(),
                attempt.score(),
                attempt.passMark(),
                Boolean.TRUE.equals(attempt.passed()),
                attempt.recheck() != null,
                attempt.mode(),
                rows.awayCount(attempt.id()),
                marked.weak(questions, around),
                questions);
    }

    /** The attempt's questions and answers as they are, without opening its paper anew. */
    @NotDivisionScoped(TOKEN)
    public Sheet sheet(String token) {
        var attempt = current(token);
        var answers = rows.answers(attempt.id());
        var paper = rows.paper(attempt.id());
        var items = new ArrayList<Sheet.Item>();
        for (var number = 1; paper.has(number); number++) {
            var saved = answers.get(number);
            items.add(ShownQuestions.item(
                    number, paper.question(number), saved == null || !saved.isGiven() ? null : saved.answer()));
        }
        var deadline = attempt.deadline() == null ? now().plusSeconds(attempt.limitSeconds()) : attempt.deadline();
        return new Sheet(
                title(attempt, LocaleContextHolder.getLocale()),
                attempt.isEnded(),
                deadline,
                Math.max(0, Duration.between(clock.instant(), deadline).toSeconds()),
                items);
    }

    /**
     * Saves an answer for one who keeps no numbers: it comes after all others, as if the newest tab had sent it.
     *
     * @throws NotFound also when there is no question of this number
     * @throws Conflict when the attempt has ended
     * @throws RuleViolation when the text is no answer to the question
     */
    @NotDivisionScoped(TOKEN)
    public void save(String token, int number, String answer) {
        var attempt = current(token);
        var text = read(form(token), new Typed(number, answer, 1, null));
        Retrying.onLocks(() -> transactions.executeWithoutResult(status -> {
            var locked = rows.exclusive(attempt.id());
            var there = rows.answer(locked.id(), number).orElse(NOTHING);
            var typed = new Typed(number, answer, there.seq() + 1, null);
            if (locked.state() != State.OPEN || handingIn.isOverdue(locked)) {
                throw new Conflict("quizzes.attempt.ended");
            }
            if (!there.answer().equals(text)) {
                write(locked, locked.tab(), typed, text, now());
            }
        }));
    }

    /** Ends the attempt with what is saved. Ending it again changes nothing. */
    @NotDivisionScoped(TOKEN)
    public void handIn(String token) {
        ending(token, locked -> true);
    }

    /** The paper that a token opens, with its keys. */
    Paper paper(String token) {
        return rows.paper(current(token).id());
    }

    /** What a page sent, as it is kept. */
    private record Read(String text, boolean readable) {}

    /** What became of an answer, and what is saved now. */
    private record Written(@Nullable Refusal refusal, Saved there) {}

    private Written write(Attempt locked, int tab, Typed typed, String text, Instant now) {
        var ended = locked.isEnded() || handingIn.isOverdue(locked);
        if (!ended && tab == locked.tab()) {
            var late = locked.deadline() != null && now.isAfter(locked.deadline());
            var there = rows.save(locked.id(), tab, typed, text, late, now);
            if (there.seq() == typed.seq() && there.answer().equals(text)) {
                return new Written(null, there);
            }
            var refusal = there.seq() == typed.seq() ? Refusal.DIFFERS : Refusal.OLDER_SEQ;
            rows.refuse(locked.id(), tab, typed, text, refusal, now);
            return new Written(refusal, there);
        }
        var there = rows.answer(locked.id(), typed.number()).orElse(NOTHING);
        if (there.seq() == typed.seq() && there.answer().equals(text)) {
            // It was saved before, and the page never learned of it.
            return new Written(null, there);
        }
        var refusal = ended ? Refusal.ENDED : Refusal.OLDER_TAB;
        rows.refuse(locked.id(), tab, typed, text, refusal, now);
        return new Written(refusal, there);
    }

    private PaperForms.Known form(String token) {
        return forms.of(token).orElseThrow(() -> unknown(token));
    }

    /** The same as {@link #read}, but whoever may not write any more is told so, and not what is wrong with the text. */
    private String readFor(String token, PaperForms.Known paper, Typed typed) {
        try {
            return read(paper, typed);
        } catch (MingbaiException unreadable) {
            current(token);
            throw unreadable;
        }
    }

    private static Read readOrNot(PaperForms.Known paper, Typed typed) {
        try {
            return new Read(read(paper, typed), true);
        } catch (RuleViolation unreadable) {
            if (unreadable.key().equals("quizzes.attempt.out-of-range")) {
                throw unreadable;
            }
            var shortened = typed.answer()
                    .codePoints()
                    .limit(30)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            return new Read(shortened.toString(), false);
        }
    }

    /** The text as it is saved; empty when the answer is taken back. */
    private static String read(PaperForms.Known paper, Typed typed) {
        if (typed.seq() < 1 || typed.seq() > LARGEST_SEQ) {
            throw new RuleViolation("quizzes.attempt.out-of-range", typed.seq());
        }
        Form form = paper.form(typed.number())
                .orElseThrow(() -> new NotFound("quizzes.attempt.no-question", typed.number()));
        if (typed.answer().codePoints().anyMatch(AnswerSheets::isNoCharacter)) {
            throw new RuleViolation("quizzes.call.unreadable");
        }
        return typed.answer().isBlank() ? "" : form.read(typed.answer()).text();
    }

    /** Control characters, and halves of characters, which no table keeps. */
    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private OpenedPaper opened(Attempt attempt, int tab, @Nullable String sheet, Map<Integer, Saved> answers) {
        var questions = OpenedPaper.Questions.NONE;
        var kept = new TreeMap<Integer, OpenedPaper.Kept>();
        if (attempt.state() == State.OPEN) {
            questions = sheet == null
                    ? OpenedPaper.Questions.of(rows.paper(attempt.id()))
                    : new OpenedPaper.Questions(sheet);
            answers.forEach((number, saved) -> kept.put(number, new OpenedPaper.Kept(saved.answer(), saved.seq())));
        }
        return new OpenedPaper(
                attempt.id(),
                tab,
                title(attempt, LocaleContextHolder.getLocale()),
                attempt.mode(),
                attempt.state(),
                now(),
                attempt.opens(),
                Math.ceilDiv(attempt.limitSeconds(), 60),
                Math.ceilDiv(attempt.extraSeconds(), 60),
                attempt.passMark(),
                attempt.deadline(),
                attempt.windowEnd(),
                questions,
                kept);
    }

    /** The attempt of a token, handed in if its time is over. Whoever left all posts cannot go on with it. */
    private Attempt current(String token) {
        var attempt = rows.byToken(token).orElseThrow(() -> unknown(token));
        if (attempt.revoked() || !posted.isPosted(attempt.person())) {
            throw new NotFound("quizzes.attempt.not-found");
        }
        if (!clock.instant().isBefore(attempt.tokenExpires())) {
            throw expired(attempt.id());
        }
        if (!handingIn.isOverdue(attempt)) {
            return attempt;
        }
        handingIn.ifOverdue(attempt.id());
        return rows.byId(attempt.id()).orElseThrow(() -> new NotFound("quizzes.attempt.not-found"));
    }

    private MingbaiException unknown(String token) {
        return rows.byPastToken(token)
                .<MingbaiException>map(AnswerSheets::expired)
                .orElseGet(() -> new NotFound("quizzes.attempt.not-found"));
    }

    private static AccessRefused expired(long attempt) {
        return new AccessRefused("quizzes.attempt.expired", Attempts.signInPath(attempt));
    }

    private String title(Attempt attempt, Locale locale) {
        var title = attempt.title() == null
                ? bank.quiz(attempt.course()).map(QuestionBank.Quiz::title).orElse("")
                : attempt.title();
        return attempt.recheck() == null ? title : texts.get(locale, "quizzes.recheck.title", title);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
