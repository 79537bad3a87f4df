package cn.mingbai.district.dossiers;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Destroys, each night, the dossiers whose time is over, and what a crash or a cancelled run left. */
@Component
class DossierDestruction implements JobKind {

    static final String NAME = "dossier.destroy";

    private static final LocalTime AT_NIGHT = LocalTime.of(3, 20);

    private final DossierRows rows;
    private final DossierFolder folder;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DossierDestruction(
            DossierRows rows, DossierFolder folder, Audit audit, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.folder = folder;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun run) {
        var all = folder.all();
        var wanted = rows.wanted(all);
        all.stream().filter(id -> !wanted.contains(id)).forEach(id -> folder.destroy(new DossierId(id)));
        var due = rows.due(Times.today(clock));
        var done = 0;
        for (var dossier : due) {
            // The files first: what is gone twice is gone, but what is marked as destroyed is not looked at again.
            folder.destroy(dossier);
            var step = ++done;
            transactions.executeWithoutResult(status -> {
                if (rows.destroy(dossier, clock.instant())) {
                    audit.record("dossier.destroy", "dossier " + dossier.value(), null, "in time");
                }
                run.checkpoint(String.valueOf(dossier.value()), step, due.size());
            });
        }
    }

    @Override
    public LocalTime daily() {
        return AT_NIGHT;
    }

    @Override
    public String dailyTitle() {
        return "district.dossier.destruction";
    }
}
