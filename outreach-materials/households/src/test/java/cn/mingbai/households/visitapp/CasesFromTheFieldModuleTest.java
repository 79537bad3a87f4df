package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.VillageChanges;
import cn.mingbai.households.sheets.BlankSheets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cases 4, 5, 6, 8 and 14 of the outreach anchors, as phones meet them: households found, moved, merged, without a head, and
 * records in the wrong order. Cases 1, 2, 3, 7, 9 and 15 are in {@link HandingInModuleTest}, 10 in {@link
 * CutConnectionsModuleTest}.
 */
@SpringBootTest(classes = TestApplication.class)
class CasesFromTheFieldModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    VillageChanges villages;

    @Autowired
    RecordsToMatch toMatch;

    @Autowired
    VisitApp app;

    @Autowired
    Coverage coverage;

    @Autowired
    Codes codes;

    @Autowired
    BlankSheets blanks;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private PersonId worker;
    private Phone phone;
    private Instant now;
    private LocalDate today;

    @BeforeEach
    void aRegisteredPhone() {
        village = households.freshVillage();
        now = clock.instant();
        today = Times.today(clock);
        worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        phone = registered(worker);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Phone registered(PersonId person) {
        return new Phone(
                app,
                households.registered(person, now.minus(Duration.ofDays(40))).key());
    }

    private String found(UUID id, String more) {
        return "{\"id\":\"" + id + "\",\"kind\":\"found\",\"at\":\"" + now + "\",\"village\":"
                + village.id().value() + ",\"group\":\"四组\"" + more + "}";
    }

    private Coverage.Recount agrees(Division where) {
        households.asOfficer();
        var recount = coverage.recount(where.id(), AsOf.today(clock));
        assertThat(recount.agrees()).as("%s", recount).isTrue();
        world.signOut();
        return recount;
    }

    private String why() {
        return jdbc.sql("select group_concat(reason order by id) from record_to_match where village_id = ?")
                .params(village.id().value())
                .query(String.class)
                .single();
    }

    @Test
    void case8ADoorThatNoListHasIsInTheDenominatorWhenItsRecordIsReceivedAndWasTold() {
        households.household(village.id(), "王国", BEGUN);
        assertThat(agrees(village).stored().due()).isEqualTo(1);
        var id = UUID.randomUUID();
        var record = found(
                id,
                ",\"head\":\"赵远\",\"members\":3,\"evidence\":\"四组组长带路，见到一家三口\",\"outcome\":\"IN_PERSON\","
                        + "\"informed\":\"HEAD\",\"seconds\":15");
        var first = phone.handIn(now, record);
        assertThat(first.status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(phone.handIn(now, List.of(record, record)))
                .containsOnly(new RecordResult(id.toString(), RecordStatus.AGAIN, first.receipt(), null));
        var figures = agrees(village).stored();
        assertThat(figures.due()).isEqualTo(2);
        assertThat(figures.reached().count()).isEqualTo(1);
        assertThat(jdbc.sql("""
                        select concat(h.number, ' ', f.evidence, ' ', f.found_on, ' ', f.recorded_by, ' ', d.group_name)
                        from household h join household_found f on f.household_id = h.id
                        join household_details d on d.household_id = h.id
                        join household_state s on s.household_id = h.id
                          and s.recorded_by = f.recorded_by and d.recorded_by = f.recorded_by
                        where h.village_id = ?
                        """)
                        .params(village.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("X001 四组组长带路，见到一家三口 " + today + " " + worker.value() + " 四组");
    }

    @Test
    void case8ADoorFoundWithNobodyAtItIsDueAndNotReached() {
        assertThat(phone.handIn(now, found(UUID.randomUUID(), "")).status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(phone.handIn(now, found(UUID.randomUUID(), ",\"outcome\":\"NOT_FOUND\""))
                        .status())
                .isEqualTo(RecordStatus.RECEIVED);
        var figures = agrees(village).stored();
        assertThat(figures.due()).isEqualTo(2);
        assertThat(figures.reached().count()).isZero();
        // Without words of the worker's it says who found it.
        assertThat(jdbc.sql("select distinct evidence from household_found f join household h on h.id = f.household_id"
                                + " where h.village_id = ?")
                        .params(village.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("宣传员入户时发现");
    }

    @Test
    void case1TheSameDoorSentFiveTimesAtOnceIsFoundOnce() throws Exception {
        var record = found(UUID.randomUUID(), ",\"head\":\"赵远\"");
        var start = new CountDownLatch(1);
        var receipts = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(5)) {
            var running = new ArrayList<Future<RecordResult>>();
            for (var i = 0; i < 5; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return phone.handIn(now, record);
                }));
            }
            start.countDown();
            for (var each : running) {
                receipts.add(each.get().receipt());
            }
        }
        assertThat(receipts).doesNotContainNull();
        assertThat(receipts.stream().distinct()).hasSize(1);
        assertThat(agrees(village).stored().due()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"members\":100",
                ",\"members\":\"3\"",
                ",\"head\":7",
                ",\"phone\":\"not a number\"",
                ",\"resident\":\"yes\"",
                ",\"evidence\":\"\\u202e反\"",
                ",\"outcome\":\"MEETING\"",
                ",\"outcome\":\"LEFT_SHEET\",\"informed\":\"HEAD\""
            })
    void aDoorThatCannotBeReadWaitsForTheOfficerAndIsInNoFigure(String more) {
        var answer = phone.handIn(now, found(UUID.randomUUID(), more));
        assertThat(answer.status()).isEqualTo(RecordStatus.TO_MATCH);
        assertThat(answer.why()).isEqualTo(Why.UNREADABLE);
        assertThat(agrees(village).stored().due()).isZero();
    }

    @Test
    void aDoorFoundInAVillageThatTheWorkerNoLongerServesWaitsForTheOfficer() {
        jdbc.sql("update posting set valid_to = ? where person_id = ?")
                .params(today, worker.value())
                .update();
        assertThat(phone.handIn(now, found(UUID.randomUUID(), ",\"outcome\":\"IN_PERSON\""))
                        .why())
                .isEqualTo(Why.OTHER_VILLAGE);
        assertThat(agrees(village).stored().due()).isZero();
        households.asOfficer();
        assertThat(toMatch.open().stream().filter(line -> line.village().equals(village.id())))
                .singleElement()
                .satisfies(line -> assertThat(line.outcome()).isNotNull());
    }

    @Test
    void case4AVisitByASheetsCodeBeforeTheSheetIsBoundIsKeptAndFindsItsHouseholdInOneCallInAnyOrder() {
        var household = households.household(village.id(), "王国", BEGUN);
        var blank = transactions.execute(status -> blanks.make(village.id(), 1)).getFirst();
        var token = codes.token(CodeKind.BLANK, blank.id().value());
        var visit = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"code\":\""
                + token + "\",\"outcome\":\"IN_PERSON\",\"informed\":\"SPOUSE\"}";
        var early = "{\"id\":\"" + UUID.randomUUID() + visit.substring(visit.indexOf("\",\"kind"));
        assertThat(phone.handIn(now, early).why()).isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        var bind = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"bind\",\"at\":\"" + now + "\",\"code\":\"" + token
                + "\",\"household\":" + household.value() + "}";
        assertThat(phone.handIn(now, List.of(visit, bind)))
                .extracting(RecordResult::status)
                .containsOnly(RecordStatus.RECEIVED);
        assertThat(agrees(village).stored().reached().count()).isEqualTo(1);
        // What came too early is placed when the sheet is given away, and nobody has to look at it.
        var again = phone.handIn(now, early);
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(again.why()).isNull();
        assertThat(jdbc.sql("select count(*) from visit where household_id = ?")
                        .params(household.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        households.asOfficer();
        assertThat(toMatch.open().stream().filter(line -> line.village().equals(village.id())))
                .isEmpty();
    }

    @Test
    void case5AHouseholdThatMovedWhileItsOldWorkerWasOfflineCountsWhereItWasOnTheDayOfTheVisit() {
        var to = households.freshVillage();
        var household = households.household(village.id(), "王国", BEGUN);
        var moved = today.minusDays(5);
        households.asOfficer();
        changes.move(household, to.id(), new HouseholdNumber("900001"), "二组", "迁居", moved);
        world.signOut();
        var before = visit(UUID.randomUUID(), now.minus(Duration.ofDays(7)), household.value(), "IN_PERSON", "HEAD");
        var after = visit(UUID.randomUUID(), now.minus(Duration.ofDays(2)), household.value(), "IN_PERSON", null);
        var answers = phone.handIn(now, List.of(before, after));
        assertThat(answers.getFirst().status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(answers.getLast().why()).isEqualTo(Why.OTHER_VILLAGE);
        assertThat(jdbc.sql("select village_id from visit where household_id = ?")
                        .params(household.value())
                        .query(Long.class)
                        .list())
                .containsExactly(village.id().value());
        var newWorker = world.person(Duty.OUTREACH_A, to.code().value(), BEGUN);
        assertThat(registered(newWorker)
                        .handIn(
                                now,
                                visit(
                                        UUID.randomUUID(),
                                        now.minus(Duration.ofDays(1)),
                                        household.value(),
                                        "IN_PERSON",
                                        null))
                        .status())
                .isEqualTo(RecordStatus.RECEIVED);
        assertThat(agrees(village).stored().due()).isZero();
        assertThat(agrees(to).stored().reached().count()).isEqualTo(1);
        // The phone's count is the server's: what was taken and what waits add up to what it sent.
        var standing = app.standing(phone.key());
        assertThat(standing.days().stream().mapToInt(VisitApp.Day::visits).sum()
                        + standing.waiting().size())
                .isEqualTo(2);
    }

    @Test
    void case6WhatAPhoneOfAMergedVillageHandsInLandsInTheVillageOfItsDay() {
        var into = households.freshVillage();
        var first = households.household(village.id(), "王国", BEGUN);
        var second = households.household(village.id(), "李民", BEGUN);
        var third = households.household(into.id(), "赵远", BEGUN);
        var merged = today.minusDays(4);
        households.asOfficer();
        villages.apply(new VillageChanges.Order(village.id(), into.id(), Set.of(), merged), "区政发〔2026〕3号");
        world.signOut();
        var answers = phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now.minus(Duration.ofDays(6)), first.value(), "IN_PERSON", "HEAD"),
                        visit(UUID.randomUUID(), now.minus(Duration.ofDays(1)), second.value(), "IN_PERSON", "HEAD"),
                        visit(UUID.randomUUID(), now.minus(Duration.ofDays(1)), third.value(), "IN_PERSON", null)));
        assertThat(answers).extracting(RecordResult::status).containsOnly(RecordStatus.RECEIVED);
        assertThat(jdbc.sql("select concat(household_id, ' ', village_id) from visit where worker_id = ? order by id")
                        .params(worker.value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        first.value() + " " + village.id().value(),
                        second.value() + " " + into.id().value(),
                        third.value() + " " + into.id().value());
        var figures = agrees(into).stored();
        assertThat(figures.due()).isEqualTo(3);
        assertThat(figures.reached().count()).isEqualTo(3);
        assertThat(agrees(village).stored().due()).isZero();
        assertThat(coverageOn(village, merged.minusDays(1)).stored().reached().count())
                .isEqualTo(1);
    }

    private Coverage.Recount coverageOn(Division where, LocalDate day) {
        households.asOfficer();
        var recount = coverage.recount(where.id(), new AsOf(day, today));
        assertThat(recount.agrees()).as("%s", recount).isTrue();
        return recount;
    }

    @Test
    void case14AHouseholdWithoutAHeadIsInThePackAndVisitsFollowJoinedDoors() {
        var ended = households.household(village.id(), "王国", BEGUN);
        var into = households.household(village.id(), "李民", BEGUN);
        households.asOfficer();
        changes.correct(
                ended,
                new HouseholdChanges.Correction("三组", "", null, 3, true, true, false),
                "户主去世",
                today.minusDays(10));
        assertThat(app.pack(phone.key()).villages().getFirst().households())
                .extracting(VisitPack.Household::head)
                .contains("—");
        changes.join(ended, into, "并户", today.minusDays(3));
        world.signOut();
        var answer = phone.handIn(
                now, visit(UUID.randomUUID(), now.minus(Duration.ofDays(1)), ended.value(), "IN_PERSON", "HEAD"));
        assertThat(answer.status()).isEqualTo(RecordStatus.RECEIVED);
        var figures = agrees(village).stored();
        assertThat(figures.due()).isEqualTo(1);
        assertThat(figures.reached().count()).isEqualTo(1);
        assertThat(app.pack(phone.key()).villages().getFirst().households())
                .extracting(VisitPack.Household::id)
                .containsExactly(into.value());
    }

    @Test
    void aMeetingOfManyVillagesHouseholdsLocksThemInOneOrderAndManyPhonesFinish() throws Exception {
        var doors = new ArrayList<HouseholdId>();
        for (var i = 0; i < 30; i++) {
            doors.add(households.household(village.id(), "周" + i, BEGUN));
        }
        var phones = new ArrayList<Phone>();
        for (var i = 0; i < 6; i++) {
            phones.add(registered(world.person(Duty.OUTREACH_B, village.code().value(), BEGUN)));
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            var running = new ArrayList<Future<?>>();
            for (var each : phones) {
                running.add(threads.submit(() -> {
                    for (var round = 0; round < 5; round++) {
                        var records = new ArrayList<String>();
                        var mixed = new ArrayList<>(doors);
                        java.util.Collections.shuffle(mixed);
                        mixed.forEach(
                                door -> records.add(visit(UUID.randomUUID(), now, door.value(), "IN_PERSON", "HEAD")));
                        assertThat(each.handIn(now, records))
                                .extracting(RecordResult::status)
                                .containsOnly(RecordStatus.RECEIVED);
                    }
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
        assertThat(agrees(village).stored().reached().count()).isEqualTo(30);
        assertThat(jdbc.sql("select count(*) from visit where village_id = ?")
                        .params(village.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(6 * 5 * 30);
    }
}
