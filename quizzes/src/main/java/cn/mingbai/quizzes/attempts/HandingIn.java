package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends attempts: marks what is saved under a lock of the attempt's row, and writes the training record in the same
 * transaction. An attempt ends once; ending it again changes nothing. One that nobody started ends with its window,
 * without a mark.
 */
@Component
class HandingIn {

    private final AttemptRows rows;
    private final AttemptMarks marks;
    private final Rulings rulings;
    private final TrainingRecords records;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration grace;

    /** @param grace how long after the deadline answers still come in, for slow connections; they are labelled late */
    HandingIn(
            AttemptRows rows,
            AttemptMarks marks,
            Rulings rulings,
            TrainingRecords records,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${mingbai.quizzes.grace:120s}") Duration grace) {
        this.rows = rows;
        this.marks = marks;
        this.rulings = rulings;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }

    /** Whether the time for answers, grace included, is over, or the time for starting. */
    boolean isOverdue(Attempt attempt) {
        if (attempt.isEnded()) {
            return false;
        }
        var now = clock.instant();
        var deadline = attempt.deadline();
        if (deadline != null) {
            return now.isAfter(deadline.plus(grace));
        }
        var startsUntil = attempt.startsUntil();
        return startsUntil != null && now.isAfter(startsUntil);
    }

    /**
     * Ends an attempt because the person says so.
     *
     * @param locking reads and locks it, in the transaction; empty when nothing is to be done
     * @param first what is done before, in the same transaction and under the lock; says whether to go on
     * @return whether there was an attempt
     */
    boolean byPerson(Supplier<Optional<AttemptRows.WithPaper>> locking, Predicate<AttemptRows.WithPaper> first) {
        return Retrying.onLocks(() -> Boolean.TRUE.equals(transactions.execute(status -> {
            var there = locking.get();
            there.filter(first)
                    .filter(locked -> locked.attempt().state() == State.OPEN)
                    .ifPresent(locked -> end(locked.attempt(), locked.paper(), true));
            return there.isPresent();
        })));
    }

    /** Ends an attempt whose time is over; one that still has time, or has ended, stays as it is. */
    void ifOverdue(long id) {
        Retrying.onLocks(() -> transactions.executeWithoutResult(status -> {
            var locked = rows.exclusiveWithPaper(id);
            if (isOverdue(locked.attempt())) {
                end(locked.attempt(), locked.paper(), false);
            }
        }));
    }

    private void end(Attempt attempt, Paper paper, boolean byPerson) {
        var id = attempt.id();
        var deadline = attempt.deadline();
        if (deadline == null) {
            rows.lapse(id, java.util.Objects.requireNonNull(attempt.startsUntil()));
            return;
        }
        var overdue = isOverdue(attempt);
        var now = clock.instant();
        // Nobody's page ended it after the deadline: it ended then, however late the server noticed.
        Instant ended = overdue ? deadline : now;
        var answers = rows.answers(id);
        var saved = new HashMap<Integer, String>();
        answers.forEach((number, answer) -> {
            if (answer.isGiven()) {
                saved.put(number, answer.answer());
            }
        });
        var marked = Marked.of(paper, saved, rulings.held(attempt.course()), attempt.passMark());
        var right = marked.right();
        var size = marked.each().size();
        var score = marked.score();
        var passed = marked.passed();
        rows.close(id, ended, overdue ? "AT_DEADLINE" : "BY_PERSON", right, score, passed, now);
        marks.first(id, paper, marked);
        record(attempt, Times.dayOf(ended), score, passed);
        var details = "person " + attempt.person().value() + ", course " + attempt.course() + ", " + right + " of "
                + size + (overdue ? ", at the deadline" : "")
                + (attempt.mode() == Mode.PRACTICE ? ", practice" : "");
        if (byPerson) {
            audit.recordFor(attempt.person(), "attempt.hand-in", "attempt " + id, null, details);
        } else {
            audit.record("attempt.hand-in", "attempt " + id, null, details);
        }
    }

    /** Practice leaves no record; a re-check that did not pass says nothing about the course, and leaves none either. */
    private void record(Attempt attempt, LocalDate day, int score, boolean passed) {
        if (attempt.mode() == Mode.PRACTICE) {
            return;
        }
        var evidence = "attempt:" + attempt.id();
        if (attempt.recheck() == null) {
            records.record(new TrainingEntry.QuizHandedIn(
                    attempt.person(), attempt.course(), attempt.courseVersion(), day, score, passed, evidence));
        } else if (passed) {
            records.record(new TrainingEntry.RecheckPassed(
                    attempt.person(),
                    attempt.course(),
                    attempt.courseVersion(),
                    day,
                    score,
                    attempt.recheck(),
                    evidence));
        }
    }
}
