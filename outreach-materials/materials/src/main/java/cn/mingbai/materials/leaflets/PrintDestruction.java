package cn.mingbai.materials.leaflets;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Destroys, each night, the files whose time is over and the names in their lists. */
@Component
class PrintDestruction implements JobKind {

    static final String NAME = "print.destroy";

    private static final LocalTime AT_NIGHT = LocalTime.of(3, 10);

    private final PrintRows rows;
    private final PrintFolder folder;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PrintDestruction(PrintRows rows, PrintFolder folder, Audit audit, TransactionTemplate transactions, Clock clock) {
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
        rows.destroyed(folder.batches()).forEach(folder::destroy);
        var due = rows.due(Times.today(clock));
        var done = 0;
        for (var batch : due) {
            // The files first: what is gone twice is gone, but a batch marked as destroyed is not looked at again.
            folder.destroy(batch);
            var step = ++done;
            transactions.executeWithoutResult(status -> {
                if (rows.destroy(batch)) {
                    audit.record("print.destroy", "print batch " + batch.value(), null, "in time");
                }
                run.checkpoint(String.valueOf(batch.value()), step, due.size());
            });
        }
    }

    @Override
    public LocalTime daily() {
        return AT_NIGHT;
    }

    @Override
    public String dailyTitle() {
        return "materials.print.destruction";
    }
}
