package cn.mingbai.households.coverage;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.VillageChanges;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Histories of four villages made at random: entries, states, visits, splits, joins, moves, merged and split villages, and
 * what is taken back. The figures of every day are compared with a recount that knows nothing but what was done.
 */
@SpringBootTest(classes = TestApplication.class)
class LedgerHistoriesModuleTest {

    private static final int STEPS = 140;
    private static final int MOST_STEPS = 500;
    private static final Set<String> KINDS =
            Set.of("state", "visit", "split", "join", "unjoin", "move", "merge", "part", "undo");
    private static final List<String> GROUPS = List.of("一组", "二组", "三组");

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    VillageChanges villageChanges;

    @Autowired
    Visits visits;

    @Autowired
    Coverage coverage;

    @Autowired
    CoverageDirectory directory;

    @Autowired
    DivisionDirectory divisions;

    @Autowired
    TransactionTemplate transactions;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @ParameterizedTest
    @ValueSource(longs = {20261126, 8, 4711})
    void totalsReconcileOnEveryDayInBothViewsWithARecountOfWhatWasDone(long seed) {
        var history = new History(seed);
        for (var step = 0;
                step < STEPS || step < MOST_STEPS && !history.done.keySet().containsAll(KINDS);
                step++) {
            history.step();
        }
        households.asOfficer();
        // Nothing is written any more: in one transaction, no reading begins and ends one of its own.
        var checked = transactions.execute(status -> compared(history));
        history.trends();
        assertThat(checked).isGreaterThan(60);
        assertThat(history.done.keySet())
                .as("seed %d did something of every kind: %s", seed, history.done)
                .containsAll(KINDS);
    }

    private static int compared(History history) {
        var random = new Random(history.seed);
        var checked = 0;
        for (var day = BEGUN.minusDays(2); !day.isAfter(history.today); day = day.plusDays(1)) {
            var known = new HashSet<>(List.of(day, history.today));
            var span = (int) (history.today.toEpochDay() - day.toEpochDay());
            known.add(day.plusDays(random.nextInt(span + 1)));
            known.add(day.plusDays(random.nextInt(span + 1)));
            for (var k : known) {
                history.check(new AsOf(day, k));
                checked++;
            }
            // Doors are read one figure at a time: once for each day, as known on one of the days after it.
            history.doors(new AsOf(day, day.plusDays(random.nextInt(span + 1))));
        }
        return checked;
    }

    /** What held from a day on, as recorded on a day; what is recorded later hides what was recorded before. */
    private static final class Timeline<T> {

        private record Event<T>(LocalDate recorded, LocalDate from, T value) {}

        private final List<Event<T>> events = new ArrayList<>();

        void put(LocalDate recorded, LocalDate from, T value) {
            events.add(new Event<>(recorded, from, value));
        }

        TreeMap<LocalDate, T> known(LocalDate known) {
            var map = new TreeMap<LocalDate, T>();
            events.stream()
                    .filter(event -> !event.recorded().isAfter(known))
                    .forEach(event -> map.put(event.from(), event.value()));
            return map;
        }

        T on(LocalDate day, LocalDate known) {
            var entry = known(known).floorEntry(day);
            return entry == null ? null : entry.getValue();
        }
    }

    private record Told(LocalDate recorded, LocalDate day, VisitOutcome outcome) {}

    /** Part of another household in [from, to), as recorded in [recorded, gone). */
    private record Join(House into, LocalDate from, LocalDate to, LocalDate recorded, LocalDate gone) {

        boolean on(LocalDate day, LocalDate known) {
            return !from.isAfter(day) && to.isAfter(day) && !recorded.isAfter(known) && gone.isAfter(known);
        }
    }

    private static final class House {

        final HouseholdId id;
        final boolean resident;
        final Timeline<HouseholdState> states = new Timeline<>();
        final Timeline<DivisionId> places = new Timeline<>();
        final Timeline<String> groups = new Timeline<>();
        final List<Told> told = new ArrayList<>();
        final List<Join> joins = new ArrayList<>();

        House(HouseholdId id, boolean resident) {
            this.id = id;
            this.resident = resident;
        }
    }

    /** A change of villages and whom it took. */
    private record Taken(
            long id,
            DivisionId from,
            DivisionId to,
            LocalDate day,
            LocalDate recorded,
            boolean whole,
            Set<House> who) {}

    private final class History {

        final long seed;
        final Random random;
        final List<Division> villages =
                IntStream.range(0, 4).mapToObj(i -> households.freshVillage()).toList();
        final List<House> houses = new ArrayList<>();
        final List<Taken> taken = new ArrayList<>();
        final Map<String, Integer> done = new TreeMap<>();
        LocalDate today = BEGUN.minusDays(3);
        int number = 100;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void step() {
            today = today.plusDays(random.nextInt(4) == 0 ? 1 : 0);
            var day = today.minusDays(random.nextInt(12));
            var choice = houses.size() < 6 ? 0 : random.nextInt(20);
            HouseholdsWorld.during(today, () -> {
                try {
                    act(choice, day);
                } catch (MingbaiException refused) {
                    done.merge("refused", 1, Integer::sum);
                }
            });
        }

        private void act(int choice, LocalDate day) {
            switch (choice) {
                case 0, 1 -> enter(day);
                case 2, 3, 4, 5 -> state(any(), HouseholdState.values()[random.nextInt(7)], day);
                case 6, 7, 8, 9, 10, 11 -> visit(any(), day);
                case 12 -> split(any(), day);
                case 13, 14 -> join(any(), any(), day);
                case 15 -> unjoin();
                case 16, 17 -> move(any(), anyVillage(), day);
                case 18 -> villages(anyVillage(), anyVillage(), random.nextInt(3) == 0, day);
                default -> undo();
            }
        }

        private House any() {
            return houses.get(random.nextInt(houses.size()));
        }

        private DivisionId anyVillage() {
            return villages.get(random.nextInt(villages.size())).id();
        }

        private HouseholdNumber nextNumber() {
            return new HouseholdNumber("%05d".formatted(number++));
        }

        private HouseholdDetails details(String group, boolean resident) {
            return new HouseholdDetails(group, "赵" + number, null, null, true, resident, false);
        }

        private DivisionId lastPlace(House house) {
            return house.places.known(today).lastEntry().getValue();
        }

        private void enter(LocalDate day) {
            households.asOfficer();
            var village = anyVillage();
            var group = GROUPS.get(random.nextInt(3));
            var resident = random.nextInt(6) > 0;
            var house = new House(ledger.add(village, nextNumber(), details(group, resident), day), resident);
            house.states.put(today, day, HouseholdState.DUE);
            house.places.put(LocalDate.MIN, LocalDate.MIN, village);
            house.groups.put(today, day, group);
            houses.add(house);
            done.merge("enter", 1, Integer::sum);
        }

        private void state(House house, HouseholdState state, LocalDate day) {
            households.asOfficer();
            ledger.setState(house.id, state, "核实", day);
            house.states.put(today, day, state);
            if (state != HouseholdState.MERGED) {
                endJoins(house, day);
            }
            done.merge("state", 1, Integer::sum);
        }

        private void endJoins(House house, LocalDate day) {
            for (var join : List.copyOf(house.joins)) {
                if (join.on(day, today)) {
                    hide(house, join);
                    if (join.from().isBefore(day)) {
                        house.joins.add(new Join(join.into(), join.from(), day, today, LocalDate.MAX));
                    }
                }
            }
        }

        private void hide(House house, Join join) {
            house.joins.remove(join);
            house.joins.add(new Join(join.into(), join.from(), join.to(), join.recorded(), today));
        }

        private void visit(House house, LocalDate day) {
            var outcome = VisitOutcome.values()[random.nextInt(6)];
            var village = villages.stream()
                    .filter(each -> each.id().equals(lastPlace(house)))
                    .findFirst()
                    .orElseThrow();
            households.asWorker(village);
            visits.record(new VisitDraft(UUID.randomUUID(), house.id, day, outcome, null));
            house.told.add(new Told(today, day, outcome));
            done.merge("visit", 1, Integer::sum);
        }

        private void split(House house, LocalDate day) {
            households.asOfficer();
            var group = GROUPS.get(random.nextInt(3));
            var child = new House(changes.split(house.id, nextNumber(), details(group, true), "子女成家另立户", day), true);
            child.states.put(today, day, HouseholdState.SPLIT);
            child.places.put(LocalDate.MIN, LocalDate.MIN, lastPlace(house));
            child.groups.put(today, day, group);
            houses.add(child);
            done.merge("split", 1, Integer::sum);
        }

        private void join(House house, House into, LocalDate day) {
            households.asOfficer();
            changes.join(house.id, into.id, "老人随子女生活", day);
            var next = house.states.known(today).higherKey(day);
            house.states.put(today, day, HouseholdState.MERGED);
            house.joins.add(new Join(into, day, next == null ? LocalDate.MAX : next, today, LocalDate.MAX));
            done.merge("join", 1, Integer::sum);
        }

        private void unjoin() {
            households.asOfficer();
            for (var house : houses) {
                for (var join : List.copyOf(house.joins)) {
                    if (join.gone().equals(LocalDate.MAX) && join.to().isAfter(today)) {
                        changes.unjoin(house.id, "登记有误");
                        var before = house.states.known(today).lowerEntry(join.from());
                        house.states.put(
                                today,
                                join.from(),
                                before == null || before.getValue() == HouseholdState.MERGED
                                        ? HouseholdState.DUE
                                        : before.getValue());
                        hide(house, join);
                        done.merge("unjoin", 1, Integer::sum);
                        return;
                    }
                }
            }
        }

        private void move(House house, DivisionId to, LocalDate day) {
            households.asOfficer();
            var group = GROUPS.get(random.nextInt(3));
            changes.move(house.id, to, nextNumber(), group, "举家搬迁", day);
            house.places.put(today, day, to);
            if (house.groups.on(day, today) != null) {
                house.groups.put(today, day, group);
            }
            done.merge("move", 1, Integer::sum);
        }

        private void villages(DivisionId from, DivisionId to, boolean part, LocalDate day) {
            households.asOfficer();
            var groups = part ? Set.of(GROUPS.get(random.nextInt(3))) : Set.<String>of();
            var all = houses.stream()
                    .filter(house -> lastPlace(house).equals(from))
                    .toList();
            var who = all.stream()
                    .filter(house -> groups.isEmpty() || groups.contains(house.groups.on(today, today)))
                    .collect(Collectors.toSet());
            var order = new VillageChanges.Order(from, to, groups, day);
            assertThat(villageChanges.plan(order).households()).isEqualTo(who.size());
            var id = villageChanges.apply(order, "区政发〔2026〕3号");
            for (var house : who) {
                var here = house.places.known(today).lastKey();
                house.places.put(today, here.isAfter(day) ? here : day, to);
            }
            var whole = who.size() == all.size();
            taken.add(new Taken(id, from, to, day, today, whole, who));
            done.merge(whole ? "merge" : "part", 1, Integer::sum);
        }

        private void undo() {
            households.asOfficer();
            if (taken.isEmpty()) {
                return;
            }
            var last = taken.getLast();
            villageChanges.undo(last.id(), "文件未生效");
            for (var house : last.who()) {
                house.places.put(today, house.places.known(today).lastKey(), last.from());
            }
            taken.remove(last);
            done.merge("undo", 1, Integer::sum);
        }

        // The campaign counts resident households and lets the phone count for those away.
        private boolean due(House house, LocalDate day, LocalDate known) {
            return switch (house.states.on(day, known)) {
                case DUE, REFUSED, SPLIT, AWAY -> house.resident;
                case EMPTY, DEMOLISHED, MERGED -> false;
            };
        }

        // In person before a meeting before the phone, by its own visits and those of whoever has become part of it.
        private Optional<Kind> reached(House house, LocalDate day, LocalDate known) {
            var own = house.told.stream()
                    .filter(told -> !told.recorded().isAfter(known)
                            && !told.day().isAfter(day)
                            && !told.day().isBefore(BEGUN))
                    .flatMap(told -> switch (told.outcome()) {
                        case IN_PERSON -> Stream.of(Kind.REACHED_IN_PERSON);
                        case MEETING -> Stream.of(Kind.REACHED_MEETING);
                        case PHONE ->
                            house.states.on(told.day(), known) == HouseholdState.AWAY
                                    ? Stream.of(Kind.REACHED_PHONE)
                                    : Stream.empty();
                        case LEFT_SHEET, REFUSED, NOT_FOUND -> Stream.empty();
                    });
            var joined = houses.stream()
                    .filter(other -> other.joins.stream().anyMatch(join -> join.into() == house && join.on(day, known)))
                    .flatMap(other -> reached(other, day, known).stream());
            return Stream.concat(own, joined).min(Comparator.naturalOrder());
        }

        private DivisionId unit(House house, LocalDate day, LocalDate known) {
            var unit = house.places.on(day, known);
            for (var change : taken.stream()
                    .sorted(Comparator.comparing(Taken::day).thenComparing(Taken::id))
                    .toList()) {
                var yetToCome = change.day().isAfter(day) || change.recorded().isAfter(known);
                if (yetToCome
                        && change.from().equals(unit)
                        && (change.whole() || change.who().contains(house))) {
                    unit = change.to();
                }
            }
            return unit;
        }

        private record Count(Map<Kind, Long> kinds) {

            void add(Kind kind) {
                kinds.merge(kind, 1L, Long::sum);
            }
        }

        void check(AsOf asOf) {
            var day = asOf.day().isBefore(BEGUN) ? null : asOf.day();
            var asItWas = new HashMap<DivisionId, Count>();
            var todays = new HashMap<DivisionId, Count>();
            if (day != null) {
                for (var house : houses) {
                    var state = house.states.on(day, asOf.known());
                    // Nothing is known of it before it entered the ledger, whatever state it is said to have been in.
                    if (state == null || house.groups.on(day, asOf.known()) == null) {
                        continue;
                    }
                    for (var count : List.of(
                            asItWas.computeIfAbsent(
                                    house.places.on(day, asOf.known()), key -> new Count(new EnumMap<>(Kind.class))),
                            todays.computeIfAbsent(
                                    unit(house, day, asOf.known()), key -> new Count(new EnumMap<>(Kind.class))))) {
                        if (!house.resident) {
                            count.add(Kind.OUTSIDE_BASIS);
                        } else if (!due(house, day, asOf.known())) {
                            count.add(Kind.valueOf(state.name()));
                        } else {
                            count.add(Kind.DUE);
                            reached(house, day, asOf.known()).ifPresent(way -> {
                                count.add(Kind.REACHED);
                                count.add(way);
                            });
                        }
                    }
                }
            }
            var then = asItWas(asOf);
            var now = inTodaysUnits(asOf);
            compare(asOf, "as it was", asItWas, then);
            compare(asOf, "in today's units", todays, now);
            assertThat(sum(now)).as("seed %d, %s", seed, asOf).isEqualTo(sum(then));
            keptSums(asOf, then);
            for (var village : villages) {
                var recount = coverage.recount(village.id(), asOf);
                assertThat(recount.stored()).as("seed %d, %s", seed, asOf).isEqualTo(recount.counted());
            }
        }

        // What is kept in memory adds up to the same in villages, town and district.
        private void keptSums(AsOf asOf, List<VillageCoverage> shown) {
            var district = world.division(World.DISTRICT);
            var town = world.division(World.TOWN);
            var tree = divisions.subtree(district, asOf.day());
            var units = new ArrayList<>(List.of(district, town));
            units.addAll(ids());
            var sums = directory.sums(tree, units, asOf);
            shown.forEach(village -> assertThat(sums.get(village.village().id()).figures())
                    .as("kept, seed %d, %s", seed, asOf)
                    .isEqualTo(village.figures()));
            var all = directory.of(district, asOf);
            var ofTown = all.stream()
                    .filter(village -> town.equals(village.village().parent()))
                    .toList();
            assertThat(sums.get(district).figures())
                    .as("kept, seed %d, %s", seed, asOf)
                    .isEqualTo(sum(all));
            assertThat(sums.get(town).figures())
                    .as("kept, seed %d, %s", seed, asOf)
                    .isEqualTo(sum(ofTown));
            assertThat(sums.get(town).villages()).isEqualTo(ofTown.size());
            assertThat(sums.get(district).withoutWorker()).isEqualTo((int)
                    all.stream().filter(village -> !village.outreachWorker()).count());
        }

        void trends() {
            var district = world.division(World.DISTRICT);
            var last = new AsOf(today, today);
            var days = BEGUN.minusDays(2).datesUntil(today.plusDays(1)).collect(Collectors.toCollection(TreeSet::new));
            var trees = divisions.subtrees(district, days);
            for (var unit : List.of(
                    district, world.division(World.TOWN), villages.getFirst().id())) {
                var figures = directory.onDays(trees, unit, last);
                for (var day : days) {
                    assertThat(figures.get(day))
                            .as("trend, seed %d, %s", seed, day)
                            .isEqualTo(directory
                                    .sums(divisions.subtree(district, day), List.of(unit), new AsOf(day, today))
                                    .get(unit)
                                    .figures());
                }
            }
        }

        private List<VillageCoverage> asItWas(AsOf asOf) {
            return directory.within(new Reach(ids(), asOf.day()), asOf);
        }

        private List<VillageCoverage> inTodaysUnits(AsOf asOf) {
            return directory.inTodaysUnits(new Reach(ids(), today), asOf, today);
        }

        private Set<DivisionId> ids() {
            return villages.stream().map(Division::id).collect(Collectors.toSet());
        }

        void doors(AsOf asOf) {
            doors(asOf, Coverage.Boundaries.AS_IT_WAS, asItWas(asOf));
            doors(asOf, Coverage.Boundaries.TODAY, inTodaysUnits(asOf));
        }

        // Behind every figure are as many doors as it says.
        private void doors(AsOf asOf, Coverage.Boundaries view, List<VillageCoverage> shown) {
            for (var village : shown) {
                var id = village.village().id();
                var figures = village.figures();
                assertThat(coverage.doors(id, asOf, view, null, 0, 1).total())
                        .as("left, seed %d, %s, %s", seed, asOf, view)
                        .isEqualTo((int) figures.reached().left());
                assertThat(coverage.doors(id, asOf, view, Kind.REACHED_MEETING, 0, 1)
                                .total())
                        .as("at meetings, seed %d, %s, %s", seed, asOf, view)
                        .isEqualTo(figures.ways()
                                .getOrDefault(Kind.REACHED_MEETING, 0L)
                                .intValue());
                assertThat(figures.withoutWay()).isZero();
            }
        }

        private static Figures sum(List<VillageCoverage> villages) {
            return villages.stream().map(VillageCoverage::figures).reduce(Figures.NONE, Figures::plus);
        }

        private void compare(AsOf asOf, String view, Map<DivisionId, Count> counted, List<VillageCoverage> shown) {
            assertThat(shown.stream().map(each -> each.village().id()).toList())
                    .containsExactlyInAnyOrderElementsOf(
                            villages.stream().map(Division::id).toList());
            for (var village : shown) {
                var count = counted.getOrDefault(village.village().id(), new Count(Map.of()));
                assertThat(village.figures())
                        .as("seed %d, %s, %s", seed, asOf, view)
                        .isEqualTo(Figures.of(count.kinds()));
            }
        }
    }
}
