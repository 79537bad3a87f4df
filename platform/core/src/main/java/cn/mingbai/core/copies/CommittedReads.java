package cn.mingbai.core.copies;

import cn.mingbai.core.access.Internal;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads for what is kept in memory: in one consistent snapshot of what is committed, so that a copy never holds what a
 * caller has written and may yet take back.
 */
@Component
@Internal
public class CommittedReads {

    private final PlatformTransactionManager transactions;

    public CommittedReads(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    /**
     * Reads in the caller's transaction where that is a read-only snapshot, otherwise in one of its own: only those who may
     * have written need a second connection. Whoever waits for a copy's lock while holding one does not keep it from the
     * one who has the lock.
     */
    public <T> T read(Supplier<T> reading) {
        return read(
                isSnapshot()
                        ? TransactionDefinition.PROPAGATION_SUPPORTS
                        : TransactionDefinition.PROPAGATION_REQUIRES_NEW,
                reading);
    }

    /** Reads in a transaction of its own, what is committed now. */
    public <T> T anew(Supplier<T> reading) {
        return read(TransactionDefinition.PROPAGATION_REQUIRES_NEW, reading);
    }

    private <T> T read(int propagation, Supplier<T> reading) {
        var transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setPropagationBehavior(propagation);
        return Objects.requireNonNull(transaction.execute(status -> reading.get()));
    }

    static boolean isSnapshot() {
        var isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && (isolation == null || isolation >= TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }
}
