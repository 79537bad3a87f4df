package cn.mingbai.households.noticed;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.believability.Flag.Why;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.ThreeForTests;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class, properties = "mingbai.noticing.first=PT24H")
@Import(ThreeForTests.class)
class NoticingModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    Confirmations confirmations;

    @Autowired
    Noticing noticing;

    @Autowired
    OwnRecords own;

    @Autowired
    PurposiveDoors purposive;

    @Autowired
    Coverage coverage;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private PersonId worker;
    private UUID installation;
    private String key;
    private Instant evening;
    private List<HouseholdId> doors;

    @BeforeEach
    void aWorkerWithTwelveDoors() {
        village = households.freshVillage();
        doors = IntStream.range(0, 12)
                .mapToObj(i -> households.household(village.id(), "王" + i, BEGUN))
                .toList();
        worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        installation = UUID.randomUUID();
        key = households
                .registered(worker, installation, BEGUN.atStartOfDay(Times.ZONE).toInstant())
                .key();
        evening =
                Times.today(clock).minusDays(2).atTime(18, 0).atZone(Times.ZONE).toInstant();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private void handIn(List<String> records) {
        app.handIn(
                key,
                ("{\"now\":\"" + clock.instant() + "\",\"records\":[" + String.join(",", records) + "]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String visit(HouseholdId door, Instant at, int seconds, String outcome) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + at + "\",\"household\":"
                + door.value() + ",\"outcome\":\"" + outcome + "\",\"seconds\":" + seconds + "}";
    }

    private String asked(HouseholdId door, Instant at) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"confirm\",\"at\":\"" + at + "\",\"household\":"
                + door.value() + ",\"way\":\"FACE\",\"version\":\"L26\",\"answers\":["
                + "{\"question\":\"q0\",\"choice\":\"r\"},{\"question\":\"q1\",\"choice\":\"r\"},"
                + "{\"question\":\"q2\",\"choice\":\"r\"}]}";
    }

    private List<Why> noticed() {
        world.signIn(worker);
        var whys = own.noticed().stream().map(notice -> notice.flag().why()).toList();
        world.signOut();
        return whys;
    }

    /** Those of other tests wait too, and each look is at some of them. */
    private void lookAtAllThatWaits() {
        for (var i = 0; i < 50 && noticed().isEmpty(); i++) {
            noticing.look();
        }
    }

    private Figures figures() {
        households.asOfficer();
        var recount = coverage.recount(village.id(), AsOf.today(clock));
        world.signOut();
        assertThat(recount.stored()).isEqualTo(recount.counted());
        return recount.stored();
    }

    /** Case 13. */
    @Test
    void neighboursDoorToDoorAndTheSameHouseholdAgainAreNotNoticed() {
        var records = new ArrayList<String>();
        for (var i = 0; i < doors.size(); i++) {
            // Neighbours on one landing, five minutes each, and back to the first door again and again.
            records.add(visit(doors.get(i), evening.plus(Duration.ofMinutes(5L * i)), 8 + i % 5, "IN_PERSON"));
            records.add(visit(
                    doors.getFirst(),
                    evening.plus(Duration.ofMinutes(5L * i)).plusSeconds(20),
                    7 + i % 6,
                    "IN_PERSON"));
        }
        handIn(records);
        noticing.worker(worker);
        assertThat(noticed()).isEmpty();
        assertThat(figures().reached().count()).isEqualTo(12);
    }

    /** Case 13: nothing is blocked. */
    @Test
    void anImpossiblePaceIsNoticedAndCountsAllTheSame() {
        handIn(IntStream.range(0, 10)
                .mapToObj(i -> visit(doors.get(i), evening.plusSeconds(40L * i), 5 + i, "IN_PERSON"))
                .toList());
        noticing.worker(worker);
        assertThat(noticed()).containsExactly(Why.PACE);
        assertThat(figures().reached().count()).as("a flag takes nothing away").isEqualTo(10);
    }

    @Test
    void sheetsLeftAlongAStaircaseAndAMeetingAreNoPace() {
        handIn(IntStream.range(0, 12)
                .mapToObj(i -> visit(doors.get(i), evening.plusSeconds(30L * i), 4 + i % 5, "LEFT_SHEET"))
                .toList());
        var ticked = doors.stream().map(door -> String.valueOf(door.value())).toList();
        handIn(List.of("{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"meeting\",\"at\":\"" + evening
                + "\",\"village\":" + village.id().value() + ",\"households\":[" + String.join(",", ticked) + "]}"));
        noticing.worker(worker);
        assertThat(noticed()).isEmpty();
    }

    @Test
    void whatIsNoticedIsDatedAndWhatIsNoticedNoMoreIsSuperseded() {
        handIn(IntStream.range(0, 8)
                .mapToObj(i -> visit(doors.get(i), evening.plusSeconds(40L * i), 5 + i, "IN_PERSON"))
                .toList());
        noticing.worker(worker);
        noticing.worker(worker);
        assertThat(rows()).as("looked at twice, noticed once").isEqualTo(Map.of(true, 1L));
        handIn(List.of(visit(doors.get(9), evening.plusSeconds(400), 30, "IN_PERSON")));
        noticing.worker(worker);
        assertThat(rows()).isEqualTo(Map.of(true, 1L, false, 1L));
        world.signIn(worker);
        assertThat(own.noticed().getFirst().flag().number()).isEqualTo(9);
        assertThat(own.noticed().getFirst().doors())
                .hasSize(9)
                .allSatisfy(door -> assertThat(door.head()).doesNotContain("王1"));
    }

    private Map<Boolean, Long> rows() {
        return jdbc
                .sql("select superseded_at = '9999-12-31' from noticed where worker_id = ?")
                .params(worker.value())
                .query(Boolean.class)
                .list()
                .stream()
                .collect(java.util.stream.Collectors.groupingBy(one -> one, java.util.stream.Collectors.counting()));
    }

    @Test
    void confirmationsInABurstAreShownApartAndOnesWithTimeBetweenAreNot() {
        handIn(IntStream.range(0, 6)
                .mapToObj(i -> asked(doors.get(i), evening.plusSeconds(30L * i)))
                .toList());
        handIn(List.of(asked(doors.get(7), evening.plus(Duration.ofHours(1)))));
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.ASKED_IN_PERSON, 7L));
        noticing.worker(worker);
        assertThat(noticed()).containsExactly(Why.BURST);
        var apart = figures();
        assertThat(apart.answers()).isEqualTo(Map.of(Kind.ASKED_IN_PERSON, 1L, Kind.SET_APART, 6L));
        assertThat(apart.confirmed().count()).isOne();
        assertThat(apart.named().count()).isEqualTo(7);
    }

    @Test
    void aVillageThatAnswersAtItsMeetingIsNoBurstAndOneWithoutIs() {
        doors.subList(0, 8).forEach(door -> confirmations.byItself(door, "L26", null));
        noticing.village(village.id());
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.SET_APART, 8L));
        assertThat(noticed()).as("the worker of the village sees it").containsExactly(Why.BURST);
        var ticked = doors.stream().map(door -> String.valueOf(door.value())).toList();
        handIn(List.of("{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"meeting\",\"at\":\"" + clock.instant()
                + "\",\"village\":" + village.id().value() + ",\"households\":[" + String.join(",", ticked) + "]}"));
        noticing.village(village.id());
        assertThat(figures().answers())
                .as("the record of the meeting came late")
                .isEqualTo(Map.of(Kind.SELF_ANSWERED, 8L));
        assertThat(noticed()).isEmpty();
    }

    @Test
    void answersOnAWorkersOwnPhoneAreToldToThatWorker() {
        confirmations.byItself(doors.getFirst(), "L26", installation);
        lookAtAllThatWaits();
        assertThat(noticed()).containsExactly(Why.OWN_PHONE);
        assertThat(app.standing(key).flags())
                .singleElement()
                .satisfies(flag -> assertThat(flag.households())
                        .containsExactly(doors.getFirst().value()));
    }

    @Test
    void whatCameIsLookedAtWithoutAnybodyAsking() {
        handIn(IntStream.range(0, 9)
                .mapToObj(i -> visit(doors.get(i), evening.plusSeconds(40L * i), 5 + i, "IN_PERSON"))
                .toList());
        assertThat(noticed()).as("not while the phone waits").isEmpty();
        lookAtAllThatWaits();
        assertThat(noticed()).containsExactly(Why.PACE);
    }

    @Test
    void afterAStartEverybodysRecordsAreLookedAtOnceMore() {
        handIn(IntStream.range(0, 9)
                .mapToObj(i -> visit(doors.get(i), evening.plusSeconds(40L * i), 5 + i, "IN_PERSON"))
                .toList());
        noticing.look();
        jdbc.sql("update noticed set superseded_at = utc_timestamp(6) where worker_id = ?")
                .params(worker.value())
                .update();
        noticing.everybody();
        lookAtAllThatWaits();
        assertThat(noticed()).containsExactly(Why.PACE);
    }

    @Test
    void theListForInspectorsNamesDoorsInOrderAndNoWorker() {
        handIn(IntStream.range(0, 9)
                .mapToObj(i -> visit(doors.get(8 - i), evening.plusSeconds(40L * i), 5 + i, "IN_PERSON"))
                .toList());
        noticing.worker(worker);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var listed = purposive.within().stream()
                .filter(door -> door.village().equals(village.id()))
                .toList();
        assertThat(listed).hasSize(9);
        assertThat(listed).extracting(PurposiveDoors.Door::number).isSorted();
        assertThat(listed)
                .allSatisfy(door -> assertThat(door.reasons())
                        .extracting(PurposiveDoors.Reason::why)
                        .containsExactly(Why.PACE));
        assertThat(purposive.within(village.id())).isEqualTo(listed);
        assertThat(PurposiveDoors.Door.class.getRecordComponents())
                .extracting(component -> component.getName())
                .doesNotContain("worker", "person", "score", "rank");
    }
}
