package cn.mingbai.quizzes.attempts;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;

/** Tries a transaction again when it met another one: a deadlock (1213) or a lock time-out (1205). */
final class Retrying {

    private static final int TRIES = 5;

    private Retrying() {}

    /** Runs {@code transaction}, which must begin and end its own, up to five times. */
    static <T> T onLocks(Supplier<T> transaction) {
        for (var tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (PessimisticLockingFailureException met) {
                if (tries == TRIES) {
                    throw met;
                }
            }
        }
    }

    /** Runs {@code transaction}, which must begin and end its own, up to five times. */
    static void onLocks(Runnable transaction) {
        onLocks(() -> {
            transaction.run();
            return true;
        });
    }
}
