package cn.mingbai.district.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.SentStatements;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.district.cockpit.Desk.Kind;
import cn.mingbai.district.cockpit.Desk.Left;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class CockpitModuleTest {

    private static final int HOUSEHOLDS = 4;

    /** Statements of one view, however many units and days it shows. */
    private static final int MOST = 26;

    @Autowired
    World world;

    @Autowired
    DistrictWorld district;

    @Autowired
    Cockpit cockpit;

    @Autowired
    DistrictFigures figures;

    @Autowired
    SentStatements statements;

    @Autowired
    Devices devices;

    @Autowired
    Clock clock;

    private World.FreshVillage fresh;
    private LocalDate begun;

    @BeforeEach
    void aVillageWithFourHouseholdsOfWhichOneIsReached() {
        fresh = world.freshVillage();
        begun = Times.today(clock).minusDays(20);
        world.signIn(Role.DISTRICT_OFFICER, fresh.district());
        district.openCampaign(
                world.division(fresh.district()),
                new Campaign.Phase("宣传", begun, begun.plusDays(60), begun.plusDays(59)));
        var doors = district.addHouseholds(world.division(fresh.village()), HOUSEHOLDS, begun);
        world.signIn(Role.OUTREACH_WORKER, fresh.village());
        district.visit(doors.getFirst(), begun.plusDays(10), VisitOutcome.IN_PERSON);
        world.signIn(Role.DISTRICT_OFFICER, fresh.district());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Desk desk(String code, AsOf asOf) {
        return cockpit.of(world.division(code), asOf);
    }

    private AsOf today() {
        return AsOf.today(clock);
    }

    private static Map<Kind, Left> left(Desk desk) {
        return desk.left().stream().collect(Collectors.toMap(Left::kind, Function.identity()));
    }

    @Test
    void whatIsLeftIsTheSameNumberOnEveryLevelAndLeadsToWhereItIsDone() {
        for (var code : new String[] {fresh.district(), fresh.town(), fresh.village()}) {
            var households = left(desk(code, today())).get(Kind.HOUSEHOLDS);
            assertThat(households).as(code).isNotNull();
            assertThat(households.count()).as(code).isEqualTo(HOUSEHOLDS - 1);
        }
        var village = world.division(fresh.village()).value();
        var town = world.division(fresh.town()).value();
        assertThat(left(desk(fresh.village(), today())).get(Kind.HOUSEHOLDS).path())
                .isEqualTo("coverage/" + village);
        assertThat(left(desk(fresh.town(), today())).get(Kind.HOUSEHOLDS).path())
                .isEqualTo("coverage/" + town);
        assertThat(left(desk(fresh.district(), today())).get(Kind.HOUSEHOLDS).path())
                .isEqualTo("coverage");
        assertThat(left(desk(fresh.village(), today()))).doesNotContainKeys(Kind.WORKERS, Kind.LEDGERS, Kind.PHONES);
    }

    @Test
    void aPastDayIsShownAsItWasAndItsAddressesKeepTheDay() {
        var past = new AsOf(begun.plusDays(9), today().known());
        var desk = desk(fresh.village(), past);
        var households = left(desk).get(Kind.HOUSEHOLDS);
        assertThat(households.count()).isEqualTo(HOUSEHOLDS);
        assertThat(households.path()).endsWith("?day=" + past.day());
        assertThat(desk.page().unit()).isNotNull();
        // The visit was recorded today: a day known before today knew nothing of it, nor of the households.
        var then = new AsOf(begun.plusDays(9), begun.plusDays(9));
        assertThat(left(desk(fresh.village(), then))).doesNotContainKey(Kind.HOUSEHOLDS);
    }

    @Test
    void aVillageWithoutWorkerOrLedgerComesFirst() {
        var empty = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, empty.district());
        var id = world.division(empty.village()).value();
        assertThat(desk(empty.village(), today()).left())
                .startsWith(
                        new Left(Kind.WORKERS, 1, "outreach/" + id), new Left(Kind.LEDGERS, 1, "households-import"));
        assertThat(desk(empty.district(), today()).left()).startsWith(new Left(Kind.WORKERS, 1, "outreach?show=open"));
    }

    @Test
    void aSilentPhoneIsToldOfTodayToWhoeverLooksAfterPhones() {
        var worker = world.person(Duty.OUTREACH_A, fresh.village(), begun);
        world.signIn(worker);
        devices.register(UUID.randomUUID(), "测试手机");
        ThreadClock.during(clock.instant().plus(Duration.ofDays(4)), () -> {
            world.signIn(Role.DISTRICT_OFFICER, fresh.district());
            var phones = left(desk(fresh.town(), today())).get(Kind.PHONES);
            assertThat(phones.count()).isEqualTo(1);
            assertThat(phones.path())
                    .isEqualTo("phones?show=silent&unit="
                            + world.division(fresh.town()).value());
            assertThat(left(desk(fresh.town(), AsOf.on(today().day().minusDays(1), clock))))
                    .as("what phones were silent on a past day is not known")
                    .doesNotContainKey(Kind.PHONES);
            world.signIn(Role.AUDITOR, fresh.district());
            assertThat(left(desk(fresh.town(), today()))).doesNotContainKey(Kind.PHONES);
        });
    }

    @Test
    void whoeverReachesOneTownBeginsThereWithTheDistrictsTotalBesideIt() {
        world.signIn(Role.TOWN_OFFICER, fresh.town());
        var desk = cockpit.of(null, today());
        assertThat(desk.page().unit()).isNotNull();
        assertThat(desk.page().unit().division().code().value()).isEqualTo(fresh.town());
        assertThat(desk.total()).isNotNull();
        assertThat(desk.total().districtTotal()).isTrue();
        assertThat(desk.page().path()).hasSize(1).noneMatch(above -> above.openable());
        assertThat(desk.page().below())
                .extracting(line -> line.division().code().value())
                .containsExactly(fresh.village());
        assertThatThrownBy(() -> desk(fresh.district(), today())).isInstanceOf(NotFound.class);
    }

    @Test
    void aWorkerHasNoDesk() {
        world.signIn(Role.OUTREACH_WORKER, fresh.village());
        assertThatThrownBy(() -> cockpit.of(null, today())).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> desk(fresh.village(), today())).isInstanceOf(AccessRefused.class);
    }

    @Test
    void everyLineLeadsOnlyWhereItsReaderMayGo() {
        world.signIn(Role.AUDITOR, fresh.district());
        for (var line : desk(fresh.town(), today()).left()) {
            assertThat(line.path()).doesNotStartWith("follow-up").doesNotStartWith("outreach");
        }
    }

    @Test
    void aViewSendsFewStatementsOnceItsUnitsWereLookedAt() {
        for (var code : new String[] {fresh.district(), fresh.town(), fresh.village()}) {
            var unit = world.division(code);
            cockpit.of(unit, today());
            assertThat(statements.count(() -> cockpit.of(unit, today())))
                    .as("desk of " + code)
                    .isLessThanOrEqualTo(MOST);
            figures.trend(unit, begun, today());
            assertThat(statements.count(() -> figures.trend(unit, begun, today())))
                    .as("trend of " + code)
                    .isLessThanOrEqualTo(MOST);
        }
    }
}
