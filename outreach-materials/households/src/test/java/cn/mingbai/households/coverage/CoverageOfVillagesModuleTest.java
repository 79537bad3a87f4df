package cn.mingbai.households.coverage;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CoverageOfVillagesModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    Visits visits;

    @Autowired
    Coverage coverage;

    @Autowired
    CoverageDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void shows137Of138AndTheOneThatIsLeft() {
        var village = households.freshVillage();
        var all = new ArrayList<HouseholdId>();
        for (var i = 0; i < 138; i++) {
            all.add(households.household(village.id(), "王" + i, BEGUN));
        }
        households.asWorker(village);
        HouseholdsWorld.during(
                BEGUN.plusDays(1),
                () -> all.stream()
                        .limit(137)
                        .forEach(household ->
                                visit(household, BEGUN.plusDays(1), VisitOutcome.IN_PERSON, Relation.HEAD)));
        var asOf = new AsOf(BEGUN.plusDays(1), BEGUN.plusDays(1));
        var figures = of(village, asOf).figures();
        assertThat(figures.reached()).isEqualTo(new Share(137, 138));
        assertThat(figures.reached().percent()).isEqualTo("99.2%");
        assertThat(figures.named()).isEqualTo(new Share(137, 138));
        assertThat(figures.confirmed()).isEqualTo(new Share(0, 138));
        var left = coverage.left(village.id(), asOf, 0, 50);
        assertThat(left.total()).isEqualTo(1);
        assertThat(left.doors()).singleElement().satisfies(household -> {
            assertThat(household.household()).isEqualTo(all.getLast());
            assertThat(household.maskedHead()).isEqualTo("王**7");
        });
    }

    @Test
    void case8ADoorFoundIsDueAtOnceTwoVisitsOfADayCountOnceAndNobodyHomeReachesNobody() {
        var village = households.freshVillage();
        var never = households.household(village.id(), "王零", BEGUN);
        var twice = households.household(village.id(), "王二", BEGUN);
        var day = BEGUN.plusDays(3);
        households.asOfficer();
        var found = new HouseholdId[1];
        HouseholdsWorld.during(
                day,
                () -> found[0] = ledger.found(
                        village.id(),
                        new HouseholdDetails("三组", "王新", null, 2, true, true, false),
                        "在三组东头找到，院里有人住",
                        day));
        households.asWorker(village);
        HouseholdsWorld.during(day, () -> {
            visit(twice, day, VisitOutcome.IN_PERSON, Relation.HEAD);
            visit(twice, day, VisitOutcome.IN_PERSON, Relation.SPOUSE);
            visit(found[0], day, VisitOutcome.LEFT_SHEET, null);
        });
        var asOf = new AsOf(day, day);
        var figures = of(village, asOf).figures();
        assertThat(figures.reached()).isEqualTo(new Share(1, 3));
        assertThat(figures.ways()).isEqualTo(java.util.Map.of(Kind.REACHED_IN_PERSON, 1L));
        assertThat(of(village, new AsOf(day.minusDays(1), day)).figures().due()).isEqualTo(2);
        assertThat(coverage.left(village.id(), asOf, 0, 10).doors())
                .extracting(Coverage.Door::household)
                .containsExactlyInAnyOrder(never, found[0]);
    }

    @Test
    void case9TheDayEndsAtMidnightOfShanghaiForEveryFigure() {
        var village = households.freshVillage();
        var before = households.household(village.id(), "王前", BEGUN);
        var after = households.household(village.id(), "王后", BEGUN);
        var day = BEGUN.plusDays(29);
        households.asWorker(village);
        var midnight = day.plusDays(1).atStartOfDay(Times.ZONE).toInstant();
        ThreadClock.during(midnight.minusSeconds(1), () -> visit(before, day, VisitOutcome.IN_PERSON, null));
        ThreadClock.during(midnight.plusSeconds(1), () -> visit(after, day, VisitOutcome.IN_PERSON, null));
        households.asOfficer();
        for (var known : List.of(day, day.plusDays(1))) {
            var asOf = new AsOf(day, known);
            var reached = known.equals(day) ? 1 : 2;
            assertThat(of(village, asOf).figures().reached()).isEqualTo(new Share(reached, 2));
            assertThat(coverage.recount(village.id(), asOf).agrees()).isTrue();
            assertThat(coverage.doors(village.id(), asOf, Coverage.Boundaries.TODAY, Kind.REACHED, 0, 10)
                            .total())
                    .isEqualTo(reached);
            assertThat(coverage.left(village.id(), asOf, 0, 10).total()).isEqualTo(2 - reached);
        }
    }

    @Test
    void anEmptyVillageHasNoShareAtAll() {
        var village = households.freshVillage();
        households.asWorker(village);
        var asOf = new AsOf(BEGUN.plusDays(1), BEGUN.plusDays(1));
        var figures = of(village, asOf).figures();
        assertThat(figures.reached().isEmpty()).isTrue();
        assertThat(figures.reached().percent()).isEmpty();
        assertThat(coverage.left(village.id(), asOf, 0, 50).total()).isZero();
        // A village whose households are all excluded has nobody due either.
        var household = households.household(village.id(), "王国", BEGUN);
        HouseholdsWorld.during(BEGUN, () -> ledger.setState(household, HouseholdState.EMPTY, "多年无人居住", BEGUN));
        assertThat(of(village, asOf).figures().reached().isEmpty()).isTrue();
        assertThat(of(village, asOf).figures().excluded()).containsExactly(java.util.Map.entry(Kind.EMPTY, 1L));
        assertThat(of(village, asOf).figures().ledger()).isEqualTo(1);
    }

    @Test
    void aLateEntryChangesThePastDayAsKnownNowAndNotAsKnownThen() {
        var village = households.freshVillage();
        var household = households.household(village.id(), "王国", BEGUN);
        households.household(village.id(), "李民", BEGUN);
        var day = BEGUN.plusDays(10);
        var then = new AsOf(day, day);
        var later = new AsOf(day, day.plusDays(20));
        households.asWorker(village);
        HouseholdsWorld.during(
                day.plusDays(5), () -> visit(household, day.plusDays(5), VisitOutcome.IN_PERSON, Relation.SPOUSE));
        assertThat(of(village, later).figures().reached()).isEqualTo(new Share(0, 2));
        // On the 20th day it turns out that the household had been reached on the 5th already.
        HouseholdsWorld.during(
                day.plusDays(10), () -> visit(household, day.minusDays(5), VisitOutcome.IN_PERSON, Relation.CHILD));
        assertThat(of(village, then).figures().reached()).isEqualTo(new Share(0, 2));
        assertThat(of(village, new AsOf(day, day.plusDays(9))).figures().reached())
                .isEqualTo(new Share(0, 2));
        assertThat(of(village, later).figures().reached()).isEqualTo(new Share(1, 2));
        assertThat(of(village, later).figures().named()).isEqualTo(new Share(1, 2));
        assertThat(of(village, new AsOf(day.plusDays(8), day.plusDays(8)))
                        .figures()
                        .reached())
                .isEqualTo(new Share(1, 2));
        assertThat(rows(village, Kind.REACHED))
                .containsExactly(
                        day.minusDays(5) + " " + day.plusDays(10) + " 1",
                        day.plusDays(5) + " " + day.plusDays(5) + " 1",
                        day.plusDays(5) + " " + day.plusDays(10) + " -1");
    }

    @Test
    void aTownSumsItsVillagesAndAnOfficerOfATownSeesTheDistrictOnlyInTotal() {
        var village = households.freshVillage();
        households.household(village.id(), "王国", BEGUN);
        var today = new AsOf(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 25));
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var district = coverage.overview(today);
        var all = district.towns().stream().map(town -> town.town().figures()).reduce(Figures.NONE, Figures::plus);
        assertThat(district.districts()).singleElement().satisfies(total -> {
            assertThat(total.figures()).isEqualTo(all);
            assertThat(total.unit().code().value()).isEqualTo(World.DISTRICT);
        });
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var town = coverage.overview(today);
        assertThat(town.towns()).hasSize(1);
        assertThat(town.districts()).isEqualTo(district.districts());
        for (var root : new String[] {World.DISTRICT, World.TOWN, village.code().value()}) {
            var reach = new Reach(
                    Set.of(root.equals(village.code().value()) ? village.id() : world.division(root)), today.day());
            assertThat(readOnly(() -> directory.villages(reach, today)))
                    .as("what is kept of " + root)
                    .containsExactlyInAnyOrderElementsOf(directory.within(reach, today).stream()
                            .map(each -> new CoverageDirectory.OfVillage(
                                    each.village(), each.figures(), each.outreachWorker()))
                            .toList());
        }
        var foreign = world.division(World.FAR_VILLAGE);
        assertThatThrownBy(() -> coverage.left(foreign, today, 0, 10)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> coverage.recount(foreign, today)).isInstanceOf(NotFound.class);
    }

    private <T> T readOnly(Supplier<T> reading) {
        var transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        return transaction.execute(status -> reading.get());
    }

    @ParameterizedTest
    @ValueSource(longs = {20261125, 4, 815})
    void aRecountFromTheFactsMatchesTheDeltasOnEveryDayAsKnownOnEveryDay(long seed) {
        var random = new Random(seed);
        var village = households.freshVillage();
        var known = new ArrayList<HouseholdId>();
        households.asOfficer();
        households.asWorker(village);
        var today = BEGUN.minusDays(5);
        for (var step = 0; step < 120; step++) {
            today = today.plusDays(random.nextInt(3) == 0 ? 1 : 0);
            var now = today;
            var earlier = now.minusDays(random.nextInt(15));
            switch (known.size() < 3 ? 0 : random.nextInt(8)) {
                case 0 -> known.add(added(village, now, earlier, random));
                case 1, 2, 3 -> {
                    var household = known.get(random.nextInt(known.size()));
                    var state = HouseholdState.values()[random.nextInt(7)];
                    households.asOfficer();
                    HouseholdsWorld.during(now, () -> {
                        try {
                            ledger.setState(household, state, "核实", earlier);
                        } catch (cn.mingbai.core.error.Conflict same) {
                            // Already in that state then: nothing to change.
                        }
                    });
                }
                default -> {
                    if (earlier.isBefore(BEGUN)) {
                        continue;
                    }
                    var household = known.get(random.nextInt(known.size()));
                    var outcome = VisitOutcome.values()[random.nextInt(6)];
                    var relation =
                            outcome.spoke() && random.nextBoolean() ? Relation.values()[random.nextInt(5)] : null;
                    households.asWorker(village);
                    HouseholdsWorld.during(now, () -> visit(household, earlier, outcome, relation));
                }
            }
        }
        households.asOfficer();
        for (var day = BEGUN.minusDays(2); !day.isAfter(today); day = day.plusDays(1)) {
            for (var k = day; !k.isAfter(today); k = k.plusDays(1)) {
                var recount = coverage.recount(village.id(), new AsOf(day, k));
                assertThat(recount.stored())
                        .as("seed %d, on %s as known on %s", seed, day, k)
                        .isEqualTo(recount.counted());
            }
        }
        var last = coverage.recount(village.id(), new AsOf(today, today)).counted();
        assertThat(last.ledger()).as("seed %d", seed).isEqualTo(known.size());
        assertThat(last.due()).as("seed %d", seed).isPositive();
    }

    private HouseholdId added(Division village, LocalDate now, LocalDate from, Random random) {
        households.asOfficer();
        var added = new HouseholdId[1];
        HouseholdsWorld.during(
                now,
                () -> added[0] = ledger.add(
                        village.id(),
                        new HouseholdNumber("9" + Math.abs(random.nextInt(90_000_000))),
                        new HouseholdDetails("一组", "赵甲", null, null, true, random.nextInt(4) > 0, false),
                        from));
        return added[0];
    }

    private void visit(
            HouseholdId household,
            LocalDate day,
            VisitOutcome outcome,
            @org.jspecify.annotations.Nullable Relation who) {
        visits.record(new VisitDraft(UUID.randomUUID(), household, day, outcome, who));
    }

    private VillageCoverage of(Division village, AsOf asOf) {
        var of = directory.of(village.id(), asOf);
        assertThat(of).hasSize(1);
        return of.getFirst();
    }

    private List<String> rows(Division village, Kind kind) {
        return jdbc.sql("select day, recorded_on, delta from coverage_delta where village_id = ? and kind = ?"
                        + " and delta <> 0 order by day, recorded_on")
                .params(village.id().value(), kind.name())
                .query((row, index) -> row.getString(1) + " " + row.getString(2) + " " + row.getInt(3))
                .list();
    }
}
