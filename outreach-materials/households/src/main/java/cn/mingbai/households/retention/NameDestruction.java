package cn.mingbai.households.retention;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Destroys, on the day that was set, the names and phones of campaigns that are closed, a village at a time; it is looked
 * each night. While another campaign of the district runs, its ledger needs them, and the destruction waits.
 */
@Component
class NameDestruction implements JobKind {

    static final String NAME = "names.destroy";

    private static final LocalTime AT_NIGHT = LocalTime.of(3, 25);

    private final ClosingRows rows;
    private final CampaignClosings closings;
    private final List<KeptNames> kept;
    private final Audit audit;
    private final Texts texts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    NameDestruction(
            ClosingRows rows,
            CampaignClosings closings,
            List<KeptNames> kept,
            Audit audit,
            Texts texts,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.closings = closings;
        this.kept = List.copyOf(kept);
        this.audit = audit;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(JobRun run) {
        var today = Times.today(clock);
        for (var closing : rows.due(today)) {
            var campaign = closings.find(closing.campaign());
            var next = closings.next(campaign);
            if (next != null) {
                run.result(
                        texts.get(Texts.LOCALES.getFirst(), "households.retention.waits", campaign.name(), next),
                        "campaign-closing");
                continue;
            }
            var villages = rows.villagesLeft(closing.id());
            var done = 0;
            for (var village : villages) {
                var step = ++done;
                transactions.executeWithoutResult(status -> {
                    // Halted meanwhile: what is not gone yet stays.
                    if (rows.stands(closing.id(), today)) {
                        var count = destroy(village);
                        rows.villageDestroyed(closing.id(), village, count);
                        record(closing, village, count);
                    }
                    run.checkpoint(String.valueOf(village.value()), step, villages.size());
                });
            }
            for (var gone : closings.gone(campaign)) {
                transactions.executeWithoutResult(status -> {
                    if (rows.stands(closing.id(), today)) {
                        var count = destroy(gone);
                        if (count > 0) {
                            record(closing, gone, count);
                        }
                    }
                });
            }
            transactions.executeWithoutResult(status -> {
                if (rows.stands(closing.id(), today)
                        && rows.villagesLeft(closing.id()).isEmpty()) {
                    rows.destroyed(closing.id());
                    audit.record(
                            "names.destroyed",
                            "campaign " + campaign.id().value(),
                            campaign.division(),
                            "all villages");
                }
            });
            run.result(
                    texts.get(Texts.LOCALES.getFirst(), "households.retention.done", campaign.name(), villages.size()),
                    "campaign-closing");
        }
    }

    private long destroy(DivisionId village) {
        return kept.stream().mapToLong(names -> names.destroy(village)).sum();
    }

    private void record(ClosingRows.Closing closing, DivisionId village, long count) {
        audit.record(
                "names.destroy",
                "campaign " + closing.campaign().value(),
                village,
                count + " names and phones, set for " + closing.destroyOn());
    }

    @Override
    public LocalTime daily() {
        return AT_NIGHT;
    }

    @Override
    public String dailyTitle() {
        return "households.retention.job";
    }
}
