package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Starts jobs; the services that use it have checked their caller. */
@Component
@Internal
public class Jobs {

    private static final int TITLE_LENGTH = 200;

    private final JobRows rows;
    private final ObjectProvider<JobRunner> runner;
    private final Access access;
    private final Audit audit;

    Jobs(JobRows rows, ObjectProvider<JobRunner> runner, Access access, Audit audit) {
        this.rows = rows;
        this.runner = runner;
        this.access = access;
        this.audit = audit;
    }

    /**
     * Starts a job in the caller's transaction: it begins after the commit, and never if that does not come. It runs with
     * the rights that the current caller then has.
     *
     * @param kind the name of a {@link JobKind}
     * @param division where it belongs, for the list of jobs, or null for nowhere
     * @param title what it does, in the starter's words, at most 200 characters
     * @param parameters what the kind needs, in the kind's own form
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public JobId start(String kind, @Nullable DivisionId division, String title, String parameters) {
        var shortened = title.length() <= TITLE_LENGTH ? title : title.substring(0, TITLE_LENGTH);
        var id = rows.add(
                        kind,
                        null,
                        division == null ? null : division.value(),
                        shortened,
                        parameters,
                        access.callerIfAny()
                                .map(caller -> caller.person().value())
                                .orElse(null))
                .orElseThrow();
        audit.record("job.start", "job " + id, division, kind + ": " + shortened);
        wakeAfterCommit();
        return new JobId(id);
    }

    void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                runner.getObject().wake();
            }
        });
    }
}
