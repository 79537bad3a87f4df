package cn.mingbai.households;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A campaign over the test district, and fresh villages and households in it. */
@Component
public class HouseholdsWorld {

    /** The first day of the campaign: resident households are due, the phone counts for those away. */
    public static final LocalDate BEGUN = LocalDate.of(2026, 9, 1);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final World world;
    private final Campaigns campaigns;
    private final CampaignDirectory campaignDirectory;
    private final DivisionDirectory divisions;
    private final Households households;
    private final Devices devices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    HouseholdsWorld(
            World world,
            Campaigns campaigns,
            CampaignDirectory campaignDirectory,
            DivisionDirectory divisions,
            Households households,
            Devices devices,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.world = world;
        this.campaigns = campaigns;
        this.campaignDirectory = campaignDirectory;
        this.divisions = divisions;
        this.households = households;
        this.devices = devices;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A new village in 玉潭镇 that nothing else knows, with the campaign over it. */
    public Division freshVillage() {
        openCampaign();
        var town = world.division(World.TOWN);
        var code = "2201729" + String.format("%05d", 1 + Math.floorMod(System.nanoTime() / 100 * 7, 99_000L));
        if (code.endsWith("000")
                || divisions.byCode(new DivisionCode(code), World.LIST_2023).isPresent()) {
            return freshVillage();
        }
        var id =
                jdbc.sql("select next value for division_seq").query(Long.class).single();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into division (id, created_at) values (?, utc_timestamp(6))")
                    .param(id)
                    .update();
            jdbc.sql("""
                    insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,
                      valid_to, recorded_at, superseded_at)
                    values (next value for division_version_seq, ?, ?, ?, ?, 'VILLAGE', 'test', '2018-10-31',
                      '9999-12-31', '2018-10-31', '9999-12-31')
                    """)
                    .params(id, code, "测试" + code.substring(7) + "村委会", town.value())
                    .update();
            jdbc.sql("""
                    insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)
                    select ancestor_id, ?, depth + 1, valid_from, valid_to from division_ancestor
                    where descendant_id = ? union all select ?, ?, 0, '2018-10-31', '9999-12-31'
                    """).params(id, town.value(), id, id).update();
            world.divisionsChanged();
        });
        return divisions.get(new DivisionId(id), World.LIST_2023);
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
        return household(village, String.format("%06d", NUMBERS.incrementAndGet()), "三组", head, from);
    }

    /** Adds a resident household of a group under a number, on and since the first day of the campaign. */
    public HouseholdId household(DivisionId village, String number, String group, String head) {
        return household(village, number, group, head, BEGUN);
    }

    private HouseholdId household(DivisionId village, String number, String group, String head, LocalDate from) {
        asOfficer();
        var added = new HouseholdId[1];
        during(
                from,
                () -> added[0] = households.add(
                        village,
                        new HouseholdNumber(number),
                        new HouseholdDetails(group, head, null, 3, true, true, false),
                        from));
        return added[0];
    }

    /** A phone that a worker registered at an instant; nobody is signed in afterwards. */
    public Devices.Registered registered(PersonId worker, Instant at) {
        return registered(worker, UUID.randomUUID(), at);
    }

    /** The same under an installation that a test speaks of. */
    public Devices.Registered registered(PersonId worker, UUID installation, Instant at) {
        world.signIn(worker);
        var registered = new Devices.Registered[1];
        ThreadClock.during(at, () -> registered[0] = devices.register(installation, "测试手机"));
        world.signOut();
        return registered[0];
    }

    /** A phone that a new outreach worker of the village registers now; nobody is signed in afterwards. */
    public Devices.Registered registered(Division village) {
        asWorker(village);
        var registered = devices.register(UUID.randomUUID(), "测试手机");
        world.signOut();
        return registered;
    }

    /** Runs {@code action} as if it were noon of {@code day}. */
    public static void during(LocalDate day, Runnable action) {
        ThreadClock.during(day.atTime(12, 0).atZone(Times.ZONE).toInstant(), action);
    }
}
