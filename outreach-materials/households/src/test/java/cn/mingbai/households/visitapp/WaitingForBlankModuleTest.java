package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import cn.mingbai.households.sheets.Blanks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Blank sheets whose giving comes after the visit, or by a typed number. */
@SpringBootTest(classes = TestApplication.class)
class WaitingForBlankModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    Devices devices;

    @Autowired
    Coverage coverage;

    @Autowired
    Codes codes;

    @Autowired
    BlankSheets blanks;

    @Autowired
    Blanks given;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private HouseholdId household;
    private Phone phone;
    private Instant now;

    @BeforeEach
    void aRegisteredPhone() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        now = clock.instant();
        phone = registered(village);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Phone registered(Division where) {
        var key = new AtomicReference<String>();
        world.signIn(world.person(Duty.OUTREACH_A, where.code().value(), LocalDate.of(2024, 1, 1)));
        ThreadClock.during(
                now.minus(Duration.ofDays(30)),
                () -> key.set(devices.register(UUID.randomUUID(), "测试手机").key()));
        world.signOut();
        return new Phone(app, Objects.requireNonNull(key.get()));
    }

    private Blank blank() {
        return Objects.requireNonNull(transactions.execute(status -> blanks.make(village.id(), 1)))
                .getFirst();
    }

    private String token(Blank blank) {
        return codes.token(CodeKind.BLANK, blank.id().value());
    }

    private static String record(String kind, Instant at, String rest) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"" + kind + "\",\"at\":\"" + at + "\"," + rest + "}";
    }

    private String visit(String token, Instant at) {
        return record("visit", at, "\"code\":\"" + token + "\",\"outcome\":\"IN_PERSON\",\"informed\":\"SPOUSE\"");
    }

    private String bind(String named) {
        return record(
                "bind",
                now,
                "\"village\":" + village.id().value() + "," + named + ",\"household\":" + household.value());
    }

    private int reached() {
        households.asOfficer();
        var recount = coverage.recount(village.id(), AsOf.today(clock));
        world.signOut();
        assertThat(recount.agrees()).as("%s", recount).isTrue();
        return Math.toIntExact(recount.stored().reached().count());
    }

    private int waiting() {
        return jdbc.sql("select count(*) from record_to_match where village_id = ? and settled_at is null")
                .params(village.id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void aVisitThatCameBeforeItsSheetWasGivenAwayIsPlacedOnItsDayByAnotherPhonesLaterCall() {
        var blank = blank();
        var day = Times.dayOf(now.minus(Duration.ofDays(3)));
        var early = visit(token(blank), now.minus(Duration.ofDays(3)));
        var kept = phone.handIn(now, early);
        assertThat(kept.why()).isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        assertThat(reached()).isZero();

        var other = registered(village);
        assertThat(other.handIn(now, bind("\"code\":\"" + token(blank) + "\"")).status())
                .isEqualTo(RecordStatus.RECEIVED);

        assertThat(reached()).isOne();
        assertThat(waiting()).isZero();
        assertThat(jdbc.sql("select visited_on from visit where household_id = ?")
                        .params(household.value())
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(day);
        var again = phone.handIn(now, early);
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(again.receipt()).isNotEqualTo(kept.receipt());
    }

    @Test
    void aSheetThatAnOfficerGivesAwayFromAListPlacesWhatWaitedForIt() {
        var blank = blank();
        assertThat(phone.handIn(now, visit(token(blank), now)).why()).isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        households.asOfficer();
        var number = jdbc.sql("select number from household where id = ?")
                .params(household.value())
                .query(String.class)
                .single();
        given.bind(village.id(), blank.number().shown(), new HouseholdNumber(number).shown());
        world.signOut();
        assertThat(reached()).isOne();
        assertThat(waiting()).isZero();
    }

    @Test
    void aVisitOfAWorkerWhoDidNotServeTheVillageThatDayStaysWithTheOfficer() {
        var blank = blank();
        var other = registered(households.freshVillage());
        assertThat(other.handIn(now, visit(token(blank), now.minus(Duration.ofDays(5))))
                        .why())
                .isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        phone.handIn(now, bind("\"code\":\"" + token(blank) + "\""));
        assertThat(reached()).isZero();
        assertThat(jdbc.sql("select count(*) from record_to_match where blank_id = ? and settled_at is null")
                        .params(blank.id().value())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aBlankSheetIsGivenAwayByItsTypedNumberOfTheVillageInWhoseListThePhoneStands() {
        var blank = blank();
        assertThat(phone.handIn(now, visit(token(blank), now)).why()).isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        var record = bind("\"number\":\"" + blank.number().shown() + "\"");
        assertThat(phone.handIn(now, record).status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(phone.handIn(now, record).status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(reached()).isOne();
        assertThat(phone.handIn(now, visit(token(blank), now)).status()).isEqualTo(RecordStatus.RECEIVED);
    }

    @Test
    void aNumberThatIsNoBlankSheetsOrIsMistypedIsKeptForTheOfficer() {
        var shown = blank().number().shown();
        var last = shown.charAt(shown.length() - 1);
        var wrong = shown.substring(0, shown.length() - 1) + (last == 'A' ? 'B' : 'A');
        for (var number : List.of(wrong, "空白999-A", "030012-7", "空白", "<b>")) {
            assertThat(phone.handIn(now, bind("\"number\":\"" + number + "\"")).why())
                    .as(number)
                    .isEqualTo(Why.BLANK);
        }
        assertThat(phone.handIn(now, record("bind", now, "\"household\":" + household.value()))
                        .why())
                .isEqualTo(Why.UNREADABLE);
        assertThat(phone.handIn(now, bind("\"number\":17")).why()).isEqualTo(Why.UNREADABLE);
    }

    @Test
    void aVisitAndTheGivingThatComeInTheSameMomentFindEachOtherWhoeverIsFirst() throws Exception {
        var other = registered(village);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var round = 0; round < 25; round++) {
                var blank = blank();
                var visit = visit(token(blank), now);
                var bind = bind("\"code\":\"" + token(blank) + "\"");
                var start = new CyclicBarrier(2);
                var first = threads.submit(() -> {
                    start.await();
                    return phone.handIn(now, visit);
                });
                var second = threads.submit(() -> {
                    start.await();
                    return other.handIn(now, bind);
                });
                first.get();
                assertThat(second.get().status()).isEqualTo(RecordStatus.RECEIVED);
                assertThat(phone.handIn(now, visit).status()).isEqualTo(RecordStatus.AGAIN);
                assertThat(waiting()).as("round %d", round).isZero();
            }
        }
        assertThat(jdbc.sql("select count(*) from visit where household_id = ?")
                        .params(household.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(25);
        assertThat(reached()).isOne();
    }
}
