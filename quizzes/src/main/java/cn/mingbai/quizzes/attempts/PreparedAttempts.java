package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes attempts ready before they are started, and changes their times. Whoever calls this has checked who asks, and
 * writes down why. The methods run in a transaction of the caller's, or in one of their own.
 */
@Component
@Internal
public class PreparedAttempts {

    private static final int DAY = 24 * 60 * 60;

    private final AttemptRows rows;
    private final AttemptTokens tokens;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PreparedAttempts(AttemptRows rows, AttemptTokens tokens, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes an attempt ready. The same one again, also of a scheduled test that the person has ended, changes nothing and
     * answers with the same id.
     *
     * @throws RuleViolation when the window ends before it opens, or the limit is not 1 second to 1 day
     */
    public long prepare(Preparation what) {
        if (what.limitSeconds() < 1 || what.limitSeconds() > DAY) {
            throw new RuleViolation("quizzes.attempt.limit", DAY / 60);
        }
        requireOrder(what.opensAt(), what.windowEnd());
        if (what.sitting() != null) {
            var before = rows.ofSitting(what.sitting(), what.person());
            if (before.isPresent()) {
                return before.get().id();
            }
        }
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var id = rows.nextId();
                rows.insert(id, what, AttemptTokens.digest(tokens.token(id, 0)), now());
                return id;
            }));
        } catch (DuplicateKeyException again) {
            return rows.open(what.openKey())
                    .or(() -> what.sitting() == null ? Optional.empty() : rows.ofSitting(what.sitting(), what.person()))
                    .map(Attempt::id)
                    .orElseThrow(() -> again);
        }
    }

    /**
     * Changes when a scheduled test opens and ends, for all its attempts that have not ended. Open pages learn of it within
     * a minute; an end that has passed ends them, grace for answers on their way included.
     *
     * @return how many attempts that were
     * @throws RuleViolation when it ends before it opens
     */
    public int window(long sitting, Instant opens, Instant end) {
        requireOrder(opens, end);
        return Objects.requireNonNull(transactions.execute(status -> rows.window(sitting, opens, end)));
    }

    /**
     * Changes what has been made ready of a scheduled test, for all its attempts that have not been started.
     *
     * @return how many attempts that were
     * @throws RuleViolation when it ends before it opens, or the limit is not 1 second to 1 day
     */
    public int change(long sitting, String title, int passMark, int limitSeconds, Instant opens, Instant end) {
        if (limitSeconds < 1 || limitSeconds > DAY) {
            throw new RuleViolation("quizzes.attempt.limit", DAY / 60);
        }
        requireOrder(opens, end);
        return Objects.requireNonNull(
                transactions.execute(status -> rows.change(sitting, title, passMark, limitSeconds, opens, end)));
    }

    /**
     * Ends the attempts of a scheduled test that have not been started, without a mark, so that nothing is left to open.
     *
     * @return how many attempts that were
     */
    public int withdraw(long sitting) {
        return Objects.requireNonNull(transactions.execute(status -> rows.withdraw(sitting, now())));
    }

    /**
     * Sets the extra time of a person's attempt at a scheduled test, beyond limit and window.
     *
     * @param seconds 0 to 1 day
     * @return whether the attempt had not ended
     * @throws RuleViolation when the time is out of range
     */
    public boolean extraTime(long sitting, PersonId person, int seconds) {
        if (seconds < 0 || seconds > DAY) {
            throw new RuleViolation("quizzes.attempt.extra", DAY / 60);
        }
        return rows.ofSitting(sitting, person)
                .map(attempt ->
                        Objects.requireNonNull(transactions.execute(status -> rows.extra(attempt.id(), seconds))) > 0)
                .orElse(false);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireOrder(
            @org.jspecify.annotations.Nullable Instant opens, @org.jspecify.annotations.Nullable Instant end) {
        if (opens != null && end != null && !opens.isBefore(end)) {
            throw new RuleViolation("quizzes.attempt.window");
        }
    }
}
