package cn.mingbai.households.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visitapp.VisitApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class CampaignClosingsModuleTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final LocalDate OVER = LocalDate.of(2026, 6, 1);
    private static final LocalDate CLOSED = LocalDate.of(2026, 6, 10);
    private static final LocalDate GONE = LocalDate.of(2026, 9, 1);

    @Autowired
    World world;

    @Autowired
    Campaigns campaigns;

    @Autowired
    CampaignClosings closings;

    @Autowired
    NameDestruction destruction;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    Households households;

    @Autowired
    Devices devices;

    @Autowired
    VisitApp app;

    @Autowired
    Coverage coverage;

    @Autowired
    FieldCipher cipher;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Value("${mingbai.data}")
    Path data;

    // Of this test alone: the others leave theirs in the database.
    private String head = "";
    private String member = "";
    private String found = "";
    private String unmatched = "";
    private String phone = "";
    private String name = "";
    private World.FreshVillage place;
    private DivisionId district = new DivisionId(0);
    private DivisionId village = new DivisionId(0);
    private HouseholdId household = new HouseholdId(0);
    private CampaignId campaign = new CampaignId(0);

    @BeforeEach
    void aCampaignWithNamesEverywhere() {
        place = world.freshVillage();
        var own = place.district().substring(0, 6);
        head = "欧阳销毁甲" + own;
        member = "诸葛销毁丙" + own;
        found = "上官销毁丁" + own;
        unmatched = "东方销毁戊" + own;
        phone = "13987" + own;
        name = "收尾测试" + own;
        district = world.division(place.district());
        village = world.division(place.village());
        on(FIRST.minusDays(1), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            campaign = open(name, FIRST, OVER);
        });
        on(FIRST.plusDays(1), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            household = households.add(village, new HouseholdNumber("030012"), details(head, phone), FIRST.plusDays(1));
            households.add(village, new HouseholdNumber("030013"), details("王国", null), FIRST.plusDays(1));
        });
        on(FIRST.plusDays(5), () -> {
            world.signIn(world.person(Duty.OUTREACH_A, place.village(), FIRST));
            var registered = devices.register(UUID.randomUUID(), "手机");
            var now = FIRST.plusDays(5).atTime(12, 0).atZone(Times.ZONE).toInstant();
            handIn(
                    registered.key(),
                    "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"household\":"
                            + household.value() + ",\"outcome\":\"IN_PERSON\",\"informed\":\"CHILD\",\"member\":\""
                            + member + "\"}");
            handIn(
                    registered.key(),
                    "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"found\",\"at\":\"" + now + "\",\"village\":"
                            + village.value() + ",\"group\":\"九组\",\"head\":\"" + found + "\"}");
            // It waits for the town officer, with the name in it.
            handIn(
                    registered.key(),
                    "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now
                            + "\",\"household\":999999999,\"outcome\":\"IN_PERSON\",\"informed\":\"NEIGHBOUR\","
                            + "\"member\":\"" + unmatched + "\"}");
        });
        jdbc.sql("insert into visit_position (record_id, device_id, content, recorded_at)"
                        + " select client_id, device_id, :content, recorded_at from visit where household_id = :id")
                .param("content", cipher.encrypt("43.852301,125.301204,12,WGS84"))
                .param("id", household.value())
                .update();
        on(FIRST.plusDays(9), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            households.setState(household, HouseholdState.AWAY, head + "随子女外出，电话" + phone, FIRST.plusDays(9));
        });
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static void on(LocalDate day, Runnable action) {
        ThreadClock.during(day.atTime(12, 0).atZone(Times.ZONE).toInstant(), action);
    }

    private void handIn(String key, String record) {
        app.handIn(key, ("{\"records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private CampaignId open(String name, LocalDate from, LocalDate to) {
        return campaigns.open(
                district,
                new Campaigns.Draft(
                        name,
                        "测试〔2026〕9号",
                        HouseholdBasis.RESIDENT,
                        "村户台账",
                        true,
                        List.of(new Campaign.Phase("宣传", from, to, to.minusDays(1)))));
    }

    private static HouseholdDetails details(String head, @Nullable String phone) {
        return new HouseholdDetails("三组", head, phone, 3, true, true, false);
    }

    private void approve() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(
                desk.pending(Locale.CHINA).stream()
                        .filter(each -> each.approval().division().equals(district))
                        .map(each -> each.approval().id())
                        .collect(Collectors.toSet()),
                true,
                "");
    }

    private void close() {
        on(CLOSED, () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            closings.propose(campaign, GONE, "档案保存规定三个月");
            approve();
        });
    }

    /** Runs the nightly job on a day; answers what it said. */
    private List<String> night(LocalDate day) {
        var said = new ArrayList<String>();
        world.signOut();
        on(
                day,
                () -> destruction.run(new JobRun() {
                    @Override
                    public JobId id() {
                        return new JobId(0);
                    }

                    @Override
                    public String parameters() {
                        return "";
                    }

                    @Override
                    public Optional<String> checkpoint() {
                        return Optional.empty();
                    }

                    @Override
                    public void checkpoint(String cursor, int done, int total) {}

                    @Override
                    public void result(String text, @Nullable String path) {
                        if (text.contains(name)) {
                            said.add(text);
                        }
                    }
                }));
        return said;
    }

    @Test
    void onTheDayNamesAndPhonesAreGoneFromDatabaseAndFilesAndTheFiguresStay() throws IOException {
        on(CLOSED, () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            assertThat(closings.preview(campaign).kept())
                    .filteredOn(kept -> kept.what().endsWith(".ledger"))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.count()).isEqualTo(4));
            assertThat(closings.preview(campaign).kept())
                    .filteredOn(kept -> kept.what().endsWith(".positions"))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.count()).isOne());
        });
        close();
        assertThat(standing(head, phone, member, found, unmatched))
                .as("they are there before")
                .isNotEmpty();
        var asOf = new AsOf(OVER.minusDays(1), GONE);
        assertThat(night(GONE.minusDays(1))).as("not a day too early").isEmpty();
        assertThat(standing(head)).isNotEmpty();

        night(GONE);

        assertThat(standing(head, phone, member, found, unmatched)).isEmpty();
        // Encrypted from the first moment on, so that not even the database's own files or logs ever had them; what
        // somebody wrote into a reason is gone from the tables, and from the files when the server has reused the page.
        assertThat(filesWith(member, found, unmatched)).isEmpty();
        on(GONE.plusDays(1), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            var line = line();
            assertThat(line.state()).isEqualTo(CampaignClosings.State.DESTROYED);
            assertThat(closings.verify(campaign).differing()).isEmpty();
            var recount = coverage.recount(village, asOf);
            assertThat(recount.agrees()).isTrue();
            assertThat(recount.stored().due()).isEqualTo(3);
            assertThat(recount.stored().reached().count()).isEqualTo(1);
            assertThat(recount.stored().named().count()).isEqualTo(1);
            assertThat(coverage.left(village, asOf, 0, 10).doors())
                    .hasSize(2)
                    .allSatisfy(door -> assertThat(door.maskedHead()).isEqualTo("—"))
                    .filteredOn(door -> door.number().startsWith("030013"))
                    .hasSize(1);
            assertThat(closings.preview(campaign).kept()).allMatch(kept -> kept.count() == 0);
            assertThatThrownBy(() -> closings.propose(campaign, GONE.plusDays(30), "再来"))
                    .isInstanceOf(Conflict.class);
        });
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'names.destroy' and division_id = ?")
                        .param(village.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(night(GONE.plusDays(1))).as("once").isEmpty();
    }

    @Test
    void whereAPhoneWasGoesAlsoWithARecordThatNobodyPlaced() {
        var record = UUID.randomUUID().toString();
        var content = cipher.encrypt("43.852301,125.301204,12,WGS84");
        jdbc.sql(
                        "insert into record_to_match (id, client_id, payload_hash, device_id, worker_id, village_id, kind, reason,"
                                + " content, happened_at, visited_on, received_at) select next value for record_to_match_seq,"
                                + " :record, payload_hash, device_id, worker_id, village_id, 'VISIT', 'DIFFERS', :content,"
                                + " happened_at, visited_on, recorded_at from visit where household_id = :id")
                .param("record", record)
                .param("content", content)
                .param("id", household.value())
                .update();
        jdbc.sql("insert into visit_position (record_id, device_id, content, recorded_at)"
                        + " select client_id, device_id, :content, received_at from record_to_match"
                        + " where client_id = :record")
                .param("record", record)
                .param("content", content)
                .update();
        close();
        assertThat(positions(record)).isEqualTo(1);

        night(GONE);

        assertThat(positions(record)).isZero();
    }

    private int positions(String record) {
        return jdbc.sql("select count(*) from visit_position where record_id = ?")
                .param(record)
                .query(Integer.class)
                .single();
    }

    @Test
    void aSealTellsWhetherWhatWasKnownThenWasTouched() {
        close();
        on(CLOSED.plusDays(5), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            // What is learned later does not change what was sealed.
            households.setState(household, HouseholdState.DEMOLISHED, "已拆", OVER.minusDays(5));
            assertThat(closings.verify(campaign).differing()).isEmpty();
            jdbc.sql("update household_state set state = 'EMPTY' where household_id = ? and state = 'AWAY'")
                    .param(household.value())
                    .update();
            assertThat(closings.verify(campaign).differing()).hasSize(1);
        });
    }

    @Test
    void oneOfficerAloneClosesNothingAndARunningCampaignIsNotClosed() {
        on(OVER.minusDays(1), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            assertThatThrownBy(() -> closings.propose(campaign, GONE, "规定")).isInstanceOf(RuleViolation.class);
        });
        on(CLOSED, () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            assertThatThrownBy(() -> closings.propose(campaign, CLOSED, "规定")).isInstanceOf(RuleViolation.class);
            assertThatThrownBy(() -> closings.propose(campaign, CLOSED.plusYears(11), "规定"))
                    .isInstanceOf(RuleViolation.class);
            assertThatThrownBy(() -> closings.propose(campaign, GONE, " ")).isInstanceOf(RuleViolation.class);
            closings.propose(campaign, GONE, "规定");
            assertThatThrownBy(() -> closings.propose(campaign, GONE, "规定")).isInstanceOf(Conflict.class);
            var own = desk.pending(Locale.CHINA).stream()
                    .filter(each -> each.approval().division().equals(district))
                    .map(each -> each.approval().id())
                    .collect(Collectors.toSet());
            assertThatThrownBy(() -> desk.decide(own, true, "")).isInstanceOf(MingbaiException.class);
            assertThat(line().state()).isEqualTo(CampaignClosings.State.PROPOSED);
        });
        assertThat(night(GONE)).isEmpty();
        assertThat(standing(head)).isNotEmpty();
        on(CLOSED, () -> {
            world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
            assertThatThrownBy(() -> closings.preview(campaign)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> closings.halt(campaign, "不")).isInstanceOf(NotFound.class);
        });
    }

    @Test
    void haltedOrWhileAnotherCampaignNeedsThemNamesStay() {
        close();
        on(CLOSED.plusDays(1), () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            closings.halt(campaign, "复核中");
            assertThat(line().state()).isEqualTo(CampaignClosings.State.HALTED);
        });
        assertThat(night(GONE)).isEmpty();
        on(GONE, () -> {
            world.signIn(Role.DISTRICT_OFFICER, place.district());
            closings.propose(campaign, GONE.plusDays(10), "规定");
            approve();
            open("下一轮", GONE, GONE.plusMonths(3));
        });
        assertThat(night(GONE.plusDays(10))).singleElement().asString().contains("下一轮");
        assertThat(standing(head)).isNotEmpty();
    }

    private CampaignClosings.Line line() {
        return closings.list().stream()
                .filter(each -> each.campaign().equals(campaign))
                .findFirst()
                .orElseThrow();
    }

    /** Every column of the database in which one of these stands, in clear or under the field key. */
    private List<String> standing(String... names) {
        var found = new ArrayList<String>();
        jdbc.sql("select table_name, column_name, data_type from information_schema.columns"
                        + " where table_schema = database() and data_type in ('char', 'varchar', 'text', 'mediumtext',"
                        + " 'longtext', 'json', 'varbinary', 'binary', 'blob', 'mediumblob', 'longblob')")
                .query((row, index) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .forEach(column -> {
                    var where = column.get(0) + "." + column.get(1);
                    if (where.startsWith("audit_entry.") || where.startsWith("approval.")) {
                        return; // never rewritten; ADR 0035
                    }
                    template.query("select `" + column.get(1) + "` from `" + column.get(0) + "`", row -> {
                        var bytes = row.getBytes(1);
                        if (bytes == null) {
                            return;
                        }
                        var text = new String(bytes, StandardCharsets.UTF_8);
                        var clear = column.get(2).endsWith("char") ? "" : decrypted(bytes);
                        for (var name : names) {
                            if (text.contains(name) || clear.contains(name)) {
                                found.add(where + ": " + name);
                            }
                        }
                    });
                });
        return found;
    }

    private String decrypted(byte[] bytes) {
        try {
            return cipher.decrypt(bytes);
        } catch (IllegalStateException notEncrypted) {
            return "";
        }
    }

    private List<String> filesWith(String... names) throws IOException {
        var with = new ArrayList<String>();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes;
                try {
                    bytes = Files.readAllBytes(file);
                } catch (IOException gone) {
                    continue;
                }
                var text = new String(bytes, StandardCharsets.ISO_8859_1);
                for (var name : names) {
                    if (text.contains(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
                        with.add(file + ": " + name);
                    }
                }
            }
        }
        return with;
    }
}
