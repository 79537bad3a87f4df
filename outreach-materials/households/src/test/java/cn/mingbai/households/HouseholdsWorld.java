package cn.mingbai.households;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** A campaign over the test district, and fresh villages and households in it. */
@Component
public class HouseholdsWorld {

    /** The first day of the campaign: resident households are due, the phone counts for those away. */
    public static final LocalDate BEGUN = LocalDate.of(2026, 9, 1);

    private static final AtomicInteger VILLAGES = new AtomicInteger();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final World world;
    private final Campaigns campaigns;
    private final CampaignDirectory campaignDirectory;
    private final DivisionDirectory divisions;
    private final Households households;

    HouseholdsWorld(
            World world,
            Campaigns campaigns,
            CampaignDirectory campaignDirectory,
            DivisionDirectory divisions,
            Households households) {
        this.world = world;
        this.campaigns = campaigns;
        this.campaignDirectory = campaignDirectory;
        this.divisions = divisions;
        this.households = households;
    }

    /** A village of the district that no other test was given, with the campaign over it. */
    public Division freshVillage() {
        openCampaign();
        var villages = divisions.subtree(world.division(World.DISTRICT), World.LIST_2023).stream()
                .filter(division -> division.level() == Level.VILLAGE)
                .filter(division -> !division.code().value().equals(World.VILLAGE))
                .toList();
        return villages.get(VILLAGES.getAndIncrement() % villages.size());
    }

    /** Opens the campaign of the district unless it is open. */
    public synchronized void openCampaign() {
        var district = world.division(World.DISTRICT);
        if (campaignDirectory.covering(district, LocalDate.of(2026, 11, 25)).isPresent()) {
            return;
        }
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        campaigns.open(
                district,
                new Campaigns.Draft(
                        "社会救助政策宣传到户",
                        "测试〔2026〕1号",
                        HouseholdBasis.RESIDENT,
                        "村户台账",
                        true,
                        List.of(new Campaign.Phase(
                                "宣传", BEGUN, LocalDate.of(2027, 9, 1), LocalDate.of(2026, 12, 31)))));
    }

    /** Signs an officer of the district in. */
    public void asOfficer() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    /** Signs a new outreach worker of the village in. */
    public void asWorker(Division village) {
        world.signIn(Role.OUTREACH_WORKER, village.code().value());
    }

    /** Adds a resident household from a day on, as known from that day on. */
    public HouseholdId household(DivisionId village, String head, LocalDate from) {
        asOfficer();
        var added = new HouseholdId[1];
        during(
                from,
                () -> added[0] = households.add(
                        village,
                        new HouseholdNumber(String.format("%06d", NUMBERS.incrementAndGet())),
                        new HouseholdDetails("三组", head, null, 3, true, true, false),
                        from));
        return added[0];
    }

    /** Runs {@code action} as if it were noon of {@code day}. */
    public static void during(LocalDate day, Runnable action) {
        ThreadClock.during(day.atTime(12, 0).atZone(Times.ZONE).toInstant(), action);
    }
}
