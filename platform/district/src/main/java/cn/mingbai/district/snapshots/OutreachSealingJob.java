package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.sealing.SealingRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals a report of outreach in the background. */
@Component
class OutreachSealingJob implements JobKind {

    static final String NAME = "snapshot.seal-outreach";

    private final OutreachSealing sealing;
    private final CampaignDirectory campaigns;
    private final Access access;
    private final TransactionTemplate transactions;
    private final Texts texts;

    OutreachSealingJob(
            OutreachSealing sealing,
            CampaignDirectory campaigns,
            Access access,
            TransactionTemplate transactions,
            Texts texts) {
        this.sealing = sealing;
        this.campaigns = campaigns;
        this.access = access;
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
            sealing.queue(request.subject());
            var campaign = campaigns.all().stream()
                    .filter(each -> each.id().value() == request.subject())
                    .findFirst()
                    .orElseThrow(() -> new NotFound("core.access.not-found"));
            // Who has left the post since does not seal.
            access.require(Action.SEAL_SNAPSHOTS, campaign.division());
            var id = sealing.seal(campaign, request.day(), request.knownBefore());
            run.checkpoint(String.valueOf(id), 1, 1);
            return id;
        });
        run.result(
                texts.get(request.locale(), "district.snapshot.sealed", request.day()),
                "outreach-snapshots/" + snapshot);
    }
}
