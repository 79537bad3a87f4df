package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.sheets.BlankSheets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class HandingInModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    VisitApp app;

    @Autowired
    Devices devices;

    @Autowired
    Households ledger;

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
    private HouseholdId household;
    private PersonId worker;
    private Phone phone;
    private Instant now;

    @BeforeEach
    void aRegisteredPhone() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        now = clock.instant();
        phone = registered(now.minus(Duration.ofDays(30)));
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Phone registered(Instant at) {
        return new Phone(app, households.registered(worker, at).key());
    }

    @Test
    void aVisitSentAgainAfterALostReplyAndFiveTimesAtOnceIsOneVisitWithOneReceipt() throws Exception {
        var record = visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", "SPOUSE");
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<RecordResult>>();
        try (var threads = Executors.newFixedThreadPool(5)) {
            for (var i = 0; i < 5; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return phone.handIn(now, record);
                }));
            }
            start.countDown();
        }
        var statuses = new ArrayList<RecordStatus>();
        var receipts = new ArrayList<String>();
        for (var answer : answers) {
            statuses.add(answer.get().status());
            receipts.add(answer.get().receipt());
        }
        var again = phone.handIn(now.plusSeconds(90), record);
        assertThat(statuses).containsOnly(RecordStatus.RECEIVED, RecordStatus.AGAIN);
        assertThat(statuses.stream().filter(RecordStatus.RECEIVED::equals)).hasSize(1);
        assertThat(receipts).containsOnly(again.receipt());
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(visits()).isOne();
        agrees(1);
    }

    @Test
    void threeTapsInOneCallAreOneVisit() {
        var record = visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", null);
        var answers = phone.handIn(now, List.of(record, record, record));
        assertThat(answers)
                .extracting(RecordResult::status)
                .containsExactly(RecordStatus.RECEIVED, RecordStatus.AGAIN, RecordStatus.AGAIN);
        assertThat(answers)
                .extracting(RecordResult::receipt)
                .containsOnly(answers.getFirst().receipt());
        assertThat(visits()).isOne();
    }

    @Test
    void theSameIdWithAnotherContentIsKeptAndTheFirstStands() {
        var id = UUID.randomUUID();
        var first = phone.handIn(now, visit(id, now, household.value(), "IN_PERSON", null));
        var other = visit(id, now, household.value(), "REFUSED", null);
        var second = phone.handIn(now, other);
        assertThat(second.status()).isEqualTo(RecordStatus.KEPT);
        assertThat(phone.handIn(now, other)).isEqualTo(second);
        assertThat(phone.handIn(now, visit(id, now, household.value(), "IN_PERSON", null))
                        .receipt())
                .isEqualTo(first.receipt());
        assertThat(visits()).isOne();
        assertThat(waiting("DIFFERS")).isOne();
        agrees(1);
    }

    @Test
    void aCallOfGoodAndBadRecordsTakesEachForItself() {
        var stranger = households.household(households.freshVillage().id(), "李四", BEGUN);
        var good = UUID.randomUUID();
        var answers = phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now, 999_999_999L, "IN_PERSON", null),
                        visit(UUID.randomUUID(), now, stranger.value(), "IN_PERSON", null),
                        visit(UUID.randomUUID(), now, household.value(), "LEFT_SHEET", "HEAD"),
                        visit(UUID.randomUUID(), now, household.value(), "SANG", null),
                        "{\"id\":\"" + UUID.randomUUID() + "\"}",
                        visit(good, now, household.value(), "LEFT_SHEET", null)));
        assertThat(answers)
                .extracting(RecordResult::why)
                .containsExactly(
                        Why.UNKNOWN_HOUSEHOLD, Why.OTHER_VILLAGE, Why.UNREADABLE, Why.UNREADABLE, Why.UNREADABLE, null);
        assertThat(answers.getLast().status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(answers)
                .extracting(RecordResult::receipt)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(visits()).isOne();
        agrees(0);
    }

    @Test
    void aSheetLeftReachesNobodyAndTwoVisitsOfADayReachOnce() {
        var second = households.household(village.id(), "赵六", BEGUN);
        agrees(0);
        phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now, household.value(), "NOT_FOUND", null),
                        visit(UUID.randomUUID(), now, second.value(), "LEFT_SHEET", null)));
        agrees(0);
        phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", "HEAD"),
                        visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", "SPOUSE")));
        var figures = agrees(1);
        assertThat(figures.stored().due()).isEqualTo(2);
    }

    @Test
    void aVisitRecordedJustBeforeMidnightAndHandedInAfterCountsForItsDay() {
        var today = Times.today(clock);
        var lastSecond = today.atStartOfDay(Times.ZONE).toInstant().minusSeconds(1);
        phone.handIn(now, visit(UUID.randomUUID(), lastSecond, household.value(), "IN_PERSON", null));
        world.signIn(worker);
        assertThat(coverage.recount(village.id(), new AsOf(today.minusDays(1), today))
                        .stored()
                        .reached()
                        .count())
                .isEqualTo(1);
        assertThat(coverage.recount(village.id(), new AsOf(today.minusDays(2), today))
                        .stored()
                        .reached()
                        .count())
                .isZero();
    }

    @Test
    void wrongClocksAreMarkedAndBendNoDay() {
        var year = Duration.ofDays(365);
        phone.handIn(
                now.plus(year),
                visit(
                        UUID.randomUUID(),
                        now.plus(year).minus(Duration.ofHours(50)),
                        household.value(),
                        "NOT_FOUND",
                        null));
        phone.handIn(
                now, visit(UUID.randomUUID(), Instant.parse("1970-01-01T01:00:00Z"), household.value(), "PHONE", null));
        phone.handIn(now, visit(UUID.randomUUID(), now.minusSeconds(60), household.value(), "REFUSED", null));
        var marks = jdbc.sql("select concat(outcome, ' ', coalesce(clock_mark, '-'), ' ', visited_on) from visit"
                        + " where village_id = ? order by id")
                .params(village.id().value())
                .query(String.class)
                .list();
        assertThat(marks)
                .containsExactly(
                        "NOT_FOUND ADJUSTED " + Times.dayOf(now.minus(Duration.ofHours(50))),
                        "PHONE IMPOSSIBLE " + Times.dayOf(now),
                        "REFUSED - " + Times.dayOf(now.minusSeconds(60)));
    }

    @Test
    void whoWasReplacedWhileOfflineHandsInWhatWasRecordedBefore() {
        var lastDay = Times.today(clock).minusDays(3);
        jdbc.sql("update posting set valid_to = ? where person_id = ?")
                .params(lastDay.plusDays(1), worker.value())
                .update();
        var on = lastDay.atTime(20, 0).atZone(Times.ZONE).toInstant();
        var answers = phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), on, household.value(), "IN_PERSON", null),
                        visit(UUID.randomUUID(), on.plus(Duration.ofDays(1)), household.value(), "IN_PERSON", null)));
        assertThat(answers.getFirst().status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(answers.getLast().why()).isEqualTo(Why.OTHER_VILLAGE);
        assertThatThrownBy(() -> app.pack(phone.key())).isInstanceOf(AccessRefused.class);
        agrees(1);
    }

    @Test
    void aWithdrawnPhoneHandsInWhatItHadAndFetchesNothing() {
        world.signIn(worker);
        var device = devices.own().getFirst().device();
        ThreadClock.during(now.minus(Duration.ofDays(2)), () -> devices.withdrawOwn(device, "丢失"));
        world.signOut();
        var answers = phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now.minus(Duration.ofDays(3)), household.value(), "IN_PERSON", null),
                        visit(UUID.randomUUID(), now.minus(Duration.ofDays(1)), household.value(), "IN_PERSON", null)));
        assertThat(answers.getFirst().status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(answers.getLast().why()).isEqualTo(Why.PHONE_WITHDRAWN);
        assertThatThrownBy(() -> app.pack(phone.key())).isInstanceOf(AccessRefused.class);
        assertThat(app.standing(phone.key()).inForce()).isFalse();
        assertThat(app.standing(phone.key()).waiting()).hasSize(1);
    }

    @Test
    void whatIsTakenFromAPhoneDependsOnWhatItIsNowAndNotOnWhatItWasAtItsLastCall() {
        phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "NOT_FOUND", null));
        jdbc.sql("update posting set valid_to = ? where person_id = ?")
                .params(Times.dayOf(now).minusDays(1), worker.value())
                .update();
        assertThat(phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", null))
                        .why())
                .isEqualTo(Why.OTHER_VILLAGE);
        world.signIn(worker);
        var device = devices.own().getFirst().device();
        ThreadClock.during(now.minus(Duration.ofDays(2)), () -> devices.withdrawOwn(device, "丢失"));
        world.signOut();
        assertThat(phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", null))
                        .why())
                .isEqualTo(Why.PHONE_WITHDRAWN);
        agrees(0);
    }

    @Test
    void whoIsAwayIsReachedByPhoneOnceHoweverOftenItRings() {
        households.asOfficer();
        ledger.setState(household, HouseholdState.AWAY, "外出务工", BEGUN.plusDays(1));
        world.signOut();
        phone.handIn(
                now,
                List.of(
                        visit(UUID.randomUUID(), now, household.value(), "PHONE", "HEAD"),
                        visit(UUID.randomUUID(), now, household.value(), "PHONE", "SPOUSE")));
        agrees(1);
        phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "PHONE", null));
        agrees(1);
        phone.handIn(now, visit(UUID.randomUUID(), now.minus(Duration.ofDays(1)), household.value(), "PHONE", null));
        agrees(1);
        phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", "HEAD"));
        agrees(1);
        phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "PHONE", "SPOUSE"));
        agrees(1);
    }

    @Test
    void anExpiredKeyHandsInFortyVisitsQueuedBeforeItEnded() {
        var old = registered(now.minus(Duration.ofDays(91)));
        var before = now.minus(Duration.ofDays(2));
        var records = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            records.add(visit(
                    UUID.randomUUID(),
                    before.plusSeconds(i),
                    households.household(village.id(), "孙" + i, BEGUN).value(),
                    "IN_PERSON",
                    "HEAD"));
        }
        records.add(visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", null));
        world.signOut();
        var answers = old.handIn(now, records);
        assertThat(answers.subList(0, 40)).extracting(RecordResult::status).containsOnly(RecordStatus.RECEIVED);
        assertThat(answers.getLast().why()).isEqualTo(Why.KEY_EXPIRED);
        assertThatThrownBy(() -> app.pack(old.key())).isInstanceOf(AccessRefused.class);
        agrees(40);
    }

    @Test
    void whatTheFirstUserQueuedIsNeverSentUnderTheSecondUsersName() {
        var record = visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", null);
        phone.handIn(now, record);
        var first = worker;
        worker = world.person(Duty.OUTREACH_B, village.code().value(), BEGUN);
        var second = registered(now.minus(Duration.ofDays(1)));
        assertThat(second.handIn(now, record).status()).isEqualTo(RecordStatus.KEPT);
        second.handIn(now, visit(UUID.randomUUID(), now, household.value(), "REFUSED", null));
        assertThat(jdbc.sql("select worker_id from visit where village_id = ? order by id")
                        .params(village.id().value())
                        .query(Long.class)
                        .list())
                .containsExactly(first.value(), worker.value());
    }

    @Test
    void aMeetingIsOneRecordThatReachesWhoWasTicked() {
        var ids = new ArrayList<Long>();
        for (var i = 0; i < 60; i++) {
            ids.add(households.household(village.id(), "周" + i, BEGUN).value());
        }
        var stranger = households.household(households.freshVillage().id(), "李四", BEGUN);
        ids.add(stranger.value());
        world.signOut();
        var record = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"meeting\",\"at\":\"" + now + "\",\"village\":"
                + village.id().value() + ",\"place\":\"村部\",\"households\":" + ids + "}";
        var first = phone.handIn(now, record);
        assertThat(first.status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(phone.handIn(now, record))
                .isEqualTo(new RecordResult(first.id(), RecordStatus.AGAIN, first.receipt(), null));
        assertThat(visits()).isEqualTo(60);
        assertThat(waiting("OTHER_VILLAGE")).isOne();
        agrees(60);
    }

    @Test
    void aBlankSheetIsBoundAndTheVisitByItsCodeFindsTheHousehold() {
        var blank = transactions.execute(status -> blanks.make(village.id(), 1)).getFirst();
        var token = codes.token(CodeKind.BLANK, blank.id().value());
        var bind = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"bind\",\"at\":\"" + now + "\",\"code\":\"" + token
                + "\",\"household\":" + household.value() + "}";
        var byCode = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"code\":\""
                + token.toLowerCase(java.util.Locale.ROOT) + "\",\"outcome\":\"IN_PERSON\"}";
        assertThat(phone.handIn(now, List.of(byCode, bind)))
                .extracting(RecordResult::status)
                .containsOnly(RecordStatus.RECEIVED);
        assertThat(phone.handIn(now, bind).status()).isEqualTo(RecordStatus.AGAIN);
        var other = households.household(village.id(), "钱七", BEGUN);
        assertThat(phone.handIn(
                                now,
                                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"bind\",\"at\":\"" + now
                                        + "\",\"code\":\"" + token + "\",\"household\":" + other.value() + "}")
                        .why())
                .isEqualTo(Why.BLANK);
        agrees(1);
    }

    @Test
    void aBlankSheetBoundTwiceInOneCallIsGivenToTheFirstAndTheRestOfTheCallIsTakenIn() {
        var blank = transactions.execute(status -> blanks.make(village.id(), 1)).getFirst();
        var token = codes.token(CodeKind.BLANK, blank.id().value());
        var other = households.household(village.id(), "钱七", BEGUN);
        world.signOut();
        assertThat(phone.handIn(
                        now,
                        List.of(
                                bind(token, household.value()),
                                bind(token, household.value()),
                                bind(token, other.value()),
                                visit(UUID.randomUUID(), now, other.value(), "IN_PERSON", "HEAD"))))
                .extracting(RecordResult::status)
                .containsExactly(
                        RecordStatus.RECEIVED, RecordStatus.RECEIVED, RecordStatus.TO_MATCH, RecordStatus.RECEIVED);
        assertThat(jdbc.sql("select household_id from blank_binding where blank_id = ?")
                        .params(blank.id().value())
                        .query(Long.class)
                        .list())
                .containsExactly(household.value());
        assertThat(waiting("BLANK")).isOne();
    }

    private String bind(String token, long to) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"bind\",\"at\":\"" + now + "\",\"code\":\"" + token
                + "\",\"household\":" + to + "}";
    }

    @Test
    void anUnknownKeyIsToldAndABodyThatIsNoneIsRefused() {
        assertThatThrownBy(() -> app.handIn("0".repeat(32), "{\"records\":[]}".getBytes()))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> app.handIn("' or 1=1 --", "{\"records\":[]}".getBytes()))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> app.handIn(phone.key(), "<xml/>".getBytes())).isInstanceOf(RuleViolation.class);
    }

    @Test
    void thePackHoldsTheOwnVillageOnlyMaskedAndRecognisesItsCodes() throws Exception {
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        phone.handIn(now, visit(UUID.randomUUID(), now, household.value(), "IN_PERSON", "HEAD"));
        var pack = app.pack(phone.key());
        var own = pack.villages().getFirst();
        assertThat(pack.villages()).hasSize(1);
        assertThat(own.households()).hasSize(1);
        var line = own.households().getFirst();
        assertThat(line.head()).isEqualTo("王*国");
        assertThat(line.last()).isEqualTo("IN_PERSON");
        assertThat(line.level()).isEqualTo("NAMED");
        var digest = java.security.MessageDigest.getInstance("SHA-256").digest(token.getBytes());
        assertThat(java.util.HexFormat.of().formatHex(digest))
                .startsWith(java.util.Objects.requireNonNull(line.code()));
    }

    @Test
    void aHouseholdWithoutHeadStandsInThePackWithADash() {
        households.asOfficer();
        changes.correct(
                household,
                new HouseholdChanges.Correction("三组", "", null, 3, true, true, false),
                "户主去世，未定新户主",
                BEGUN.plusDays(5));
        world.signOut();
        assertThat(app.pack(phone.key()).villages().getFirst().households())
                .extracting(VisitPack.Household::head)
                .containsExactly("—");
    }

    private int visits() {
        return jdbc.sql("select count(*) from visit where village_id = ?")
                .params(village.id().value())
                .query(Integer.class)
                .single();
    }

    private int waiting(String why) {
        return jdbc.sql("select count(*) from record_to_match where village_id = ? and reason = ?")
                .params(village.id().value(), why)
                .query(Integer.class)
                .single();
    }

    /** The deltas equal a recount, and say that so many households are reached today. */
    private Coverage.Recount agrees(long reached) {
        households.asOfficer();
        var today = Times.today(clock);
        var recount = coverage.recount(village.id(), new AsOf(today, today));
        assertThat(recount.agrees()).as("%s", recount).isTrue();
        assertThat(recount.stored().reached().count()).isEqualTo(reached);
        return recount;
    }
}
