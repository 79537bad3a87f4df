package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class TrainingRatesModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    TrainingRates rates;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    PostingDirectory postings;

    @Autowired
    People people;

    @Autowired
    RosterChanges changes;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    LocalDate today;

    /** Village staff of the district have owed course 01 since January; set anew each time, which adds nothing. */
    @BeforeEach
    void require() {
        today = Times.today(clock);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        if (requirements.list().stream().noneMatch(one -> one.basis().equals("培训率测试"))) {
            requirements.add(
                    world.division(World.DISTRICT),
                    new Requirements.Draft(
                            Set.of(Duty.VILLAGE_STAFF),
                            Set.of("01"),
                            LocalDate.of(2026, 1, 1),
                            today.plusDays(20),
                            30,
                            "培训率测试"));
        }
        // Known since it began, so that last month's figures as known then have it.
        jdbc.sql("update requirement set recorded_at = '2026-01-01' where basis = '培训率测试'")
                .update();
    }

    private UnitRate unit(String code, AsOf asOf) {
        return rates.overview(asOf).unit(world.division(code)).orElseThrow();
    }

    private Reason reason(String code, PersonId person, AsOf asOf) {
        return rates.people(world.division(code), asOf).stream()
                .filter(one -> one.person().equals(person))
                .map(TrainedPerson::reason)
                .findFirst()
                .orElseThrow();
    }

    private void pass(PersonId person, LocalDate on) {
        transactions.executeWithoutResult(status -> records.record(
                new TrainingEntry.QuizHandedIn(person, "01", 1, on, 90, true, "rate-test:" + System.nanoTime())));
    }

    @Test
    void aPassMovesTheVillageTheTownAndTheDistrictByOne() {
        var now = AsOf.today(clock);
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var before = rates.overview(now);
        assertThat(reason(World.VILLAGE, person, now)).isEqualTo(Reason.NOT_MET);
        pass(person, today);
        var after = rates.overview(now);
        for (var code : new String[] {World.VILLAGE, World.TOWN, World.DISTRICT}) {
            var id = world.division(code);
            var was = before.unit(id).orElseThrow().total();
            var is = after.unit(id).orElseThrow().total();
            assertThat(is.byRule().count()).as(code).isEqualTo(was.byRule().count() + 1);
            assertThat(is.byRule().of()).as(code).isEqualTo(was.byRule().of());
        }
        var line = rates.people(world.division(World.VILLAGE), now).stream()
                .filter(one -> one.person().equals(person))
                .findFirst()
                .orElseThrow();
        assertThat(line.reason()).isEqualTo(Reason.MET);
        assertThat(line.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.on()).isEqualTo(today);
            assertThat(pass.score()).isEqualTo(90);
        });
    }

    @Test
    void aLateEntryChangesTodaysViewOfLastMonthAndNotWhatWasKnownThen() {
        var person = world.person(Duty.VILLAGE_STAFF, World.OTHER_VILLAGE, LONG_AGO);
        var then = today.minusDays(30);
        var asKnownThen = new AsOf(then, then);
        var asKnownNow = new AsOf(then, today);
        var before = unit(World.OTHER_VILLAGE, asKnownThen).total();
        var beforeNow = unit(World.OTHER_VILLAGE, asKnownNow).total();
        pass(person, then.minusDays(1));
        assertThat(unit(World.OTHER_VILLAGE, asKnownThen).total()).isEqualTo(before);
        assertThat(reason(World.OTHER_VILLAGE, person, asKnownThen)).isEqualTo(Reason.NOT_MET);
        assertThat(unit(World.OTHER_VILLAGE, asKnownNow).total().byRule().count())
                .isEqualTo(beforeNow.byRule().count() + 1);
        assertThat(reason(World.OTHER_VILLAGE, person, asKnownNow)).isEqualTo(Reason.MET);
    }

    @Test
    void aPostingThatEndedYesterdayHasLeftAndTheFigureOfTheDayBeforeStays() {
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var posting = postings.of(person, today).getFirst().posting();
        people.end(posting, today);
        assertThat(reason(World.VILLAGE, person, AsOf.today(clock))).isEqualTo(Reason.LEFT);
        assertThat(reason(World.VILLAGE, person, AsOf.on(today.minusDays(1), clock)))
                .isEqualTo(Reason.NOT_MET);
    }

    @Test
    void aPersonWithTwoPostingsIsOneInTheTown() {
        var now = AsOf.today(clock);
        var before = unit(World.TOWN, now).total();
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        people.post(person, world.division(World.OTHER_VILLAGE), Duty.VILLAGE_STAFF, LONG_AGO);
        var after = unit(World.TOWN, now).total();
        assertThat(after.roster()).isEqualTo(before.roster() + 1);
        assertThat(after.repeats()).isEqualTo(before.repeats() + 1);
        assertThat(reason(World.VILLAGE, person, now)).isEqualTo(Reason.NOT_MET);
        assertThat(reason(World.OTHER_VILLAGE, person, now)).isEqualTo(Reason.NOT_MET);
    }

    @Test
    void rowsOfVillagesAddUpToTheirTown() {
        var overview = rates.overview(AsOf.today(clock));
        var town = overview.unit(world.division(World.TOWN)).orElseThrow();
        var rows = overview.below(world.division(World.TOWN)).stream()
                .mapToInt(village -> village.total().roster())
                .sum();
        assertThat(rows + town.own().roster())
                .isEqualTo(town.total().roster() + town.total().repeats());
        assertThat(rates.people(world.division(World.TOWN), AsOf.today(clock)))
                .hasSize(town.total().roster());
    }

    @Test
    void somebodyWhoseUnitIsNoMoreStaysInTheDistrictsDenominator() {
        var before = unit(World.DISTRICT, AsOf.today(clock)).total();
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var gone = dissolvedVillage();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update posting set division_id = ? where person_id = ?")
                    .params(gone, person.value())
                    .update();
            changes.note(person);
        });
        assertThat(reason(World.DISTRICT, person, AsOf.today(clock))).isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(unit(World.DISTRICT, AsOf.today(clock)).total().counted()).isEqualTo(before.counted() + 1);
    }

    /** A village of the town that was dissolved last week. */
    private long dissolvedVillage() {
        var id =
                jdbc.sql("select next value for division_seq").query(Long.class).single();
        jdbc.sql("insert into division (id, created_at) values (?, utc_timestamp(6))")
                .param(id)
                .update();
        jdbc.sql("""
                insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,
                  valid_to, recorded_at, superseded_at)
                values (next value for division_version_seq, ?, '220172102399', '已撤村委会', ?, 'VILLAGE', 'test',
                  '2018-10-31', ?, '2018-10-31', '9999-12-31')
                """)
                .params(id, world.division(World.TOWN).value(), today.minusDays(7))
                .update();
        jdbc.sql("""
                insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)
                select ancestor_id, :id, depth + 1, '2023-06-30', :to from division_ancestor
                where descendant_id = :town and valid_to = '9999-12-31'
                union select :id, :id, 0, '2018-10-31', :to
                """)
                .param("id", id)
                .param("town", world.division(World.TOWN).value())
                .param("to", today.minusDays(7))
                .update();
        return id;
    }

    @Test
    void aTownSeesItsOwnUnitsAndOfTheRestOnlyTheDistrictsTotal() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var overview = rates.overview(AsOf.today(clock));
        assertThat(overview.units())
                .extracting(unit -> unit.division().code().value())
                .contains(World.TOWN, World.VILLAGE)
                .allMatch(code -> code.startsWith("220172102"));
        assertThat(overview.districts())
                .extracting(unit -> unit.division().code().value())
                .containsExactly(World.DISTRICT);
        assertThatThrownBy(() -> rates.people(world.division(World.FAR_VILLAGE), AsOf.today(clock)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rates.people(world.division(World.DISTRICT), AsOf.today(clock)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anInspectorSeesFiguresAndNoNamesAndStaffSeeNeither() {
        world.signIn(Role.INSPECTOR, World.DISTRICT);
        assertThat(rates.overview(AsOf.today(clock)).units()).isNotEmpty();
        assertThatThrownBy(() -> rates.people(world.division(World.VILLAGE), AsOf.today(clock)))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> rates.overview(AsOf.today(clock))).isInstanceOf(AccessRefused.class);
    }

    @Test
    void unitsAreListedInCodeOrderAndNeverByRate() {
        var codes = rates.overview(AsOf.today(clock)).units().stream()
                .map(unit -> unit.division().code().value())
                .toList();
        assertThat(codes).isSorted().contains(World.DISTRICT);
    }
}
