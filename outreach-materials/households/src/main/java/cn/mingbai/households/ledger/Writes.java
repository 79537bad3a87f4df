package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a write in a transaction and, when the database gave it up for another one, runs it again from the start, outside
 * the transaction that failed.
 */
@Component
@Internal
public class Writes {

    /** Deadlock, lock wait time-out, and a row changed since the snapshot (MariaDB 11.6 and later). */
    private static final Set<Integer> TRY_AGAIN = Set.of(1213, 1205, 1020);

    private static final int TRIES = 6;
    private static final int PAUSE_MS = 40;

    private final TransactionTemplate transactions;

    Writes(PlatformTransactionManager manager) {
        this.transactions = new TransactionTemplate(manager);
        // Facts are read after the household's row is locked, and must be the latest then.
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Runs {@code write} in a transaction of its own, or once in the caller's when there is one. */
    public <T> T inTransaction(Supplier<T> write) {
        var own = !TransactionSynchronizationManager.isActualTransactionActive();
        for (var attempt = 1; ; attempt++) {
            try {
                return java.util.Objects.requireNonNull(transactions.execute(status -> write.get()));
            } catch (RuntimeException failed) {
                if (!own || attempt == TRIES || !mayTryAgain(failed)) {
                    throw failed;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, PAUSE_MS * attempt) * 1_000_000);
            }
        }
    }

    /** Runs {@code write} like {@link #inTransaction(Supplier)}. */
    public void inTransaction(Runnable write) {
        inTransaction(() -> {
            write.run();
            return Boolean.TRUE;
        });
    }

    static boolean mayTryAgain(Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && TRY_AGAIN.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
