package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes villages ready for print, through the services of settings, roster and ledger. */
@Component
public class VillageForPrint {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    private final World world;
    private final LocalSettings settings;
    private final People people;
    private final Households households;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    VillageForPrint(
            World world,
            LocalSettings settings,
            People people,
            Households households,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.world = world;
        this.settings = settings;
        this.people = people;
        this.households = households;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A village that no other test and no earlier run knows; the test database outlives a run. */
    public DivisionId empty(String townCode) {
        var town = world.division(townCode);
        return transactions.execute(status -> {
            var code = IntStream.range(400, 1000)
                    .mapToObj(number -> townCode.substring(0, 9) + number)
                    .filter(free -> jdbc.sql("select count(*) from division_version where code = ?")
                                    .params(free)
                                    .query(Integer.class)
                                    .single()
                            == 0)
                    .findFirst()
                    .orElseThrow();
            var id = jdbc.sql("select next value for division_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("insert into division (id, created_at) values (?, utc_timestamp(6))")
                    .params(id)
                    .update();
            jdbc.sql("insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,"
                            + " valid_to, recorded_at, superseded_at) values (next value for division_version_seq, ?,"
                            + " ?, '演示屯村', ?, 'VILLAGE', 'test', '2018-01-01', '9999-12-31', '2018-01-01',"
                            + " '9999-12-31')")
                    .params(id, code, town.value())
                    .update();
            jdbc.sql("insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                            + " select ancestor_id, ?, depth + 1, valid_from, valid_to from division_ancestor"
                            + " where descendant_id = ?")
                    .params(id, town.value())
                    .update();
            jdbc.sql("insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                            + " values (?, ?, 0, '2018-01-01', '9999-12-31')")
                    .params(id, id)
                    .update();
            return new DivisionId(id);
        });
    }

    /** The village's code. */
    public String code(DivisionId village) {
        return jdbc.sql("select code from division_version where division_id = ?")
                .params(village.value())
                .query(String.class)
                .single();
    }

    /**
     * A village of its own with every setting and an outreach worker with a phone; leaves an officer of the town signed
     * in.
     */
    public DivisionId ready(String townCode) {
        var village = empty(townCode);
        world.signIn(Role.TOWN_OFFICER, townCode);
        for (var key : SettingKey.values()) {
            settings.set(village, key, value(key), "测试", FROM);
        }
        people.add(
                new StaffNumber("W" + Long.toString(System.nanoTime(), 36)),
                "演示宣传甲",
                "13900000001",
                village,
                Duty.OUTREACH_A,
                FROM);
        return village;
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
