package cn.mingbai.courses.snapshots;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.sealing.SealingRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals a report in the background. */
@Component
class SealingJob implements JobKind {

    static final String NAME = "snapshot.seal";

    private final Sealing sealing;
    private final TransactionTemplate transactions;
    private final Texts texts;

    SealingJob(Sealing sealing, TransactionTemplate transactions, Texts texts) {
        this.sealing = sealing;
        this.transactions = transactions;
        this.texts = texts;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One transaction seals the whole report, or nothing: a run that was cut off begins anew. */
    @Override
    public void run(JobRun run) {
        var request = SealingRequest.parse(run.parameters());
        run.checkpoint("", 0, 1);
        var snapshot = transactions.execute(status -> {
            var id = sealing.seal(new DivisionId(request.subject()), request.day(), request.knownBefore());
            run.checkpoint(String.valueOf(id), 1, 1);
            return id;
        });
        run.result(texts.get(request.locale(), "courses.snapshot.sealed", request.day()), "rate-snapshots/" + snapshot);
    }
}
