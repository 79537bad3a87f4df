package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Attempts that have ended, for those who take in answers that came another way; they have checked their caller. */
@Component
@Internal
public class AnswerIntake {

    private final AttemptRows rows;
    private final HandingIn handingIn;
    private final Remarking remarking;
    private final QuestionBank bank;
    private final JdbcClient jdbc;
    private final Clock clock;

    AnswerIntake(
            AttemptRows rows,
            HandingIn handingIn,
            Remarking remarking,
            QuestionBank bank,
            JdbcClient jdbc,
            Clock clock) {
        this.rows = rows;
        this.handingIn = handingIn;
        this.remarking = remarking;
        this.bank = bank;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An attempt that has ended and was marked.
     *
     * @param until the last instant at which an answer could be typed, grace for slow connections included
     * @param answers what is saved, by the question's number
     */
    public record Ended(
            long attempt,
            PersonId person,
            String course,
            String title,
            boolean isPractice,
            Instant handedIn,
            Instant until,
            int score,
            boolean passed,
            List<Asked> questions,
            Map<Integer, Kept> answers) {}

    /** A saved answer; empty text when it was taken back. */
    public record Kept(String text, long seq) {}

    /** The attempt with this number if it has ended and was marked; empty otherwise. */
    public Optional<Ended> ended(long attempt) {
        return rows.byId(attempt).flatMap(this::ended);
    }

    /** The same, locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Ended> lockedEnded(long attempt) {
        return rows.byId(attempt).isEmpty() ? Optional.empty() : ended(rows.exclusive(attempt));
    }

    private Optional<Ended> ended(Attempt attempt) {
        var handedIn = attempt.handedIn();
        var score = attempt.score();
        var deadline = attempt.deadline();
        if (handedIn == null || score == null || deadline == null) {
            return Optional.empty();
        }
        var answers = new TreeMap<Integer, Kept>();
        rows.answers(attempt.id())
                .forEach((number, saved) -> answers.put(number, new Kept(saved.answer(), saved.seq())));
        return Optional.of(new Ended(
                attempt.id(),
                attempt.person(),
                attempt.course(),
                attempt.title() == null
                        ? bank.quiz(attempt.course())
                                .map(QuestionBank.Quiz::title)
                                .orElse(attempt.course())
                        : attempt.title(),
                attempt.mode() == Mode.PRACTICE,
                handedIn,
                deadline.plus(handingIn.grace()),
                score,
                Boolean.TRUE.equals(attempt.passed()),
                rows.paper(attempt.id()).asked().toList(),
                answers));
    }

    /** How the mark would change with these answers, by number; empty when it would not. */
    public Optional<Remarking.Change> effect(Ended attempt, Map<Integer, Typed> fresh) {
        return remarking.anew(attempt.attempt(), merged(attempt, fresh), false);
    }

    /**
     * Writes answers, labelled late, and marks the attempt anew, in the caller's transaction.
     *
     * @param attempt as {@link #lockedEnded} gave it
     * @param fresh answers that read as such, by number
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Remarking.Change> take(
            Ended attempt, int tab, Map<Integer, Typed> fresh, String reason, PersonId by, PersonId second) {
        var now = Times.sql(clock.instant());
        fresh.forEach((number, typed) -> jdbc.sql("""
                insert into attempt_answer (attempt_id, number, answer, late, first_saved_at, saved_at, saves, seq, tab,
                  typed_at)
                values (:attempt, :number, :answer, true, :now, :now, 1, :seq, :tab, :typed)
                on duplicate key update answer = values(answer), late = true, saved_at = values(saved_at),
                  saves = saves + 1, seq = values(seq), tab = values(tab), typed_at = values(typed_at)
                """)
                .param("attempt", attempt.attempt())
                .param("number", number)
                .param("answer", typed.answer())
                .param("now", now)
                .param("seq", typed.seq())
                .param("tab", tab)
                .param("typed", sql(typed.typedAt()))
                .update());
        var change = remarking.anew(attempt.attempt(), merged(attempt, fresh), true);
        change.ifPresent(one -> remarking.apply(List.of(one), Remarking.Cause.ANSWER_FILE, null, reason, by, second));
        return change;
    }

    private static java.time.@Nullable LocalDateTime sql(@Nullable Instant instant) {
        return instant == null ? null : Times.sql(instant);
    }

    private static Map<Integer, String> merged(Ended attempt, Map<Integer, Typed> fresh) {
        var answers = new HashMap<Integer, String>();
        attempt.answers().forEach((number, kept) -> answers.put(number, kept.text()));
        fresh.forEach((number, typed) -> answers.put(number, typed.answer()));
        return answers;
    }
}
