package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visitapp.RecordStatus;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A district of many villages, whose households have been visited again and again for three years. Households and visits
 * are written in bulk; a few of one village are written by the services as well, on the days on which they happened, and
 * compared row by row with those of another village: equal but for ids, hashes of what a phone sent, and the nonces of
 * encrypted columns, whose texts are compared. The campaign is opened over them by its service, which counts what is there.
 */
final class BenchLedger {

    static final String DISTRICT = "380200000000";
    private static final LocalDate ENTERED = LocalDate.of(2024, 1, 5);
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 9);
    private static final int VILLAGES_OF_A_TOWN = 34;
    private static final int GROUPS = 6;
    private static final int SAMPLE = 12;
    private static final int BATCH = 5000;
    private static final String[] FAMILY = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"};
    private static final String[] GIVEN = {"建国", "秀英", "桂兰", "德明", "玉珍", "志强", "淑华", "国栋", "凤琴", "永福"};

    private final ApplicationContext context;
    private final JdbcTemplate jdbc;
    private final JdbcTemplate owner;
    private final BulkRows bulk;
    private final World world;
    private final int households;
    private final int visits;

    /** How many days lie between two visits of a household. */
    private final int step;

    private long firstHousehold;
    final List<Village> villages = new ArrayList<>();

    /** A village with its households {@code first}, {@code first + 1} and so on. */
    record Village(DivisionId id, String code, long first) {}

    /** A phone of an outreach worker of a village. */
    record Phone(String key, Village village) {}

    /**
     * A ledger.
     *
     * @param villages how many
     * @param households of each village
     * @param visits of each household
     */
    BenchLedger(ApplicationContext context, int villages, int households, int visits) {
        this.context = context;
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.owner = context.getBean(OwnerDatabase.class).jdbc();
        this.bulk = new BulkRows(jdbc);
        this.world = context.getBean(World.class);
        this.households = households;
        this.visits = visits;
        this.step = (int)
                ((LocalDate.now(Times.ZONE).minusDays(6).toEpochDay() - FIRST.toEpochDay()) / Math.max(1, visits));
        world.division(World.DISTRICT);
        divisions(villages);
    }

    private void divisions(int count) {
        var district = bulk.division(DISTRICT, "演示大区", 1, "COUNTY");
        @Nullable DivisionId town = null;
        for (var i = 0; i < count; i++) {
            if (i % VILLAGES_OF_A_TOWN == 0) {
                var code = "380200%03d000".formatted(1 + i / VILLAGES_OF_A_TOWN);
                town = bulk.division(
                        code, "演示第%d镇".formatted(1 + i / VILLAGES_OF_A_TOWN), district.value(), "TOWNSHIP");
            }
            var code = "380200%03d%03d".formatted(1 + i / VILLAGES_OF_A_TOWN, 1 + i % VILLAGES_OF_A_TOWN);
            var id = bulk.division(
                    code,
                    "演示%d村".formatted(i),
                    java.util.Objects.requireNonNull(town).value(),
                    "VILLAGE");
            villages.add(new Village(id, code, 0));
        }
    }

    /** Registers a phone of a new outreach worker of the village, a month ago. */
    Phone phone(Village village) {
        var worker = world.person(Duty.OUTREACH_A, village.code(), LocalDate.of(2024, 1, 1));
        return new Phone(key(worker, Instant.now().minus(Duration.ofDays(30))), village);
    }

    private String key(PersonId worker, Instant at) {
        var key = new AtomicReference<String>();
        world.signIn(worker);
        ThreadClock.during(
                at,
                () -> key.set(context.getBean(Devices.class)
                        .register(new UUID(worker.value(), 0), "演示手机")
                        .key()));
        world.signOut();
        return java.util.Objects.requireNonNull(key.get());
    }

    /** The day of a household's visit. */
    private LocalDate day(int household, int visit) {
        return FIRST.plusDays((long) visit * step + (household * 7L + visit * 13L) % step);
    }

    private static String outcome(int household, int visit) {
        var one = (household * 31 + visit * 17) % 20;
        return one < 12 ? "IN_PERSON" : one < 14 ? "PHONE" : one < 18 ? "NOT_FOUND" : "LEFT_SHEET";
    }

    private static boolean spoke(int household, int visit) {
        return (household * 31 + visit * 17) % 20 < 14;
    }

    private static String relation(int household) {
        return household % 3 == 0 ? "SPOUSE" : "HEAD";
    }

    private static HouseholdDetails details(int household) {
        return new HouseholdDetails(
                "一二三四五六".charAt(household % GROUPS) + "组",
                FAMILY[household % FAMILY.length] + GIVEN[household / FAMILY.length % GIVEN.length],
                "1990000%04d".formatted(household % 10_000),
                1 + household % 6,
                true,
                true,
                household % 9 == 0);
    }

    private static HouseholdNumber number(int household) {
        return new HouseholdNumber("%06d".formatted(household + 1));
    }

    /** Writes all households and visits. */
    void load() {
        var sample = sampleHouseholds();
        bulkHouseholds();
        bulkStatements();
        bulkVisits();
        sampleVisits(sample);
        compare(sample.village(), villages.get(1));
    }

    /** What the services write. */
    private record Sample(Village village, PersonId worker, List<HouseholdId> households) {}

    private Sample sampleHouseholds() {
        var village = villages.getFirst();
        var officer = world.person(Role.DISTRICT_OFFICER, DISTRICT);
        var worker = world.person(Duty.OUTREACH_A, village.code(), LocalDate.of(2024, 1, 1));
        var ids = new ArrayList<HouseholdId>();
        world.signIn(officer);
        ThreadClock.during(noon(ENTERED), () -> {
            for (var i = 0; i < SAMPLE; i++) {
                ids.add(context.getBean(Households.class).add(village.id(), number(i), details(i), ENTERED));
            }
        });
        world.signOut();
        return new Sample(village, worker, ids);
    }

    private void sampleVisits(Sample sample) {
        var app = context.getBean(VisitApp.class);
        for (var visit = 0; visit < visits; visit++) {
            for (var i = 0; i < SAMPLE; i++) {
                var at = noon(day(i, visit));
                var key = key(sample.worker(), at.minus(Duration.ofDays(1)));
                var record = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + at
                        + "\",\"household\":" + sample.households().get(i).value() + ",\"outcome\":\""
                        + outcome(i, visit) + "\""
                        + (spoke(i, visit) ? ",\"informed\":\"" + relation(i) + "\"" : "") + ",\"seconds\":12}";
                ThreadClock.during(
                        at.plus(Duration.ofHours(2)),
                        () -> assertThat(app.handIn(
                                                key,
                                                ("{\"now\":\"" + at.plus(Duration.ofHours(2)) + "\",\"records\":["
                                                                + record + "]}")
                                                        .getBytes(StandardCharsets.UTF_8))
                                        .records())
                                .extracting(result -> result.status())
                                .containsExactly(RecordStatus.RECEIVED));
            }
        }
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(Times.ZONE).toInstant();
    }

    private void bulkHouseholds() {
        var cipher = context.getBean(FieldCipher.class);
        var orders = new HashMap<String, String>();
        jdbc.query("select distinct group_name, group_order from household_details", row -> {
            orders.put(row.getString(1), row.getString(2));
        });
        var officer = jdbc.queryForObject("select max(recorded_by) from household_details", Long.class);
        var reason = jdbc.queryForObject("select max(reason) from household_state", String.class);
        var recorded = Times.sql(noon(ENTERED));
        var count = (villages.size() - 1) * households;
        firstHousehold = bulk.reserve("household_seq", count);
        var details = bulk.reserve("household_details_seq", count);
        var states = bulk.reserve("household_state_seq", count);
        for (var i = 1; i < villages.size(); i++) {
            villages.set(
                    i,
                    new Village(
                            villages.get(i).id(),
                            villages.get(i).code(),
                            firstHousehold + (long) (i - 1) * households));
        }
        var heads = new ArrayList<Object[]>();
        var rows = new ArrayList<Object[]>();
        for (var i = 0; i < count; i++) {
            var of = i % households;
            var one = details(of);
            heads.add(new Object[] {
                firstHousehold + i,
                villages.get(1 + i / households).id().value(),
                number(of).value(),
                recorded
            });
            rows.add(new Object[] {
                details + i,
                firstHousehold + i,
                one.group(),
                orders.get(one.group()),
                cipher.encrypt(one.head()),
                cipher.searchHash(one.head()),
                cipher.encrypt(java.util.Objects.requireNonNull(one.phone())),
                one.members(),
                one.assisted(),
                ENTERED,
                recorded,
                officer
            });
            if (heads.size() == BATCH || i == count - 1) {
                jdbc.batchUpdate(
                        "insert into household (id, village_id, number, created_at) values (?, ?, ?, ?)", heads);
                jdbc.batchUpdate(
                        "insert into household_details (id, household_id, group_name, group_order, head, head_hash, phone,"
                                + " members, registered, resident, assisted, valid_from, valid_to, recorded_at,"
                                + " superseded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, true, true, ?, ?,"
                                + " '9999-12-31', ?, '9999-12-31', ?)",
                        rows);
                heads.clear();
                rows.clear();
            }
        }
        jdbc.update(
                "insert into household_state (id, household_id, state, reason, valid_from, valid_to, recorded_at,"
                        + " superseded_at, recorded_by) select ? + seq, ? + seq, 'DUE', ?, ?, '9999-12-31', ?, '9999-12-31',"
                        + " ? from seq_0_to_" + (count - 1),
                states,
                firstHousehold,
                reason,
                ENTERED,
                recorded,
                officer);
    }

    /** One row of an informed member, of every village's household of this number. */
    private record Statement(
            int household,
            @Nullable String policy,
            int visit,
            LocalDate from,
            LocalDate to,
            LocalDate recorded,
            @Nullable LocalDate superseded) {}

    // As the services do: who says the same again says nothing new; who says other closes what held, known from that
    // day.
    private List<Statement> statements(List<PolicyDirectory.Version> versions) {
        var all = new ArrayList<Statement>();
        for (var household = 0; household < households; household++) {
            @Nullable Statement open = null;
            for (var visit = 0; visit < visits; visit++) {
                if (!spoke(household, visit)) {
                    continue;
                }
                var day = day(household, visit);
                var policy = versions.stream()
                        .filter(version -> version.on(day))
                        .map(PolicyDirectory.Version::code)
                        .findFirst()
                        .orElse(null);
                if (open != null && java.util.Objects.equals(open.policy(), policy)) {
                    continue;
                }
                if (open != null) {
                    all.add(new Statement(
                            household, open.policy(), open.visit(), open.from(), open.to(), open.recorded(), day));
                    all.add(new Statement(household, open.policy(), open.visit(), open.from(), day, day, null));
                }
                open = new Statement(household, policy, visit, day, Times.NO_END, day, null);
            }
            if (open != null) {
                all.add(open);
            }
        }
        return all;
    }

    private void bulkStatements() {
        owner.execute("create table bench_statement (household int, policy varchar(10), visit int, valid_from date,"
                + " valid_to date, recorded date, superseded date, relation varchar(16), n int primary key auto_increment)"
                + " engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs");
        var rows = statements(context.getBean(PolicyDirectory.class).versions());
        jdbc.batchUpdate(
                "insert into bench_statement (household, policy, visit, valid_from, valid_to, recorded, superseded, relation)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                rows.stream()
                        .map(row -> new @Nullable Object[] {
                            row.household(),
                            row.policy(),
                            row.visit(),
                            row.from(),
                            row.to(),
                            row.recorded(),
                            row.superseded(),
                            relation(row.household())
                        })
                        .toList());
    }

    private void bulkVisits() {
        owner.execute("create table bench_village (n int primary key, id bigint not null, worker bigint not null,"
                + " device bigint not null) engine = InnoDB");
        // A worker and a phone of each village, who made its visits; the rows name them only.
        for (var i = 1; i < villages.size(); i++) {
            var worker = world.person(Duty.OUTREACH_B, villages.get(i).code(), LocalDate.of(2024, 1, 1));
            key(worker, noon(ENTERED));
            jdbc.update(
                    "insert into bench_village values (?, ?, ?, (select max(id) from device where person_id = ?))",
                    i - 1,
                    villages.get(i).id().value(),
                    worker.value(),
                    worker.value());
        }
        owner.execute(
                "create table bench_visit (household int, visit int, day date, outcome varchar(12), relation varchar(16),"
                        + " policy varchar(10), primary key (household, visit))"
                        + " engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs");
        var versions = context.getBean(PolicyDirectory.class).versions();
        var rows = new ArrayList<@Nullable Object[]>();
        for (var household = 0; household < households; household++) {
            for (var visit = 0; visit < visits; visit++) {
                var day = day(household, visit);
                rows.add(new @Nullable Object[] {
                    household,
                    visit,
                    day,
                    outcome(household, visit),
                    spoke(household, visit) ? relation(household) : null,
                    versions.stream()
                            .filter(version -> version.on(day))
                            .map(PolicyDirectory.Version::code)
                            .findFirst()
                            .orElse(null)
                });
            }
        }
        jdbc.batchUpdate("insert into bench_visit values (?, ?, ?, ?, ?, ?)", rows);
        var count = (villages.size() - 1) * households * visits;
        var first = bulk.reserve("visit_seq", count);
        jdbc.execute((org.springframework.jdbc.core.ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.createStatement()) {
                // Into an empty table without these checks the database sorts its indexes once.
                statement.execute("set unique_checks = 0, foreign_key_checks = 0");
                statement.execute("""
                        insert into visit (id, client_id, household_id, village_id, worker_id, visited_on, outcome, relation,
                          policy_version, payload_hash, recorded_at, device_id, meeting_id, happened_at, device_at,
                          clock_mark, entry_seconds, member, member_hash)
                        select %1$d + b.visit * %2$d + v.n * %3$d + b.household,
                          cast(insert(insert(md5(concat(v.n, '/', b.household, '/', b.visit)), 13, 1, '4'), 17, 1, 'a') as uuid),
                          %4$d + v.n * %3$d + b.household, v.id, v.worker, b.day, b.outcome, b.relation, b.policy,
                          unhex(sha2(concat(v.n, '/', b.household, '/', b.visit), 256)),
                          b.day + interval 6 hour, v.device, null, b.day + interval 4 hour, b.day + interval 4 hour, null, 12,
                          null, null
                        from bench_visit b join bench_village v order by b.visit, v.n, b.household
                        """.formatted(first, (villages.size() - 1) * households, households, firstHousehold));
                statement.execute("""
                        insert into informed_member (id, household_id, relation, level, policy_version, visit_id, valid_from,
                          valid_to, recorded_at, superseded_at, recorded_by)
                        select next value for informed_member_seq, %1$d + v.n * %2$d + s.household, s.relation, 'NAMED',
                          s.policy, %3$d + s.visit * %4$d + v.n * %2$d + s.household, s.valid_from, s.valid_to,
                          s.recorded + interval 6 hour, coalesce(s.superseded + interval 6 hour, '9999-12-31'), v.worker
                        from bench_village v join bench_statement s
                        """.formatted(firstHousehold, households, first, (villages.size() - 1) * households));
                statement.execute("set unique_checks = 1, foreign_key_checks = 1");
            }
            return true;
        });
        owner.execute("drop table bench_statement, bench_visit, bench_village");
        jdbc.execute("analyze table household, household_details, household_state, visit, informed_member");
    }

    private void compare(Village served, Village bulk) {
        var cipher = context.getBean(FieldCipher.class);
        for (var query : List.of(
                "select number, date_format(created_at, '%Y-%m-%d %H'), dated from household where village_id = ?"
                        + " and number <= '%06d' order by number",
                "select h.number, d.group_name, hex(d.group_order), hex(d.head_hash), d.members, d.registered, d.resident,"
                        + " d.assisted, d.valid_from, d.valid_to, date_format(d.recorded_at, '%Y-%m-%d %H'), d.superseded_at,"
                        + " d.recorded_by from household h join household_details d on d.household_id = h.id"
                        + " where h.village_id = ? and h.number <= '%06d' order by h.number, d.id",
                "select h.number, s.state, s.reason, s.valid_from, s.valid_to, date_format(s.recorded_at, '%Y-%m-%d %H'),"
                        + " s.superseded_at, s.recorded_by from household h join household_state s on s.household_id = h.id"
                        + " where h.village_id = ? and h.number <= '%06d' order by h.number, s.id",
                "select h.number, v.village_id = h.village_id, p.duty like 'OUTREACH_%', v.visited_on, v.outcome, v.relation,"
                        + " v.policy_version, octet_length(v.payload_hash), date_format(v.recorded_at, '%Y-%m-%d %H'),"
                        + " v.device_id is null, v.meeting_id, date_format(v.happened_at, '%Y-%m-%d %H:%i'), v.device_at, v.clock_mark, v.entry_seconds,"
                        + " v.member, v.member_hash, v.worker_id = w.person_id"
                        + " from household h join visit v on v.household_id = h.id"
                        + " join device w on w.id = v.device_id"
                        + " join posting p on p.person_id = v.worker_id and p.division_id = h.village_id"
                        + " where h.village_id = ? and h.number <= '%06d' order by h.number, v.visited_on",
                "select h.number, i.relation, i.level, i.policy_version, v.visited_on, i.valid_from, i.valid_to,"
                        + " date_format(i.recorded_at, '%Y-%m-%d %H'), date_format(i.superseded_at, '%Y-%m-%d %H'),"
                        + " i.recorded_by = v.worker_id"
                        + " from household h join informed_member i on i.household_id = h.id"
                        + " join visit v on v.id = i.visit_id"
                        + " where h.village_id = ? and h.number <= '%06d'"
                        + " order by h.number, i.valid_from, i.recorded_at, i.superseded_at")) {
            var sql = query.replace("%06d", "%06d".formatted(SAMPLE));
            assertThat(rows(sql, bulk)).as(query).isEqualTo(rows(sql, served)).isNotEmpty();
        }
        var heads = "select d.head, d.phone from household h join household_details d on d.household_id = h.id"
                + " where h.village_id = ? and h.number <= '%06d' order by h.number".formatted(SAMPLE);
        assertThat(texts(heads, bulk, cipher)).isEqualTo(texts(heads, served, cipher));
    }

    private List<Map<String, Object>> rows(String sql, Village village) {
        return jdbc.queryForList(sql, village.id().value());
    }

    private List<String> texts(String sql, Village village, FieldCipher cipher) {
        return jdbc.query(
                sql,
                (row, index) -> cipher.decrypt(row.getBytes(1)) + " " + cipher.decrypt(row.getBytes(2)),
                village.id().value());
    }

    /** Opens a campaign that began so many days ago: its figures are counted from what is there. */
    void campaign(int daysAgo) {
        var from = LocalDate.now(Times.ZONE).minusDays(daysAgo);
        world.signIn(Role.DISTRICT_OFFICER, DISTRICT);
        context.getBean(Campaigns.class)
                .open(
                        world.division(DISTRICT),
                        new Campaigns.Draft(
                                "政策宣传到户",
                                "演示〔2026〕2号",
                                HouseholdBasis.RESIDENT,
                                "村户台账",
                                true,
                                List.of(new Campaign.Phase("宣传", from, from.plusYears(1), from.plusMonths(6)))));
        world.signOut();
    }

    /** The district takes photos of visits. */
    void photos() {
        world.signIn(Role.DISTRICT_OFFICER, DISTRICT);
        context.getBean(LocalSettings.class)
                .set(
                        world.division(DISTRICT),
                        SettingKey.VISIT_PHOTO,
                        "开通：入户留影备查（演示）",
                        "测试",
                        LocalDate.now(Times.ZONE));
        world.signOut();
    }

    /** The last id that a visit of before the bench may bear. */
    long lastVisit() {
        return java.util.Objects.requireNonNull(jdbc.queryForObject("select max(id) from visit", Long.class));
    }

    static Instant utc(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
