package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import java.time.LocalDate;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes villages ready for print, through the services of settings and roster. */
@Component
public class VillageForPrint {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    private final World world;
    private final LocalSettings settings;
    private final People people;
    private final FieldCipher cipher;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    VillageForPrint(
            World world,
            LocalSettings settings,
            People people,
            FieldCipher cipher,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.world = world;
        this.settings = settings;
        this.people = people;
        this.cipher = cipher;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Fills every setting at the village and posts an outreach worker with a phone; leaves a town officer signed in. */
    public DivisionId ready(String code, String townCode) {
        var village = world.division(code);
        world.signIn(Role.TOWN_OFFICER, townCode);
        for (var key : SettingKey.values()) {
            set(village, key, value(key));
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

    /** Sets one value at the village. */
    public void set(DivisionId village, SettingKey key, String value) {
        settings.set(village, key, value, "测试", FROM);
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

    /** The settings that {@link #ready} makes, for a look at what is tested. */
    public static Iterable<SettingKey> keys() {
        return Arrays.asList(SettingKey.values());
    }

    /** A household in the ledger; {@code order} is its group's place. */
    public HouseholdId household(
            DivisionId village, String number, int order, String group, String head, HouseholdState state) {
        return transactions.execute(status -> {
            var id = jdbc.sql("select next value for household_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("insert into household (id, village_id, number, created_at) values (?, ?, ?, utc_timestamp(6))")
                    .params(id, village.value(), new HouseholdNumber(number).value())
                    .update();
            jdbc.sql("insert into household_details (id, household_id, group_name, group_order, head, head_hash,"
                            + " registered, resident, assisted, valid_from, valid_to, recorded_at, superseded_at)"
                            + " values (next value for household_details_seq, ?, ?, ?, ?, ?, true, true, false,"
                            + " '2024-01-01', '9999-12-31', '2024-01-01', '9999-12-31')")
                    .params(id, group, "%03d".formatted(order), cipher.encrypt(head), cipher.searchHash(head))
                    .update();
            jdbc.sql("insert into household_state (id, household_id, state, reason, valid_from, valid_to, recorded_at,"
                            + " superseded_at) values (next value for household_state_seq, ?, ?, 'test', '2024-01-01',"
                            + " '9999-12-31', '2024-01-01', '9999-12-31')")
                    .params(id, state.name())
                    .update();
            return new HouseholdId(id);
        });
    }
}
