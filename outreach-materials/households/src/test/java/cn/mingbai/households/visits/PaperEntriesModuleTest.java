package cn.mingbai.households.visits;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class PaperEntriesModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    PaperEntries entries;

    @Autowired
    Visits visits;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    Coverage coverage;

    @Autowired
    Access access;

    @Autowired
    AtOnce atOnce;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Division village;
    private HouseholdId household;
    private String number = "";
    private PersonId worker = new PersonId(0);
    private LocalDate today = LocalDate.MIN;

    @BeforeEach
    void aVillageWithAWorker() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        households.household(village.id(), "李建军", BEGUN);
        number = directory.find(household).orElseThrow().number();
        worker = world.person(Duty.OUTREACH_A, village.code().value(), BEGUN.plusDays(3));
        today = Times.today(clock);
        households.asOfficer();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void anOfficerEntersALineForAWorkerAndItCountsOnItsDay() {
        var entered = entries.enter(line(today.minusDays(3), VisitOutcome.IN_PERSON, Relation.SPOUSE));
        assertThat(entered.again()).isFalse();
        assertThat(entered.line().entry()).isEqualTo("PAPER");
        assertThat(entered.line().place().maskedHead()).isEqualTo("王*国");
        var figures = coverage.recount(village.id(), new AsOf(today.minusDays(3), today));
        assertThat(figures.agrees()).isTrue();
        assertThat(figures.stored().ways()).isEqualTo(Map.of(Kind.REACHED_IN_PERSON, 1L));
        assertThat(figures.stored().named().fraction()).isEqualTo("1/2");
        assertThat(entries.today())
                .extracting(each -> each.receipt().clientId())
                .contains(entered.line().receipt().clientId());
    }

    @Test
    void whatAPhoneRecordedAlreadyIsSaidAndCountedOnce() {
        world.signIn(worker);
        var first = visits.record(
                new VisitDraft(UUID.randomUUID(), household, today, VisitOutcome.IN_PERSON, Relation.HEAD));
        households.asOfficer();
        var again = entries.enter(line(today, VisitOutcome.IN_PERSON, null));
        assertThat(again.again()).isTrue();
        assertThat(again.line().receipt().number()).isEqualTo(first.number());
        assertThat(entries.door(village.id(), number, today).same()).hasSize(1);
        var other = entries.enter(line(today, VisitOutcome.MEETING, null));
        assertThat(other.again()).isFalse();
        assertThat(other.beside()).isNotNull();
        var figures = coverage.recount(village.id(), AsOf.today(clock));
        assertThat(figures.agrees()).isTrue();
        assertThat(figures.stored().reached().fraction()).isEqualTo("1/2");
        assertThat(figures.stored().ways()).isEqualTo(Map.of(Kind.REACHED_IN_PERSON, 1L));
    }

    @Test
    void takingTheLastLineBackRestoresFiguresAndInformedMember() {
        entries.enter(line(today.minusDays(2), VisitOutcome.IN_PERSON, Relation.HEAD));
        var before = coverage.recount(village.id(), AsOf.today(clock)).stored();
        var wrong = entries.enter(line(today, VisitOutcome.MEETING, Relation.NEIGHBOUR));
        entries.takeBack(wrong.line().receipt().clientId());
        var after = coverage.recount(village.id(), AsOf.today(clock));
        assertThat(after.agrees()).isTrue();
        assertThat(after.stored()).isEqualTo(before);
        assertThat(coverage.doors(village.id(), AsOf.today(clock), Coverage.Boundaries.AS_IT_WAS, Kind.NAMED, 0, 10)
                        .doors())
                .singleElement()
                .satisfies(door -> assertThat(door.lastDay()).isEqualTo(today.minusDays(2)));
        assertThatThrownBy(() -> entries.takeBack(wrong.line().receipt().clientId()))
                .as("it is taken back once")
                .isInstanceOf(NotFound.class);
        // Entered again, rightly, it stands.
        entries.enter(line(today, VisitOutcome.MEETING, null));
        assertThat(entries.door(village.id(), number, today).same()).hasSize(1);
    }

    @Test
    void aLineThatIsTakenBackTwiceAtTheSameMomentIsTakenBackOnce() throws Exception {
        var wrong = entries.enter(line(today, VisitOutcome.IN_PERSON, Relation.HEAD))
                .line()
                .receipt()
                .clientId();
        var said = atOnce.run(
                access.caller().person(),
                "select id from household where id = " + household.value() + " for update",
                "select id, village_id, dated from household%for update",
                Collections.nCopies(2, () -> entries.takeBack(wrong)));
        assertThat(said).containsExactlyInAnyOrder("", "core.access.not-found []");
        assertThat(coverage.recount(village.id(), AsOf.today(clock)).agrees()).isTrue();
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'visit.take-back' and subject = :subject")
                        .param("subject", "household " + household.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatFollowedAnEntryIsNotTornOut() {
        var first = entries.enter(line(today.minusDays(1), VisitOutcome.IN_PERSON, Relation.HEAD));
        entries.enter(line(today.minusDays(1), VisitOutcome.MEETING, Relation.SPOUSE));
        assertThatThrownBy(() -> entries.takeBack(first.line().receipt().clientId()))
                .isInstanceOf(Conflict.class);
        assertThat(coverage.recount(village.id(), AsOf.today(clock)).agrees()).isTrue();
    }

    @Test
    void typosAndWrongDaysAreRefusedAtOnceAndNothingIsWritten() {
        var wrong = number.substring(0, number.length() - 1) + (number.endsWith("0") ? "1" : "0");
        assertThatThrownBy(() -> entries.door(village.id(), wrong, today)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> entries.door(village.id(), "�", today)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> entries.enter(line(today.plusDays(1), VisitOutcome.IN_PERSON, null)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> entries.enter(line(BEGUN.minusDays(1), VisitOutcome.IN_PERSON, null)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> entries.enter(line(BEGUN.plusDays(1), VisitOutcome.IN_PERSON, null)))
                .as("the worker served from the third day on")
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> entries.enter(line(today, VisitOutcome.LEFT_SHEET, Relation.HEAD)))
                .isInstanceOf(RuleViolation.class);
        assertThat(entries.today()).noneMatch(each -> each.place().household().equals(household));
    }

    @Test
    void aWorkerEntersOnlyTheOwnAndNobodyElsesVillage() {
        world.signIn(worker);
        assertThat(entries.workers(village.id(), today))
                .extracting(PaperEntries.Worker::person)
                .containsExactly(worker);
        assertThat(entries.enter(line(today, VisitOutcome.NOT_FOUND, null)).again())
                .isFalse();
        var other = world.person(Duty.OUTREACH_B, village.code().value(), BEGUN);
        assertThatThrownBy(() -> entries.enter(new PaperEntries.Entry(
                        UUID.randomUUID(), village.id(), other, today, number, VisitOutcome.REFUSED, null)))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> entries.enter(line(today, VisitOutcome.IN_PERSON, null)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> entries.door(village.id(), number, today)).isInstanceOf(NotFound.class);
    }

    private PaperEntries.Entry line(LocalDate day, VisitOutcome outcome, @Nullable Relation informed) {
        return new PaperEntries.Entry(UUID.randomUUID(), village.id(), worker, day, number, outcome, informed);
    }
}
