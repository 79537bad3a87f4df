package cn.mingbai.district.inspections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.households.devices.DeviceId;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visitapp.RecordResult;
import cn.mingbai.households.visitapp.RecordStatus;
import cn.mingbai.households.visitapp.VisitApp;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks that inspectors hand in from their phones, by the calls of the visit app. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class ChecksOfPhonesModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Inspections inspections;

    @Autowired
    CheckRecords records;

    @Autowired
    CheckRecordTasks tasks;

    @Autowired
    VisitApp app;

    @Autowired
    Devices devices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId village = new DivisionId(0);
    private PersonId inspector = new PersonId(0);
    private Phone phone = new Phone(new DeviceId(0), "");
    private InspectionId inspection = new InspectionId(0);
    private List<HouseholdId> doors = List.of();

    /** A registered phone. */
    private record Phone(DeviceId device, String key) {}

    @BeforeEach
    void aDrawnInspectionAndItsInspectorsPhone() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        village = world.division(place.village());
        inspector = world.person(Role.INSPECTOR, place.district());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                world.division(place.district()),
                new Campaign.Phase("排查阶段", TODAY.minusDays(30), TODAY.plusDays(60), TODAY.plusDays(29)));
        doors = districts.addHouseholds(village, 12, FROM);
        world.signIn(world.person(Duty.OUTREACH_A, place.village(), FROM));
        doors.forEach(door -> districts.visit(door, TODAY, VisitOutcome.IN_PERSON));
        phone = registered(inspector);
        world.signIn(inspector);
        inspection = inspections.freeze(new InspectionDraft("演示抽查", Preset.VILLAGE, List.of(village), 4, 0));
        inspections.writeInspectorsNumber(inspection, "20261126");
        world.signIn(Role.TOWN_OFFICER, place.town());
        inspections.writeTownsNumber(inspection, "731904");
        world.signOut();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Phone registered(PersonId person) {
        world.signIn(person);
        var registered = devices.register(UUID.randomUUID(), "督导手机");
        world.signOut();
        return new Phone(registered.device(), registered.key());
    }

    private List<InspectionItem> items() {
        world.signIn(inspector);
        var items = inspections.items(inspection);
        world.signOut();
        return items;
    }

    private InspectionItem item(int place) {
        return items().get(place);
    }

    private InspectionItem replacement(int place) {
        return items().stream().filter(InspectionItem::replacement).toList().get(place);
    }

    private @Nullable Finding found(ItemId item) {
        return items().stream()
                .filter(each -> each.id().equals(item))
                .map(InspectionItem::finding)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private JsonNode pack(Phone of) {
        return MAPPER.readTree(MAPPER.writeValueAsBytes(app.pack(of.key())));
    }

    private List<RecordResult> handIn(Phone by, String... bodies) {
        var body = "{\"now\":\"" + clock.instant() + "\",\"records\":[" + String.join(",", bodies) + "]}";
        return app.handIn(by.key(), body.getBytes(StandardCharsets.UTF_8)).records();
    }

    private RecordResult handInOne(Phone by, String body) {
        return handIn(by, body).getFirst();
    }

    private static String check(UUID id, Instant at, ItemId item, String rest) {
        return "{\"id\":\"" + id + "\",\"kind\":\"check\",\"at\":\"" + at + "\",\"item\":" + item.value() + "," + rest
                + "}";
    }

    private String check(ItemId item, String outcome) {
        return check(UUID.randomUUID(), clock.instant(), item, "\"outcome\":\"" + outcome + "\"");
    }

    private List<CheckRecords.Line> open() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        return records.open();
    }

    private int findings() {
        return jdbc.sql("select count(*) from inspection_finding f join inspection_item t on t.id = f.item_id"
                        + " where t.inspection_id = ?")
                .param(inspection.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void aPhoneHasTheDoorsDrawnAndNoOtherHouseholdMaskedInTheOrderInWhichOneWalks() {
        var pack = pack(phone);
        assertThat(pack.path("villages").size()).isZero();
        assertThat(pack.has("questions")).isFalse();
        var check = pack.path("parts").path("check");
        assertThat(check.path("rounds").size()).isOne();
        var listed = check.path("rounds").path(0).path("doors");
        assertThat(listed.size()).isEqualTo(items().size()).isLessThan(doors.size());
        var numbers = new ArrayList<String>();
        listed.forEach(door -> numbers.add(door.path("number").stringValue()));
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(check.toString()).doesNotContain("演示户1").contains("演*");
        assertThat(listed.path(0).path("informed").path("relation").stringValue())
                .isEqualTo("HEAD");
        assertThat(check.path("villages").path(0).path("id").longValue()).isEqualTo(village.value());
    }

    @Test
    void nobodyElsesPhoneHasThemAndTheyGoWhenTheInspectionEndsOrTheInspectorIsNoneAnyMore() {
        var colleague = registered(world.person(Role.INSPECTOR, place.district()));
        assertThat(pack(colleague).path("parts").path("check").path("rounds").size())
                .isZero();
        var worker = registered(world.person(Duty.OUTREACH_A, place.village(), FROM));
        assertThat(pack(worker).has("parts")).isFalse();

        jdbc.sql("insert into inspection_closing (inspection_id, recorded_at, recorded_by) values (?, ?, ?)")
                .params(inspection.value(), Times.sql(clock.instant()), inspector.value())
                .update();
        assertThat(pack(phone).path("parts").path("check").path("rounds").size())
                .isZero();

        jdbc.sql("update role_grant set valid_to = ? where person_id = ?")
                .params(TODAY, inspector.value())
                .update();
        assertThatThrownBy(() -> app.pack(phone.key()))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("no-post");
    }

    @Test
    void aCheckStandsOnTheDesksPageWholeHoweverOftenItIsSentAndFiveTimesAtOnce() throws Exception {
        var item = item(0).id();
        var record = check(
                UUID.randomUUID(),
                clock.instant(),
                item,
                "\"outcome\":\"MET\",\"spokeWith\":\"SPOUSE\",\"sheet\":true,\"informed\":false,\"answers\":2,\"version\":\"L26\","
                        + "\"phone\":true,\"satisfaction\":\"FAIR\",\"signed\":true,\"unlisted\":2,\"problem\":\" 没有张贴 \","
                        + "\"deadline\":\"" + TODAY.plusDays(7) + "\"");
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<RecordResult>>();
        try (var threads = Executors.newFixedThreadPool(5)) {
            for (var i = 0; i < 5; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return handInOne(phone, record);
                }));
            }
            start.countDown();
        }
        var receipts = new ArrayList<@Nullable String>();
        var statuses = new ArrayList<RecordStatus>();
        for (var answer : answers) {
            receipts.add(answer.get().receipt());
            statuses.add(answer.get().status());
        }
        clock.advance(Duration.ofHours(1));
        var again = handInOne(phone, record);
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(again.receipt()).matches("\\d{8}-I\\d+");
        assertThat(receipts).containsOnly(again.receipt());
        assertThat(statuses.stream().filter(RecordStatus.RECEIVED::equals)).hasSize(1);
        assertThat(findings()).isOne();
        assertThat(found(item))
                .isEqualTo(new Finding(
                        TODAY,
                        FindingOutcome.MET,
                        Relation.SPOUSE,
                        true,
                        false,
                        2,
                        true,
                        Satisfaction.FAIR,
                        true,
                        2,
                        "没有张贴",
                        TODAY.plusDays(7)));
        assertThat(open()).isEmpty();
        assertThat(pack(phone).path("parts").path("check").toString()).contains("\"outcome\":\"MET\",\"mine\":true");
    }

    @Test
    void anotherContentUnderTheSameIdIsKeptAndTheFirstStands() {
        var id = UUID.randomUUID();
        var item = item(0).id();
        assertThat(handInOne(phone, check(id, clock.instant(), item, "\"outcome\":\"MET\""))
                        .status())
                .isEqualTo(RecordStatus.RECEIVED);
        var other = check(id, clock.instant(), item, "\"outcome\":\"MISSED\"");
        var kept = handInOne(phone, other);
        assertThat(kept.status()).isEqualTo(RecordStatus.KEPT);
        assertThat(handInOne(phone, other)).isEqualTo(kept);
        assertThat(Objects.requireNonNull(found(item)).outcome()).isEqualTo(FindingOutcome.MET);
        assertThat(open()).singleElement().satisfies(line -> {
            assertThat(line.whyKey()).isEqualTo(CheckWhy.DIFFERS.key());
            assertThat(Objects.requireNonNull(line.finding()).outcome()).isEqualTo(FindingOutcome.MISSED);
        });
    }

    @Test
    void aReplacementOpensOnlyForADoorThatWasRefusedAndOneThatCameTooEarlyIsPlacedThen() {
        var early = check(replacement(0).id(), "MET");
        var kept = handInOne(phone, early);
        assertThat(kept.status()).isEqualTo(RecordStatus.TO_MATCH);
        assertThat(kept.said()).isEqualTo(CheckWhy.NOT_DUE.key());
        assertThat(found(replacement(0).id())).isNull();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        assertThat(tasks.open(Locale.ENGLISH)).extracting(HomeTask::path).containsExactly("inspection-records");

        assertThat(handInOne(phone, check(item(0).id(), "REFUSED")).status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(found(replacement(0).id())).isNotNull();
        var again = handInOne(phone, early);
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(again.receipt()).isEqualTo(kept.receipt());
        assertThat(open()).isEmpty();
        assertThat(tasks.open(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aRefusedDoorAndItsReplacementInOneCallStandInWhateverOrderTheyCame() {
        clock.advance(Duration.ofHours(1));
        var refused =
                check(UUID.randomUUID(), clock.instant().minusSeconds(1200), item(1).id(), "\"outcome\":\"NOT_FOUND\"");
        var instead = check(
                UUID.randomUUID(),
                clock.instant().minusSeconds(60),
                replacement(0).id(),
                "\"outcome\":\"MISSED\"");
        var visit = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"household\":"
                + doors.getFirst().value() + ",\"outcome\":\"IN_PERSON\"}";
        var answers = handIn(phone, instead, visit, refused);
        assertThat(answers)
                .extracting(RecordResult::status)
                .as("the inspector serves no village: the visit waits for the town")
                .containsExactly(RecordStatus.RECEIVED, RecordStatus.TO_MATCH, RecordStatus.RECEIVED);
        assertThat(answers.get(1).why()).isNotNull();
        assertThat(findings()).isEqualTo(2);
    }

    @Test
    void whatOneRecordsOnceMoreCorrectsTheOwnFindingAndNeverAColleagues() {
        var item = item(0).id();
        handIn(phone, check(item, "NOT_FOUND"));
        clock.advance(Duration.ofHours(3));
        assertThat(handInOne(phone, check(item, "MET")).status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(Objects.requireNonNull(found(item)).outcome()).isEqualTo(FindingOutcome.MET);

        var other = item(1).id();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        inspections.record(other, Finding.of(TODAY, FindingOutcome.MISSED), "");
        var kept = handInOne(phone, check(other, "MET"));
        assertThat(kept.status()).isEqualTo(RecordStatus.TO_MATCH);
        assertThat(kept.said()).isEqualTo(CheckWhy.OTHER_STANDS.key());
        assertThat(Objects.requireNonNull(found(other)).outcome()).isEqualTo(FindingOutcome.MISSED);
        var line = open().getFirst();
        records.adopt(line.id(), "与两位督导核对");
        assertThat(Objects.requireNonNull(found(other)).outcome()).isEqualTo(FindingOutcome.MET);
        assertThat(open()).isEmpty();
        assertThatThrownBy(() -> records.adopt(line.id(), "再来一次")).isInstanceOf(NotFound.class);
    }

    @Test
    void aWithdrawnPhoneStillHandsInWhatItRecordedBeforeAndWhatCameAfterWaits() {
        var before = check(UUID.randomUUID(), clock.instant(), item(0).id(), "\"outcome\":\"MET\"");
        clock.advance(Duration.ofMinutes(10));
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        devices.withdraw(phone.device(), "丢失");
        world.signOut();
        clock.advance(Duration.ofMinutes(10));
        assertThatThrownBy(() -> app.pack(phone.key())).isInstanceOf(AccessRefused.class);
        assertThat(handInOne(phone, before).status()).isEqualTo(RecordStatus.RECEIVED);
        var after = handInOne(phone, check(item(1).id(), "MET"));
        assertThat(after.said()).isEqualTo(CheckWhy.PHONE_WITHDRAWN.key());
        assertThat(found(item(1).id())).isNull();
        records.dismiss(open().getFirst().id(), "手机已丢失");
        assertThat(open()).isEmpty();
        assertThat(handInOne(phone, before).status()).isEqualTo(RecordStatus.AGAIN);
    }

    @Test
    void anotherPersonsPhoneHandsNothingInUnderTheInspectorsName() {
        var colleague = registered(world.person(Role.INSPECTOR, place.district()));
        var record = check(item(0).id(), "MET");
        assertThat(handInOne(colleague, record).said()).isEqualTo(CheckWhy.NOT_YOURS.key());
        assertThat(found(item(0).id())).isNull();
        var worker = registered(world.person(Duty.OUTREACH_A, place.village(), FROM));
        assertThat(handInOne(worker, check(item(1).id(), "MET")).said()).isEqualTo(CheckWhy.NOT_YOURS.key());
        assertThat(findings()).isZero();
    }

    @Test
    void aCheckThatComesAfterTheEndOfTheInspectionWaitsForTheDesk() {
        var item = item(0).id();
        jdbc.sql("insert into inspection_closing (inspection_id, recorded_at, recorded_by) values (?, ?, ?)")
                .params(inspection.value(), Times.sql(clock.instant()), inspector.value())
                .update();
        assertThat(handInOne(phone, check(item, "MET")).said()).isEqualTo(CheckWhy.CLOSED.key());
        assertThat(open()).hasSize(1);
    }

    @Test
    void hostileChecksAreKeptForTheDeskAndBreakNothing() {
        var item = item(0).id();
        var at = clock.instant();
        var hostile = List.of(
                check(UUID.randomUUID(), at, item, "\"outcome\":\"PRAISED\""),
                check(UUID.randomUUID(), at, item, "\"outcome\":null"),
                check(UUID.randomUUID(), at, item, "\"outcome\":{\"a\":1}"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"sheet\":\"yes\""),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"answers\":4"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"answers\":-1"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"answers\":99999999999999999999"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"unlisted\":21"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"REFUSED\",\"sheet\":true"),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"problem\":\"没有时限\""),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"deadline\":\"2026-13-45\",\"problem\":\"错\""),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"problem\":\"" + "长".repeat(2000) + "\""),
                check(
                        UUID.randomUUID(),
                        at,
                        item,
                        "\"outcome\":\"MET\",\"problem\":\"\\u0000坏\",\"deadline\":\"" + TODAY + "\""),
                check(UUID.randomUUID(), at, item, "\"outcome\":\"MET\",\"spokeWith\":\"<script>\""),
                check(UUID.randomUUID(), at, new ItemId(Long.MAX_VALUE), "\"outcome\":\"MET\""),
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"check\",\"at\":\"" + at + "\"}",
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"CHECK\",\"item\":\"1 or 1=1\",\"outcome\":\"MET\"}");
        var answers = handIn(phone, hostile.toArray(String[]::new));
        assertThat(answers).hasSize(hostile.size()).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(RecordStatus.TO_MATCH);
            assertThat(answer.said()).startsWith("district.check.why.");
        });
        assertThat(findings()).isZero();
        var lines = open();
        assertThat(lines).hasSize(hostile.size());
        for (var line : lines) {
            assertThatThrownBy(() -> records.adopt(line.id(), "试试"))
                    .as(line.toString())
                    .isInstanceOfAny(RuleViolation.class, NotFound.class);
        }
        assertThat(open()).as("nothing is settled by trying").hasSize(hostile.size());
        world.signIn(Role.DISTRICT_OFFICER, world.freshVillage().district());
        assertThat(records.open()).isEmpty();
        assertThat(records.count()).isZero();
        assertThatThrownBy(() -> records.dismiss(lines.getFirst().id(), "别的区")).isInstanceOf(NotFound.class);
    }
}
