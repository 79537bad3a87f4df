package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.quizzes.attempts.AttemptRows.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends attempts: marks what is saved under a lock of the attempt's row, and writes the training record in the same
 * transaction. An attempt ends once; ending it again changes nothing.
 */
@Component
class HandingIn {

    /** How long after the deadline answers still come in, for slow connections; they are labelled late. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final AttemptRows rows;
    private final AttemptMarks marks;
    private final TrainingRecords records;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    HandingIn(
            AttemptRows rows,
            AttemptMarks marks,
            TrainingRecords records,
            Audit audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.marks = marks;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether the time for answers, grace included, is over. */
    boolean isOverdue(Attempt attempt) {
        return attempt.isOpen() && clock.instant().isAfter(attempt.deadline().plus(GRACE));
    }

    /** Ends an attempt because the person says so. */
    void byPerson(long attempt) {
        Retrying.onLocks(() -> transactions.executeWithoutResult(status -> end(attempt, true)));
    }

    /** Ends an attempt whose time is over; one that still has time, or has ended, stays as it is. */
    void ifOverdue(long attempt) {
        Retrying.onLocks(() -> transactions.executeWithoutResult(status -> end(attempt, false)));
    }

    private void end(long id, boolean byPerson) {
        var attempt = rows.exclusive(id);
        var overdue = isOverdue(attempt);
        if (!attempt.isOpen() || (!byPerson && !overdue)) {
            return;
        }
        var now = clock.instant();
        // Nobody's page ended it after the deadline: it ended then, however late the server noticed.
        Instant ended = overdue ? attempt.deadline() : now;
        var answers = rows.answers(id);
        var saved = new HashMap<Integer, String>();
        answers.forEach((number, answer) -> saved.put(number, answer.answer()));
        var marked = Marked.of(attempt.paper(), saved, attempt.passMark());
        var right = marked.right();
        var size = marked.each().size();
        var score = marked.score();
        var passed = marked.passed();
        rows.close(id, ended, overdue ? "AT_DEADLINE" : "BY_PERSON", right, score, passed, now);
        marks.first(id, attempt.paper(), marked);
        record(attempt, Times.dayOf(ended), score, passed);
        var details = "person " + attempt.person().value() + ", course " + attempt.course() + ", " + right + " of "
                + size + (overdue ? ", at the deadline" : "");
        if (byPerson) {
            audit.recordFor(attempt.person(), "attempt.hand-in", "attempt " + id, null, details);
        } else {
            audit.record("attempt.hand-in", "attempt " + id, null, details);
        }
    }

    /** A re-check that did not pass says nothing about the course, and leaves no record. */
    private void record(Attempt attempt, LocalDate day, int score, boolean passed) {
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
