package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes villages ready for print, through the services of settings, roster and ledger. */
@Component
public class VillageForPrint {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    private final World world;
    private final LocalSettings settings;
    private final People people;
    private final Households households;

    VillageForPrint(World world, LocalSettings settings, People people, Households households) {
        this.world = world;
        this.settings = settings;
        this.people = people;
        this.households = households;
    }

    /** Fills every setting and posts an outreach worker with a phone; leaves an officer of the town signed in. */
    public DivisionId ready(FreshVillage place) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        for (var key : SettingKey.values()) {
            var unit = key.lowest() == Level.COUNTY ? place.district() : place.town();
            settings.set(world.division(unit), key, value(key), "测试", FROM);
        }
        world.signIn(Role.TOWN_OFFICER, place.town());
        return staffed(world.division(place.village()));
    }

    /** A second village of the same town, ready too; leaves an officer of the town signed in. */
    public DivisionId another(FreshVillage place) {
        var village = world.addVillage(place, "演示沟村");
        world.signIn(Role.TOWN_OFFICER, place.town());
        return staffed(village);
    }

    private DivisionId staffed(DivisionId village) {
        people.add(
                new StaffNumber("W" + Long.toString(System.nanoTime(), 36)),
                "演示宣传甲",
                "13900000001",
                village,
                Duty.OUTREACH_A,
                FROM);
        return village;
    }

    /** The settings that the shipped leaflet tells; boards tell further ones. */
    public static List<SettingKey> told() {
        return Arrays.stream(SettingKey.values())
                .filter(key -> key != SettingKey.PETITION && !key.optional())
                .toList();
    }

    /** A value of the key's form; each phone differs. */
    public static String value(SettingKey key) {
        return switch (key) {
            case UNIT -> "长春净月高新区社会发展局";
            case STANDARD_URBAN -> "780元/月（演示值）";
            case STANDARD_RURAL -> "6480元/年（演示值）";
            case STANDARD_DOCUMENT -> "演示文〔2026〕12号";
            case STANDARD_FROM -> "2026年7月1日";
            case ASSETS_SUMMARY -> "人均存款不超过低保年标准的两倍（演示值）";
            case ASSETS_DOCUMENT -> "演示文〔2026〕13号";
            case APPLY_ONLINE -> "演示小程序";
            case HOTLINE -> "12349";
            case PHONE_DISTRICT_ADVICE -> "0431-84500001（演示值）";
            case PHONE_DISTRICT_REPORT -> "0431-84500002（演示值）";
            case PHONE_TOWN_ADVICE -> "0431-84500003（演示值）";
            case PHONE_TOWN_REPORT -> "0431-84500004（演示值）";
            case EXCLUSION_SHARE -> "100%";
            case VISIT_PHOTO, VISIT_POSITION -> "不开通";
            case PETITION -> "每周三上午在便民服务大厅一楼接待来访（演示值）";
        };
    }

    /** A household in the ledger, entered by whoever is signed in. */
    public HouseholdId household(DivisionId village, String number, String group, String head, HouseholdState state) {
        var household = households.add(
                village,
                new HouseholdNumber(number),
                new HouseholdDetails(group, head, null, 3, true, true, false),
                FROM);
        if (state != HouseholdState.DUE) {
            households.setState(household, state, "测试", FROM.plusDays(1));
        }
        return household;
    }
}
