package cn.mingbai.courses.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.excuses.Excuses;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.rate.Window;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.trainingrate.TrainedPerson;
import cn.mingbai.courses.trainingrate.TrainingRates;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What an officer sets is what the rate counts by: windows, grace, overlaps, excuses, courses that are not there yet. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class WhoOwesWhenModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

    @Autowired
    World world;

    @Autowired
    Requirements requirements;

    @Autowired
    Excuses excuses;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    TrainingRates rates;

    @Autowired
    TrainingRecords records;

    @Autowired
    People people;

    @Autowired
    PostingDirectory postings;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private World.FreshVillage place;

    @BeforeEach
    void district() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        officer();
    }

    @AfterEach
    void nobody() {
        world.signOut();
    }

    private void officer() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    private void on(LocalDate day) {
        clock.set(day.atTime(12, 0).atZone(Times.ZONE).toInstant());
    }

    private Terms terms(Set<String> courses, Window window, int months, int carry, int grace) {
        return new Terms(courses, Map.of(), window, months, carry, MetBy.PASS, NEW_YEAR.plusDays(30), grace, "依据");
    }

    private void require(String code, Terms terms) {
        requirements.add(world.division(code), new Requirements.Draft(Set.of(Duty.VILLAGE_STAFF), NEW_YEAR, terms));
    }

    private PersonId hired(LocalDate day) {
        return world.person(Duty.VILLAGE_STAFF, place.village(), day);
    }

    private void passed(PersonId person, LocalDate day) {
        transactions.executeWithoutResult(status -> records.record(
                new TrainingEntry.QuizHandedIn(person, "01", 1, day, 90, true, "who-owes:" + System.nanoTime())));
    }

    private Optional<Reason> reason(PersonId person, LocalDate day) {
        return rates.people(world.division(place.district()), AsOf.on(day, clock)).stream()
                .filter(line -> line.person().equals(person))
                .map(TrainedPerson::reason)
                .findFirst();
    }

    private Tally tally(String code, LocalDate day) {
        return rates.overview(AsOf.on(day, clock))
                .unit(world.division(code))
                .orElseThrow()
                .total();
    }

    @ParameterizedTest
    @CsvSource({"2, MET", "1, NOT_MET", "0, NOT_MET"})
    void hiredInNovemberAPassOfThatMonthMeetsJanuarysDutyOnlyWhereTwoMonthsAreCarried(int carry, Reason inJanuary) {
        require(place.district(), terms(Set.of("01"), Window.CALENDAR_YEAR, 0, carry, 30));
        var person = hired(LocalDate.of(2026, 11, 2));
        passed(person, LocalDate.of(2026, 11, 20));
        on(LocalDate.of(2027, 2, 15));
        assertThat(reason(person, LocalDate.of(2026, 11, 19))).contains(Reason.NEW_IN_GRACE);
        assertThat(reason(person, LocalDate.of(2026, 12, 31))).contains(Reason.MET);
        assertThat(reason(person, LocalDate.of(2027, 1, 15))).contains(inJanuary);
        passed(person, LocalDate.of(2027, 2, 1));
        assertThat(reason(person, LocalDate.of(2027, 2, 15))).contains(Reason.MET);
        assertThat(reason(person, LocalDate.of(2026, 12, 31)))
                .as("the year before stays met by its own pass")
                .contains(Reason.MET);
    }

    @ParameterizedTest
    @CsvSource({"30, 29, NEW_IN_GRACE", "30, 30, NOT_MET", "1, 0, NEW_IN_GRACE", "1, 1, NOT_MET", "0, 0, NOT_MET"})
    void theLastDayOfGraceIsTheOneBeforeTheDaysAreOver(int grace, int daysAfterHiring, Reason reason) {
        require(place.district(), terms(Set.of("01"), Window.ONCE, 0, 0, grace));
        var first = LocalDate.of(2026, 9, 1);
        var person = hired(first);
        assertThat(reason(person, first.plusDays(daysAfterHiring))).contains(reason);
    }

    @Test
    void ofTwoRequirementsForOneCourseBothMustBeMet() {
        require(place.district(), terms(Set.of("01"), Window.ONCE, 0, 0, 0));
        require(place.town(), terms(Set.of("01"), Window.CALENDAR_YEAR, 0, 0, 0));
        var person = hired(LONG_AGO);
        passed(person, LocalDate.of(2025, 5, 1));
        var today = Times.today(clock);
        assertThat(reason(person, today)).contains(Reason.NOT_MET);
        var yearly = requirements.list().stream()
                .filter(one -> one.window() == Window.CALENDAR_YEAR)
                .findFirst()
                .orElseThrow();
        requirements.change(yearly.id(), NEW_YEAR, terms(Set.of("01"), Window.MONTHS, 24, 0, 0));
        assertThat(reason(person, today)).as("two years after May 2025").contains(Reason.MET);
        on(LocalDate.of(2027, 5, 1));
        assertThat(reason(person, LocalDate.of(2027, 4, 30))).contains(Reason.MET);
        assertThat(reason(person, LocalDate.of(2027, 5, 1))).contains(Reason.NOT_MET);
    }

    @Test
    void aRequirementWhoseCourseIsNotPublishedCountsNobody() {
        DraftCourse.put(jdbc);
        require(place.district(), terms(Set.of(DraftCourse.CODE), Window.ONCE, 0, 0, 0));
        var person = hired(LONG_AGO);
        var today = Times.today(clock);
        assertThat(reason(person, today)).isEmpty();
        assertThat(tally(place.district(), today)).satisfies(nobody -> {
            assertThat(nobody.roster()).isZero();
            assertThat(nobody.byRule().isEmpty()).isTrue();
            assertThat(nobody.withoutRequirement()).isEqualTo(1);
        });
        require(place.district(), terms(Set.of("01", DraftCourse.CODE), Window.ONCE, 0, 0, 0));
        passed(person, today);
        assertThat(reason(person, today))
                .as("a course not published asks nothing of anybody")
                .contains(Reason.MET);
        DraftCourse.remove(jdbc);
    }

    @Test
    void anExcuseCountsFromItsApprovalOnAndOnlyForItsDaysAndFollowsThePerson() {
        require(place.district(), terms(Set.of("01"), Window.ONCE, 0, 0, 0));
        var person = hired(LONG_AGO);
        var today = Times.today(clock);
        var draft = new Excuses.Draft(Reason.LONG_LEAVE, today.minusDays(10), today.plusDays(30), "批复1号");
        world.signIn(Role.TOWN_OFFICER, place.town());
        var proposal = excuses.propose(person, draft, null);
        officer();
        assertThat(reason(person, today)).as("only proposed").contains(Reason.NOT_MET);
        var before = clock.instant().plusSeconds(60);
        clock.advance(Duration.ofMinutes(5));
        desk.decide(Set.of(proposal), true, "");
        assertThat(reason(person, today)).contains(Reason.LONG_LEAVE);
        assertThat(reason(person, today.minusDays(10))).contains(Reason.LONG_LEAVE);
        assertThat(reason(person, today.minusDays(11))).contains(Reason.NOT_MET);
        assertThat(rates.people(world.division(place.district()), AsOf.at(today, before)))
                .as("as known before the approval")
                .filteredOn(line -> line.person().equals(person))
                .extracting(TrainedPerson::reason)
                .containsExactly(Reason.NOT_MET);

        var posting = postings.of(person, today).getFirst().posting();
        people.post(person, world.division(place.town()), Duty.VILLAGE_STAFF, today);
        people.end(posting, today);
        assertThat(reason(person, today)).as("moved").contains(Reason.LONG_LEAVE);

        var excuse = excuses.list().stream()
                .filter(line -> line.person().equals(person))
                .findFirst()
                .orElseThrow();
        excuses.end(excuse.id(), today);
        assertThat(reason(person, today)).as("back today").contains(Reason.NOT_MET);
        assertThat(reason(person, today.minusDays(1))).contains(Reason.LONG_LEAVE);
    }

    @Test
    void twoPostingsSomebodyWhoLeftAnOfficerAndWhoNeverSignedInAreCountedAsTheRulesSay() {
        require(place.district(), terms(Set.of("01"), Window.ONCE, 0, 0, 0));
        var today = Times.today(clock);
        var inTwoPlaces = hired(LONG_AGO);
        people.post(inTwoPlaces, world.division(place.town()), Duty.VILLAGE_STAFF, LocalDate.of(2026, 3, 1));
        passed(inTwoPlaces, today);
        var left = hired(LONG_AGO);
        people.end(postings.of(left, today).getFirst().posting(), today.minusDays(5));
        world.person(Role.TOWN_OFFICER, place.town());
        var neverSignedIn = hired(LONG_AGO);

        assertThat(reason(inTwoPlaces, today)).contains(Reason.MET);
        assertThat(reason(left, today)).contains(Reason.LEFT);
        assertThat(reason(neverSignedIn, today)).contains(Reason.NOT_MET);
        var total = tally(place.town(), today);
        assertThat(total.roster()).isEqualTo(3);
        assertThat(total.counted()).isEqualTo(2);
        assertThat(total.excluded()).isEqualTo(1);
        assertThat(total.roster()).isEqualTo(total.counted() + total.excluded());
        assertThat(total.byRule().count()).isEqualTo(1);
        assertThat(total.repeats()).as("one person in two rows below").isEqualTo(1);
    }
}
