package cn.mingbai.district.figures;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Both rates of every unit within the caller's reach, and the total of the district above it. */
@Service
public class DistrictFigures {

    private final Access access;
    private final DivisionDirectory divisions;
    private final TrainingRateDirectory training;
    private final CoverageDirectory coverage;
    private final CampaignDirectory campaigns;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    DistrictFigures(
            Access access,
            DivisionDirectory divisions,
            TrainingRateDirectory training,
            CoverageDirectory coverage,
            CampaignDirectory campaigns,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.access = access;
        this.divisions = divisions;
        this.training = training;
        this.coverage = coverage;
        this.campaigns = campaigns;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The figures of every county, town and village within reach, in code order, a district's own line first. Whoever
     * reaches only a part of a district gets that district's total as well, and nothing of its other parts.
     */
    @Transactional(readOnly = true)
    public List<UnitFigures> overview(AsOf asOf) {
        var reach = access.require(Action.VIEW_TRAINING_RATE);
        access.require(Action.VIEW_COVERAGE);
        var today = Times.today(clock);
        var reached = new HashSet<DivisionId>();
        var districts = new LinkedHashMap<DivisionId, Division>();
        for (var root : reach.roots()) {
            divisions.subtree(root, today).forEach(division -> {
                reached.add(division.id());
                if (division.level() == Level.COUNTY) {
                    districts.putIfAbsent(division.id(), division);
                }
            });
            divisions.districtOf(root, today).ifPresent(district -> districts.putIfAbsent(district.id(), district));
        }
        return districts.values().stream()
                .sorted(Comparator.comparing(district -> district.code().value()))
                .flatMap(district -> of(district.id(), asOf, reached).stream())
                .toList();
    }

    /**
     * One unit with the lines right below it, and nothing computed of the rest: the way down from the district to a village
     * is three of these. Of a village, {@link UnitFigures#training} says how many people have which reason, and {@link
     * UnitFigures#coverage} how many households are due, reached, and excluded for what.
     *
     * @param unit the unit to open; null for the caller's own district. Whoever reaches only a part of that district gets its
     *     total and the highest units within reach; whoever reaches several districts gets a line for each and no total
     * @throws NotFound when the unit is outside the reach
     */
    @Transactional(readOnly = true)
    public UnitPage unit(@Nullable DivisionId unit, AsOf asOf) {
        if (unit == null) {
            access.require(Action.VIEW_TRAINING_RATE);
            return top(access.require(Action.VIEW_COVERAGE), asOf);
        }
        access.require(Action.VIEW_TRAINING_RATE, unit);
        var reach = access.require(Action.VIEW_COVERAGE, unit);
        return page(unit, asOf, reach);
    }

    private UnitPage top(Reach reach, AsOf asOf) {
        var districts = districts(reach.roots(), asOf);
        if (districts.size() != 1) {
            return new UnitPage(List.of(), null, totals(districts, reach, asOf), 0, null);
        }
        var district = districts.getFirst();
        if (access.covers(reach, district.id())) {
            return page(district.id(), asOf, reach);
        }
        var tree = divisions.subtree(district.id(), asOf.day());
        var tops = tree.stream()
                .filter(division -> reach.roots().contains(division.id()))
                .filter(division -> above(division, tree).stream()
                        .noneMatch(each -> reach.roots().contains(each.id())))
                .toList();
        return page(List.of(), tree, district, tops, true, asOf);
    }

    private UnitPage page(DivisionId unit, AsOf asOf, Reach reach) {
        var district = divisions.districtOf(unit, asOf.day());
        if (district.isEmpty()) {
            // Above a district, or not there on the day.
            var below = divisions
                    .find(unit, asOf.day())
                    .map(there -> districts(Set.of(unit), asOf))
                    .orElse(List.of());
            return new UnitPage(List.of(), null, totals(below, reach, asOf), 0, null);
        }
        var tree = divisions.subtree(district.get().id(), asOf.day());
        var own = tree.stream()
                .filter(division -> division.id().equals(unit))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var above = above(own, tree).reversed();
        var below =
                tree.stream().filter(division -> unit.equals(division.parent())).toList();
        var covered = access.covered(
                reach,
                Stream.concat(above.stream(), below.stream()).map(Division::id).toList());
        return page(
                above.stream()
                        .map(each -> new UnitPage.Above(each, covered.contains(each.id())))
                        .toList(),
                tree,
                own,
                below.stream()
                        .filter(division -> covered.contains(division.id()))
                        .toList(),
                false,
                asOf);
    }

    /** The units of a district's tree above one, from the bottom up. */
    private static List<Division> above(Division unit, List<Division> tree) {
        var above = new ArrayList<Division>();
        for (var at = unit.parent(); at != null; ) {
            var parent = at;
            var found = tree.stream()
                    .filter(division -> division.id().equals(parent))
                    .findFirst();
            found.ifPresent(above::add);
            at = found.map(Division::parent).orElse(null);
        }
        return above;
    }

    private UnitPage page(
            List<UnitPage.Above> path,
            List<Division> tree,
            Division own,
            List<Division> below,
            boolean onlyTotal,
            AsOf asOf) {
        var units = new ArrayList<>(List.of(own));
        units.addAll(below);
        var ids = units.stream().map(Division::id).toList();
        var people = training.totals(tree, ids, asOf);
        var sums = coverage.sums(tree, ids, asOf);
        var lines = units.stream()
                .map(unit -> {
                    var sum = Objects.requireNonNull(sums.get(unit.id()));
                    return new UnitFigures(
                            unit,
                            Objects.requireNonNull(people.get(unit.id())),
                            sum.figures(),
                            sum.withoutWorker(),
                            onlyTotal && unit == own);
                })
                .toList();
        return new UnitPage(
                path,
                lines.getFirst(),
                lines.subList(1, lines.size()),
                Objects.requireNonNull(sums.get(own.id())).villages(),
                campaigns.covering(own.id(), asOf.day()).orElse(null));
    }

    private List<UnitFigures> totals(List<Division> districts, Reach reach, AsOf asOf) {
        return districts.stream()
                .filter(district -> divisions.find(district.id(), asOf.day()).isPresent())
                .map(district -> page(
                        List.of(),
                        divisions.subtree(district.id(), asOf.day()),
                        district,
                        List.of(),
                        !access.covers(reach, district.id()),
                        asOf))
                .map(page -> Objects.requireNonNull(page.unit()))
                .toList();
    }

    private List<Division> districts(Set<DivisionId> roots, AsOf asOf) {
        var today = Times.today(clock);
        var found = new LinkedHashMap<DivisionId, Division>();
        for (var root : roots) {
            divisions
                    .districtOf(root, asOf.day())
                    .or(() -> divisions.districtOf(root, today))
                    .map(List::of)
                    .orElseGet(() -> divisions.subtree(root, asOf.day()).stream()
                            .filter(division -> division.level() == Level.COUNTY)
                            .toList())
                    .forEach(district -> found.putIfAbsent(district.id(), district));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(district -> district.code().value()))
                .toList();
    }

    /** At most so many points has a trend, reporting days not counted. */
    static final int POINTS = 31;

    /**
     * Both rates of a unit from a day up to {@code asOf.day()}, all as known on {@code asOf.known()}: in equal steps of whole
     * days back from the last one, at most 31 of them, and the reporting days of the campaign's phases in between; the
     * earliest first. Days on which the unit did not exist, or belonged to another district, are missing.
     *
     * @param from the first day; from the last day on there is one point
     * @throws NotFound when the unit is outside the reach
     */
    @Transactional(readOnly = true)
    public List<TrendPoint> trend(DivisionId unit, LocalDate from, AsOf asOf) {
        access.require(Action.VIEW_COVERAGE, unit);
        access.require(Action.VIEW_TRAINING_RATE, unit);
        var reporting = campaigns.all(unit).stream()
                .flatMap(campaign -> campaign.phases().stream())
                .map(Campaign.Phase::reportingDay)
                .collect(Collectors.toSet());
        var district = divisions
                .districtOf(unit, asOf.day())
                .or(() -> divisions.districtOf(unit, Times.today(clock)))
                .orElse(null);
        if (district == null) {
            return List.of();
        }
        var trees = divisions.subtrees(district.id(), days(from, asOf.day(), reporting));
        var people = training.onDays(trees, unit, asOf);
        var figures = coverage.onDays(trees, unit, asOf);
        return trees.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(division -> division.id().equals(unit)))
                .map(Map.Entry::getKey)
                .map(day -> {
                    var tally = people.getOrDefault(day, Tally.EMPTY);
                    return new TrendPoint(
                            day,
                            tally.byRule(),
                            tally.everyone(),
                            figures.getOrDefault(day, Figures.NONE),
                            reporting.contains(day));
                })
                .toList();
    }

    static SortedSet<LocalDate> days(LocalDate from, LocalDate to, Set<LocalDate> reporting) {
        var days = new TreeSet<LocalDate>();
        days.add(to);
        var length = ChronoUnit.DAYS.between(from, to);
        var step = Math.max(1, Math.ceilDiv(length, POINTS - 1));
        for (var back = step; back <= length; back += step) {
            days.add(to.minusDays(back));
        }
        reporting.stream()
                .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                .forEach(days::add);
        return days;
    }

    /**
     * The figures of a unit and of everything below it as an .xlsx file with the footer of the ledgers; leaves an audit
     * row.
     */
    @Transactional
    public byte[] export(DivisionId unitId, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unitId);
        var today = Times.today(clock);
        var unit = divisions.get(unitId, today);
        var inside = divisions.subtree(unitId, today).stream().map(Division::id).collect(Collectors.toSet());
        var rows = overview(asOf).stream()
                .filter(row -> inside.contains(row.division().id()))
                .toList();
        var headings = List.of(
                "code",
                "unit",
                "level",
                "required",
                "met",
                "left-people",
                "met-share",
                "everyone",
                "everyone-share",
                "due",
                "reached",
                "left-households",
                "reached-share",
                "named",
                "named-share",
                "excluded",
                "no-worker");
        var table = new SheetTable(
                texts.get(locale, "district.export.title", unit.name(), asOf.day()),
                headings.stream()
                        .map(heading -> texts.get(locale, "district.export." + heading))
                        .toList(),
                rows.stream().map(row -> cells(row, locale)).toList(),
                ExportFooter.lines(
                        texts,
                        locale,
                        unit.name(),
                        asOf,
                        access.caller().name(),
                        List.of(
                                texts.get(locale, "district.export.define-by-rule"),
                                texts.get(locale, "district.export.define-everyone"),
                                texts.get(locale, "district.export.define-reached"),
                                texts.get(locale, "district.export.define-named"))));
        audit.record("figures.export", "both rates", unit.id(), "as of " + asOf.day() + " known " + asOf.known());
        return SheetWriter.xlsx(texts.get(locale, "district.export.sheet"), table);
    }

    private List<Object> cells(UnitFigures row, Locale locale) {
        var training = row.training();
        var figures = row.coverage();
        var noPeople = texts.get(locale, "district.no-people");
        var noHouseholds = texts.get(locale, "district.no-households");
        return List.of(
                row.division().code().value(),
                row.division().name(),
                texts.get(locale, "district.level." + row.division().level()),
                training.byRule().of(),
                training.byRule().count(),
                training.byRule().left(),
                orWord(training.byRule().percent(), noPeople),
                training.everyone().of(),
                orWord(training.everyone().percent(), noPeople),
                figures.due(),
                figures.reached().count(),
                figures.reached().left(),
                orWord(figures.reached().percent(), noHouseholds),
                figures.named().count(),
                orWord(figures.named().percent(), noHouseholds),
                figures.excludedInAll(),
                row.villagesWithoutWorker());
    }

    private static String orWord(String percent, String word) {
        return percent.isEmpty() ? word : percent;
    }

    private List<UnitFigures> of(DivisionId district, AsOf asOf, Set<DivisionId> reached) {
        var sums = new Sums(district, coverage.of(district, asOf));
        var rows = new ArrayList<UnitFigures>();
        for (var rate : training.of(district, asOf)) {
            var division = rate.division();
            var total = division.id().equals(district);
            if (reached.contains(division.id()) || total) {
                rows.add(new UnitFigures(
                        division,
                        rate.total(),
                        sums.figures(division.id()),
                        sums.withoutWorker(division.id()),
                        !reached.contains(division.id())));
            }
        }
        return rows;
    }

    /** Adds villages up to towns and the district. */
    private static final class Sums {

        private final Map<DivisionId, Figures> figures = new HashMap<>();
        private final Map<DivisionId, Integer> withoutWorker = new HashMap<>();

        Sums(DivisionId district, List<VillageCoverage> villages) {
            for (var village : villages) {
                add(village.village().id(), village);
                if (village.village().parent() != null) {
                    add(village.village().parent(), village);
                }
                add(district, village);
            }
        }

        private void add(DivisionId unit, VillageCoverage village) {
            figures.merge(unit, village.figures(), Figures::plus);
            withoutWorker.merge(unit, village.outreachWorker() ? 0 : 1, Integer::sum);
        }

        Figures figures(DivisionId unit) {
            return figures.getOrDefault(unit, Figures.NONE);
        }

        int withoutWorker(DivisionId unit) {
            return withoutWorker.getOrDefault(unit, 0);
        }
    }
}
