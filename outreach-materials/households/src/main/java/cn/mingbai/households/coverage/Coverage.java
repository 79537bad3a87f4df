package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many households are due, reached and informed: within the caller's reach, on any day, as known on any day. */
@Service
public class Coverage {

    private final CoverageDirectory directory;
    private final DivisionDirectory divisions;
    private final DoorReader reader;
    private final AreaDirectory areas;
    private final Access access;
    private final Clock clock;

    Coverage(
            CoverageDirectory directory,
            DivisionDirectory divisions,
            DoorReader reader,
            AreaDirectory areas,
            Access access,
            Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.reader = reader;
        this.areas = areas;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A town or district with its sums.
     *
     * @param unit the unit as it was on the day
     * @param villagesWithoutWorker how many of its villages had no outreach worker on the day
     */
    public record UnitCoverage(Division unit, Figures figures, Control control, int villagesWithoutWorker) {

        static UnitCoverage of(Division unit, List<VillageCoverage> villages) {
            return new UnitCoverage(
                    unit,
                    villages.stream().map(VillageCoverage::figures).reduce(Figures.NONE, Figures::plus),
                    villages.stream().map(VillageCoverage::control).reduce(Control.NONE, Control::plus),
                    (int) villages.stream()
                            .filter(village -> !village.outreachWorker())
                            .count());
        }
    }

    /** A town and its villages within reach, in code order. The town's row sums what is within reach. */
    public record TownCoverage(UnitCoverage town, List<VillageCoverage> villages) {}

    /**
     * All that the caller reaches.
     *
     * @param towns in code order
     * @param districts the total of each district that the caller's villages belong to: the whole district, also for
     *     those who reach a part of it
     */
    public record Overview(AsOf asOf, List<TownCoverage> towns, List<UnitCoverage> districts) {}

    /** By which villages households of a past day are counted. */
    public enum Boundaries {
        /** By those of that day. */
        AS_IT_WAS,
        /** By those of today: merged villages as one, split ones apart. */
        TODAY
    }

    /** Whether the caller may export ledgers anywhere: for links. */
    boolean mayExport() {
        return access.may(Action.EXPORT_FIGURES);
    }

    /** Whether the caller may read sealed reports anywhere: for links. */
    boolean seesSealedReports() {
        return access.may(Action.VIEW_SNAPSHOTS);
    }

    /** Whether the caller may close campaigns anywhere: for links. */
    boolean mayClose() {
        return access.may(Action.CLOSE_CAMPAIGN);
    }

    /** Towns and villages within reach as they were on the day, and the totals of their districts. */
    @Transactional(readOnly = true)
    public Overview overview(AsOf asOf) {
        return overview(asOf, Boundaries.AS_IT_WAS);
    }

    /** Towns and villages within reach, and the totals of their districts, which are the same in both views. */
    @Transactional(readOnly = true)
    public Overview overview(AsOf asOf, Boundaries boundaries) {
        var reach = access.require(Action.VIEW_COVERAGE);
        var today = Times.today(clock);
        var asItWas = boundaries == Boundaries.AS_IT_WAS;
        var villages = asItWas ? directory.within(reach, asOf) : directory.inTodaysUnits(reach, asOf, today);
        var byTown = new LinkedHashMap<DivisionId, List<VillageCoverage>>();
        for (var village : villages) {
            var parent = village.village().parent();
            if (parent != null) {
                byTown.computeIfAbsent(parent, key -> new ArrayList<>()).add(village);
            }
        }
        var day = asItWas ? asOf.day() : today;
        var towns = byTown.entrySet().stream()
                .map(entry -> divisions
                        .find(entry.getKey(), day)
                        .map(town -> new TownCoverage(
                                UnitCoverage.of(town, entry.getValue()), List.copyOf(entry.getValue()))))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(town -> town.town().unit().code().value()))
                .toList();
        var districts = new LinkedHashMap<DivisionId, UnitCoverage>();
        for (var town : byTown.keySet()) {
            divisions
                    .districtOf(town, day)
                    .filter(district -> !districts.containsKey(district.id()))
                    .ifPresent(district ->
                            districts.put(district.id(), UnitCoverage.of(district, all(district.id(), asOf, day))));
        }
        return new Overview(asOf, towns, List.copyOf(districts.values()));
    }

    private List<VillageCoverage> all(DivisionId district, AsOf asOf, LocalDate unitsOf) {
        return unitsOf.equals(asOf.day())
                ? directory.of(district, asOf)
                : directory.inTodaysUnits(new Reach(Set.of(district), unitsOf), asOf, unitsOf);
    }

    /**
     * A household behind a figure.
     *
     * @param number the household's number with its check character
     * @param maskedHead the head's name, masked
     * @param state its state on the day
     * @param lastOutcome how the last visit up to the day ended, or null when there was none
     * @param lastDay the day of that visit, or null
     */
    public record Door(
            HouseholdId household,
            String group,
            String number,
            String maskedHead,
            HouseholdState state,
            @Nullable VisitOutcome lastOutcome,
            @Nullable LocalDate lastDay) {}

    /**
     * A page of doors.
     *
     * @param total how many there are in all
     * @param openable whether the caller may open their ledger
     */
    public record Doors(List<Door> doors, int total, boolean openable) {}

    /**
     * The households of a village that are due and not reached, in group order, then by number.
     *
     * @param offset how many to skip
     * @param limit at most how many, 1..500
     */
    @Transactional(readOnly = true)
    public Doors left(DivisionId village, AsOf asOf, int offset, int limit) {
        return doors(village, asOf, Boundaries.AS_IT_WAS, null, offset, limit);
    }

    /**
     * The households behind a figure of a village, in group order, then by number: as many as the figure says.
     *
     * @param kind what they count as, or null for those that are due and not reached
     * @param offset how many to skip
     * @param limit at most how many, 1..500
     */
    @Transactional(readOnly = true)
    public Doors doors(
            DivisionId village, AsOf asOf, Boundaries boundaries, @Nullable Kind kind, int offset, int limit) {
        var reach = access.require(Action.VIEW_COVERAGE, village);
        var counted = boundaries == Boundaries.AS_IT_WAS
                ? directory.households(village, asOf)
                : directory.householdsOfTodaysUnit(village, asOf);
        var shown = new HashMap<Long, HouseholdFacts>();
        counted.forEach((household, its) -> {
            var kinds = its.kinds();
            if (kind == null ? DoorReader.isLeft(kinds) : kinds.contains(kind)) {
                shown.put(household, its.facts());
            }
        });
        var page = reader.page(reach, village, asOf, shown, group -> true, offset, Math.clamp(limit, 1, 500));
        return new Doors(page.doors(), page.total(), access.may(Action.VIEW_LEDGER));
    }

    /**
     * What is left of a village for the outreach worker who asks.
     *
     * @param area the groups of the worker's area that have households left, in order; null when the worker has no area
     *     but all of the village
     * @param whole how many households are left in the whole village
     */
    public record OwnLeft(Doors left, @Nullable List<String> area, int whole) {}

    /**
     * The households of the caller's own area that are due and not reached today; of the whole village when the caller
     * has no area there.
     *
     * @param offset how many to skip
     * @param limit at most how many, 1..500
     */
    @Transactional(readOnly = true)
    public OwnLeft ownLeft(DivisionId village, int offset, int limit) {
        var reach = access.require(Action.RECORD_VISIT, village);
        var today = AsOf.today(clock);
        var area = areas.of(village, today.day()).of(access.caller().person());
        var counted = directory.households(village, today);
        var page = reader.left(reach, village, today, counted, area::holds, offset, Math.clamp(limit, 1, 500));
        var left = new Doors(page.doors(), page.total(), access.may(Action.VIEW_LEDGER));
        if (area.whole()) {
            return new OwnLeft(left, null, page.total());
        }
        var groups = reader.byGroup(reach, village, today, counted);
        return new OwnLeft(
                left,
                groups.stream()
                        .filter(group -> group.left() > 0 && area.holds(group.group()))
                        .map(DoorReader.OfGroup::group)
                        .toList(),
                groups.stream().mapToInt(DoorReader.OfGroup::left).sum());
    }

    /**
     * The stored figures of a village and the same figures counted anew, household by household, from the facts.
     *
     * @param stored the sum of the deltas
     * @param counted what the facts say
     */
    public record Recount(Figures stored, Figures counted) {

        /** Whether they are equal, as they must be. */
        public boolean agrees() {
            return stored.equals(counted);
        }
    }

    /** Counts a village anew from the facts as they were known, beside the figures that are shown. */
    @Transactional(readOnly = true)
    public Recount recount(DivisionId village, AsOf asOf) {
        access.require(Action.VIEW_COVERAGE, village);
        var stored = directory.of(village, asOf).stream()
                .map(VillageCoverage::figures)
                .findFirst()
                .orElse(Figures.NONE);
        return new Recount(stored, counted(village, asOf));
    }

    /** A village whose stored figures are not what its facts say. */
    public record Differing(Division village, Recount recount) {}

    /**
     * What a recount of all villages within reach found.
     *
     * @param villages how many were counted anew
     * @param households how many households they hold
     * @param differing those that do not agree; none is what must come out
     */
    public record Recounted(int villages, long households, List<Differing> differing) {}

    /** Counts every village within reach anew from the facts as they were known, door by door. */
    @Transactional(readOnly = true)
    public Recounted recount(AsOf asOf) {
        var villages = directory.within(access.require(Action.VIEW_COVERAGE), asOf);
        var differing = new ArrayList<Differing>();
        var households = 0L;
        for (var village : villages) {
            var recount =
                    new Recount(village.figures(), counted(village.village().id(), asOf));
            households += recount.counted().ledger();
            if (!recount.agrees()) {
                differing.add(new Differing(village.village(), recount));
            }
        }
        return new Recounted(villages.size(), households, differing);
    }

    private Figures counted(DivisionId village, AsOf asOf) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        directory
                .households(village, asOf)
                .values()
                .forEach(its -> its.kinds().forEach(kind -> counts.merge(kind, 1L, Long::sum)));
        return Figures.of(counts);
    }

    /** Whether the caller may see at which doors an inspector may look first. */
    boolean seesNoticedDoors() {
        return access.may(Action.VIEW_NOTICED_DOORS);
    }
}
