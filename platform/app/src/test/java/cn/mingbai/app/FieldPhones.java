package cn.mingbai.app;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationContext;

/** A village of its own with a campaign, households, and registered phones, for tests over HTTP. */
public final class FieldPhones {

    private static final LocalDate BEGUN = LocalDate.of(2024, 1, 1);

    private final ApplicationContext context;
    private final World world;
    public final String code;
    public final String district;
    public final DivisionId village;
    public final List<Long> households = new ArrayList<>();

    public FieldPhones(ApplicationContext context, int doors) {
        this.context = context;
        this.world = context.getBean(World.class);
        var fresh = world.freshVillage();
        this.code = fresh.village();
        this.district = fresh.district();
        this.village = world.division(code);
        world.signIn(Role.DISTRICT_OFFICER, district);
        context.getBean(Campaigns.class)
                .open(
                        world.division(district),
                        new Campaigns.Draft(
                                "宣传到户",
                                "测试〔2024〕7号",
                                HouseholdBasis.REGISTERED,
                                "村台账",
                                true,
                                List.of(new Campaign.Phase("宣传", BEGUN, BEGUN.plusYears(30), BEGUN))));
        for (var i = 0; i < doors; i++) {
            households.add(context.getBean(Households.class)
                    .add(
                            village,
                            new HouseholdNumber(String.format("%06d", i + 1)),
                            new HouseholdDetails("三组", "王建国", null, 3, true, true, false),
                            Times.today(java.time.Clock.systemUTC()).minusDays(20))
                    .value());
        }
        world.signOut();
    }

    /** Registers a phone of a new worker of the village, some days ago; answers its key. */
    public String phone() {
        var key = new AtomicReference<String>();
        world.signIn(Role.OUTREACH_WORKER, code);
        ThreadClock.during(
                Instant.now().minus(Duration.ofDays(10)),
                () -> key.set(context.getBean(Devices.class)
                        .register(UUID.randomUUID(), "测试手机")
                        .key()));
        world.signOut();
        return java.util.Objects.requireNonNull(key.get());
    }

    public static String body(List<String> records) {
        return "{\"now\":\"" + Instant.now() + "\",\"records\":[" + String.join(",", records) + "]}";
    }

    public static String visit(UUID id, long household) {
        return "{\"id\":\"" + id + "\",\"kind\":\"visit\",\"at\":\"" + Instant.now() + "\",\"household\":" + household
                + ",\"outcome\":\"IN_PERSON\",\"informed\":\"HEAD\",\"seconds\":11}";
    }
}
