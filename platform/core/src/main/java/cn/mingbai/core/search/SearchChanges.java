package cn.mingbai.core.search;

import cn.mingbai.core.access.Internal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells this node's index that something to be found has changed; other nodes see it within a minute by themselves. */
@Component
@Internal
public class SearchChanges {

    private final ApplicationEventPublisher events;

    SearchChanges(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Something changed; heard only after a commit. */
    public record Changed() {}

    /** To be called in the transaction that changes it: the index looks after the commit, and never without one. */
    public void afterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            events.publishEvent(new Changed());
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.publishEvent(new Changed());
            }
        });
    }
}
