package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class MatchingModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    RecordsToMatch records;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    Coverage coverage;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private HouseholdId household;
    private String number;
    private Phone phone;
    private Instant now;

    @BeforeEach
    void aRecordOfAHouseholdNobodyKnows() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        number = directory.find(household).orElseThrow().number();
        phone = new Phone(app, households.registered(village).key());
        now = clock.instant();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void matchedItIsAVisitOfTheWorkersAndThePhoneHearsSo() {
        var record = visit(UUID.randomUUID(), now, 999_999_999L, "IN_PERSON", "HEAD");
        var first = phone.handIn(now, record);
        assertThat(first.status()).isEqualTo(RecordStatus.TO_MATCH);
        households.asOfficer();
        var line = line(first);
        assertThat(line.why()).isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        records.match(line.id(), village.id(), number);
        assertThat(records.open()).noneMatch(other -> other.id() == line.id());
        assertThatThrownBy(() -> records.match(line.id(), village.id(), number)).isInstanceOf(NotFound.class);
        var recount = coverage.recount(village.id(), AsOf.today(clock));
        assertThat(recount.agrees()).isTrue();
        assertThat(recount.stored().reached().count()).isEqualTo(1);
        assertThat(recount.stored().named().count()).isEqualTo(1);
        world.signOut();
        assertThat(phone.handIn(now, record).status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(app.standing(phone.key()).waiting()).isEmpty();
    }

    @Test
    void dismissedItCountsNowhereAndIsStillThatRecord() {
        var record = visit(UUID.randomUUID(), now, 999_999_999L, "IN_PERSON", null);
        var first = phone.handIn(now, record);
        households.asOfficer();
        for (var reason : List.of(" ", "长".repeat(201), "不是\u0000本村的户")) {
            assertThatThrownBy(() -> records.dismiss(line(first).id(), reason)).isInstanceOf(RuleViolation.class);
        }
        records.dismiss(line(first).id(), "不是本村的户");
        assertThat(records.open()).noneMatch(other -> other.receipt().equals(first.receipt()));
        world.signOut();
        assertThat(phone.handIn(now, record)).isEqualTo(first);
    }

    @Test
    void whatIsNoVisitCanOnlyBeDismissed() {
        var first = phone.handIn(
                now,
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"found\",\"at\":\"" + now
                        + "\",\"group\":\"二组\",\"head\":\"张三丰\",\"members\":1000}");
        households.asOfficer();
        assertThat(line(first).outcome()).isNull();
        assertThatThrownBy(() -> records.match(line(first).id(), village.id(), number))
                .isInstanceOf(RuleViolation.class);
        records.dismiss(line(first).id(), "已在台账里补录");
    }

    @Test
    void theOtherContentOfAKeptRecordBecomesAVisitOfItsOwn() {
        var id = UUID.randomUUID();
        phone.handIn(now, visit(id, now, household.value(), "NOT_FOUND", null));
        var kept = phone.handIn(now, visit(id, now, household.value(), "IN_PERSON", null));
        assertThat(kept.status()).isEqualTo(RecordStatus.KEPT);
        households.asOfficer();
        records.match(line(kept).id(), village.id(), number);
        var recount = coverage.recount(village.id(), new AsOf(Times.today(clock), Times.today(clock)));
        assertThat(recount.agrees()).isTrue();
        assertThat(recount.stored().reached().count()).isEqualTo(1);
    }

    @Test
    void aHouseholdTickedInErrorIsMatchedIntoTheMeeting() {
        var stranger = households.household(households.freshVillage().id(), "李四", BEGUN);
        world.signOut();
        phone.handIn(
                now,
                "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"meeting\",\"at\":\"" + now + "\",\"village\":"
                        + village.id().value() + ",\"place\":\"村部\",\"households\":[" + stranger.value() + "]}");
        households.asOfficer();
        var line = records.open().stream()
                .filter(each -> each.village().equals(village.id()))
                .findFirst()
                .orElseThrow();
        assertThat(line.why()).isEqualTo(Why.OTHER_VILLAGE);
        assertThat(line.outcome()).isEqualTo(VisitOutcome.MEETING);
        var place = directory.find(stranger).orElseThrow();
        assertThat(line.said()).isEqualTo(place.number());
        assertThat(line.saidIn()).isEqualTo(place.village());
        records.match(line.id(), village.id(), number);
        assertThat(jdbc.sql("select count(*) from visit v join meeting m on m.id = v.meeting_id"
                                + " where v.household_id = ? and m.village_id = ?")
                        .params(household.value(), village.id().value())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aRecordThatPosesAsATickIsNoneAndHidesNoOther() {
        var posing = phone.handIn(
                now,
                "{\"meeting\":99999999999999999999,\"household\":1,\"id\":\"" + UUID.randomUUID()
                        + "\",\"kind\":\"found\",\"head\":7}");
        var other = phone.handIn(now, visit(UUID.randomUUID(), now, 999_999_999L, "IN_PERSON", null));
        households.asOfficer();
        assertThat(line(posing).outcome()).isNull();
        assertThat(line(other).outcome()).isEqualTo(VisitOutcome.IN_PERSON);
    }

    @Test
    void anotherTownsOfficerSeesAndSettlesNothingOfIt() {
        var first = phone.handIn(now, visit(UUID.randomUUID(), now, 999_999_999L, "IN_PERSON", null));
        households.asOfficer();
        var id = line(first).id();
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(records.open()).noneMatch(other -> other.id() == id);
        assertThatThrownBy(() -> records.dismiss(id, "不是")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> records.match(id, village.id(), number)).isInstanceOf(NotFound.class);
    }

    private RecordsToMatch.Line line(RecordResult result) {
        return records.open().stream()
                .filter(line -> line.receipt().equals(result.receipt()))
                .findFirst()
                .orElseThrow();
    }
}
