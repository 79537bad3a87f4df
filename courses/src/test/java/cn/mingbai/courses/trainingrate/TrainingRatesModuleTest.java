package cn.mingbai.courses.trainingrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
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
    TrainingRateDirectory directory;

    @Autowired
    Access access;

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
        move(person, village("220172102399", new Stay(World.TOWN, LONG_AGO, today.minusDays(7))));
        assertThat(reason(World.DISTRICT, person, AsOf.today(clock))).isEqualTo(Reason.DATA_INCOMPLETE);
        assertThat(unit(World.DISTRICT, AsOf.today(clock)).total().counted()).isEqualTo(before.counted() + 1);
    }

    @Test
    void peopleOfAVillageMergedIntoAnotherCountOnceWhereTheyServedOnTheDay() {
        var merged = today.minusDays(7);
        var then = AsOf.on(merged.minusDays(1), clock);
        var now = AsOf.today(clock);
        var townThen = unit(World.TOWN, then).total();
        var townNow = unit(World.TOWN, now).total();
        var into = unit(World.OTHER_VILLAGE, now).total();
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        var gone = village("220172102398", new Stay(World.TOWN, LONG_AGO, merged));
        move(person, gone);
        people.end(postings.of(person, today).getFirst().posting(), merged);
        people.post(person, world.division(World.OTHER_VILLAGE), Duty.VILLAGE_STAFF, merged);

        assertThat(rates.people(gone, then))
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo(Reason.NOT_MET));
        assertThat(unit(World.TOWN, then).total().counted()).isEqualTo(townThen.counted() + 1);
        assertThat(reason(World.OTHER_VILLAGE, person, now)).isEqualTo(Reason.NOT_MET);
        assertThat(unit(World.OTHER_VILLAGE, now).total().counted()).isEqualTo(into.counted() + 1);
        assertThat(unit(World.TOWN, now).total().counted()).isEqualTo(townNow.counted() + 1);
        assertThat(reason(World.DISTRICT, person, now)).isEqualTo(Reason.NOT_MET);

        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(rates.people(gone, then)).as("its last town's officer").hasSize(1);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> rates.people(gone, then)).isInstanceOf(NotFound.class);
    }

    @Test
    void aVillageRecodedIntoAnotherTownCountsInTheTownItBelongedToOnTheDay() {
        var recoded = today.minusDays(7);
        var then = AsOf.on(recoded.minusDays(1), clock);
        var now = AsOf.today(clock);
        var oldThen = unit(World.OTHER_TOWN, then).total().counted();
        var oldNow = unit(World.OTHER_TOWN, now).total().counted();
        var newThen = unit(World.TOWN, then).total().counted();
        var newNow = unit(World.TOWN, now).total().counted();
        var district = unit(World.DISTRICT, now).total().counted();
        var person = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LONG_AGO);
        move(
                person,
                village(
                        "220172102397",
                        new Stay(World.OTHER_TOWN, LONG_AGO, recoded),
                        new Stay(World.TOWN, recoded, Times.NO_END)));

        assertThat(unit(World.OTHER_TOWN, then).total().counted()).isEqualTo(oldThen + 1);
        assertThat(unit(World.TOWN, then).total().counted()).isEqualTo(newThen);
        assertThat(unit(World.OTHER_TOWN, now).total().counted()).isEqualTo(oldNow);
        assertThat(unit(World.TOWN, now).total().counted()).isEqualTo(newNow + 1);
        assertThat(unit(World.DISTRICT, now).total().counted()).isEqualTo(district + 1);
    }

    /** In which town a village lies in {@code [from, to)}. */
    private record Stay(String town, LocalDate from, LocalDate to) {}

    /** A new village, which lies in one town after the other. */
    private DivisionId village(String code, Stay... stays) {
        var id =
                jdbc.sql("select next value for division_seq").query(Long.class).single();
        jdbc.sql("insert into division (id, created_at) values (?, utc_timestamp(6))")
                .param(id)
                .update();
        for (var stay : stays) {
            var town = world.division(stay.town()).value();
            jdbc.sql("""
                    insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,
                      valid_to, recorded_at, superseded_at)
                    values (next value for division_version_seq, ?, ?, '变动过的村委会', ?, 'VILLAGE', 'test', ?, ?,
                      '2018-10-31', '9999-12-31')
                    """).params(id, code, town, stay.from(), stay.to()).update();
            jdbc.sql("""
                    insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)
                    select ancestor_id, :id, depth + 1, :from, :to from division_ancestor
                    where descendant_id = :town and valid_to = '9999-12-31'
                    union select :id, :id, 0, :from, :to
                    """)
                    .param("id", id)
                    .param("town", town)
                    .param("from", stay.from())
                    .param("to", stay.to())
                    .update();
        }
        world.divisionsChanged();
        return new DivisionId(id);
    }

    private void move(PersonId person, DivisionId village) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update posting set division_id = ? where person_id = ?")
                    .params(village.value(), person.value())
                    .update();
            changes.note(person);
        });
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
        assertThat(directory.tops(access.require(Action.VIEW_TRAINING_RATE), AsOf.today(clock)))
                .as("the home page's figures are the table's")
                .containsExactlyElementsOf(overview.tops().stream()
                        .map(top -> new TrainingRateDirectory.OfUnit(top.division(), top.total()))
                        .toList());
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
