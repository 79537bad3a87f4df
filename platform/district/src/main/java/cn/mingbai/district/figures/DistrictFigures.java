package cn.mingbai.district.figures;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    DistrictFigures(
            Access access,
            DivisionDirectory divisions,
            TrainingRateDirectory training,
            CoverageDirectory coverage,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.access = access;
        this.divisions = divisions;
        this.training = training;
        this.coverage = coverage;
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
     * The figures of one unit and those right below it that are within reach.
     *
     * @param unit the unit to open, or null for the highest ones within reach
     */
    @Transactional(readOnly = true)
    public List<UnitFigures> below(@Nullable DivisionId unit, AsOf asOf) {
        if (unit != null) {
            access.require(Action.VIEW_TRAINING_RATE, unit);
        }
        var all = overview(asOf);
        if (unit == null) {
            var top = all.stream()
                    .filter(figures -> figures.division().level() == Level.COUNTY)
                    .map(figures -> figures.division().id())
                    .toList();
            return all.stream()
                    .filter(figures -> top.contains(figures.division().id())
                            || top.contains(figures.division().parent())
                            || figures.division().level() == Level.VILLAGE && isTop(figures, all))
                    .toList();
        }
        return all.stream()
                .filter(figures -> figures.division().id().equals(unit)
                        || unit.equals(figures.division().parent()))
                .toList();
    }

    private static boolean isTop(UnitFigures figures, List<UnitFigures> all) {
        return all.stream()
                .noneMatch(
                        other -> other.division().id().equals(figures.division().parent()));
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
