package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;

import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.testing.World;
import cn.mingbai.district.snapshots.OutreachSnapshots;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** The rows of sealed reports of outreach: each belongs to a campaign's division, and a town's stands for its district's. */
final class OutreachSnapshotsAccessRows implements AccessRows {

    private static final CampaignId NO_CAMPAIGN = new CampaignId(Long.MAX_VALUE / 2);
    private static final long NONE = -1;

    @Override
    public void seed(Fixture fixture, Target target) {
        var code = target.code().equals(World.TOWN) ? World.DISTRICT : target.code();
        if (target.level() != Level.COUNTY && !target.code().equals(World.TOWN)) {
            target.put("sealed-campaign", NO_CAMPAIGN);
            target.put("sealed-campaign-day", LocalDate.of(2026, 11, 1));
            target.put("outreach-snapshot", NONE);
            return;
        }
        var division = fixture.world().division(code);
        var campaign = fixture.bean(CampaignDirectory.class).all(division).stream()
                .filter(each -> each.division().equals(division))
                .findFirst()
                .orElseThrow();
        target.put("sealed-campaign", campaign.id());
        target.put("sealed-campaign-day", campaign.from());
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var snapshots = fixture.bean(OutreachSnapshots.class);
        for (var times = 0; times < 2; times++) {
            snapshots.seal(campaign.id(), campaign.from(), Locale.SIMPLIFIED_CHINESE);
            fixture.bean(JobRunner.class).runWaiting();
            fixture.signIn(DISTRICT_OFFICER, target.code());
        }
        target.put(
                "outreach-snapshot",
                snapshots.list().stream()
                        .filter(listed -> listed.campaign().equals(campaign.id()))
                        .mapToLong(OutreachSnapshots.Listed::id)
                        .max()
                        .orElseThrow());
    }

    private static CampaignId campaign(Target target) {
        return target.get("sealed-campaign", CampaignId.class);
    }

    private static LocalDate day(Target target) {
        return target.get("sealed-campaign-day", LocalDate.class);
    }

    private static long snapshot(Target target) {
        return target.get("outreach-snapshot", Long.class);
    }

    @Override
    public void add(Table table) {
        table.read(OutreachSnapshots.class, "list")
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list());
        table.read(OutreachSnapshots.class, "campaigns").by(DISTRICT_OFFICER).call((bean, target) -> bean.campaigns());
        table.read(OutreachSnapshots.class, "ahead", CampaignId.class, LocalDate.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.ahead(campaign(target), day(target)));
        table.write(OutreachSnapshots.class, "seal", CampaignId.class, LocalDate.class, Locale.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.seal(campaign(target), day(target), Locale.ENGLISH));
        table.read(OutreachSnapshots.class, "open", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.open(snapshot(target)));
        table.read(OutreachSnapshots.class, "verify", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.verify(snapshot(target)));
        table.read(OutreachSnapshots.class, "compare", long.class, Optional.class, Optional.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.compare(snapshot(target), Optional.empty(), Optional.empty()));
        table.write(OutreachSnapshots.class, "xlsx", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.xlsx(snapshot(target)));
        table.write(OutreachSnapshots.class, "pdf", long.class)
                .by(DISTRICT_OFFICER, AUDITOR)
                .call((bean, target) -> bean.pdf(snapshot(target)));
        table.route("sealed-reports", DISTRICT_OFFICER, AUDITOR);
        table.route("outreach-snapshots/:snapshot", DISTRICT_OFFICER, AUDITOR);
        table.route("outreach-snapshots/:snapshot/check", DISTRICT_OFFICER, AUDITOR);
        table.route("outreach-snapshots/:snapshot/difference", DISTRICT_OFFICER, AUDITOR);
    }
}
