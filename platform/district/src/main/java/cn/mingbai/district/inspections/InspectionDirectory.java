package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.proof.bounds.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what inspections found, whoever asks: for the acceptance, the package for inspectors, ledgers. */
@Component
@Internal
public class InspectionDirectory {

    private final InspectionRows rows;
    private final CallBackRows callBacks;
    private final InspectionWords words;

    InspectionDirectory(InspectionRows rows, CallBackRows callBacks, InspectionWords words) {
        this.rows = rows;
        this.callBacks = callBacks;
        this.words = words;
    }

    /**
     * So many of so many: households, never a share alone.
     *
     * @param of those asked
     */
    public record Count(int count, int of) {

        /** Both together. */
        public Count plus(Count other) {
            return new Count(count + other.count, of + other.of);
        }
    }

    /**
     * What was found at the households of an inspection, or at those of one of its villages. Only households that are due:
     * those drawn first, and the replacements that were needed.
     *
     * @param drawn households to be checked, replacements included: the sum of the five that follow
     * @param verified 核实到户
     * @param missed 核实未到户
     * @param refused 拒查
     * @param notFound 未找到人
     * @param open nothing is recorded yet
     * @param aware 知晓率: three of three questions right, of those asked
     * @param knowsPhone knows the phone for reports and complaints, of those asked
     * @param satisfied 满意度: satisfied, of those asked
     * @param problems how many problems were put right, of those found
     * @param unlisted lived-in doors seen that the ledger does not have
     */
    public record Tally(
            int drawn,
            int verified,
            int missed,
            int refused,
            int notFound,
            int open,
            Count aware,
            Count knowsPhone,
            Count satisfied,
            Count problems,
            int unlisted) {

        /** Of no household. */
        public static final Tally NONE =
                new Tally(0, 0, 0, 0, 0, 0, new Count(0, 0), new Count(0, 0), new Count(0, 0), new Count(0, 0), 0);

        /** Households at which somebody was asked. */
        public int seen() {
            return verified + missed;
        }

        /** Both together. */
        public Tally plus(Tally other) {
            return new Tally(
                    drawn + other.drawn,
                    verified + other.verified,
                    missed + other.missed,
                    refused + other.refused,
                    notFound + other.notFound,
                    open + other.open,
                    aware.plus(other.aware),
                    knowsPhone.plus(other.knowsPhone),
                    satisfied.plus(other.satisfied),
                    problems.plus(other.problems),
                    unlisted + other.unlisted);
        }
    }

    /**
     * An inspection as a unit sees it.
     *
     * @param whole whether all its villages lie in the unit: only then its bounds speak of the unit's households
     * @param tally of the unit's own villages
     * @param villages the same village by village, in code order; they add up to the tally
     * @param reported what the whole inspection proves of the households reported as reached; null while something is open,
     *     or none of them was drawn
     * @param due what it proves of all that are due; null while something is open or before the draw
     * @param passed whether no more were missed than its plan allows; null where it was not planned for that, or something
     *     is open
     */
    public record Outcome(
            Inspection inspection,
            boolean whole,
            Tally tally,
            Map<DivisionId, Tally> villages,
            Found.@Nullable Cases reported,
            Found.@Nullable Cases due,
            @Nullable Boolean passed) {}

    /**
     * The inspections of villages that lay in a unit on the day of their list, oldest first; those not drawn yet have an empty
     * tally.
     *
     * @param unit a district, town or village
     * @param from the first day of the lists: of a campaign or a phase
     * @param to the day after the last
     * @param knownBefore what was recorded before this instant; {@code AsOf.knownBefore}
     */
    public List<Outcome> results(DivisionId unit, LocalDate from, LocalDate to, Instant knownBefore) {
        var outcomes = new ArrayList<Outcome>();
        for (var inspection : rows.touching(unit, from, to, knownBefore)) {
            if (!inspection.preset().ofHouseholds()) {
                continue;
            }
            var its = rows.villages(inspection.id(), unit);
            var made = inspection.draw();
            var items = made != null && made.at().isBefore(knownBefore)
                    ? rows.items(inspection.id(), knownBefore)
                    : List.<InspectionItem>of();
            var found = items.isEmpty() ? null : PartsFound.of(inspection, items);
            var villages = new LinkedHashMap<DivisionId, Tally>();
            var sum = Tally.NONE;
            for (var village : its) {
                var tally = tally(items.stream()
                        .filter(item -> item.village().equals(village))
                        .toList());
                villages.put(village, tally);
                sum = sum.plus(tally);
            }
            outcomes.add(new Outcome(
                    inspection,
                    its.size() == rows.villages(inspection.id()),
                    sum,
                    villages,
                    found == null ? null : found.reported(),
                    found == null ? null : found.whole(),
                    found == null ? null : found.passed()));
        }
        return List.copyOf(outcomes);
    }

    /**
     * What was found at the households of an inspection, as known before an instant, whoever asks; none before its draw.
     *
     * @return those due and those recorded, in the order of the draw
     */
    public List<InspectionItem> items(InspectionId id, Instant knownBefore) {
        return rows.items(id, knownBefore).stream()
                .filter(item -> item.due() || item.finding() != null)
                .toList();
    }

    /**
     * An inspection's result in words as known before an instant: the count first, then the bound; empty before its draw.
     * They speak of all its villages.
     */
    public List<String> sentences(InspectionId id, Instant knownBefore, Locale locale) {
        return rows.any(id)
                .filter(inspection ->
                        inspection.draw() != null && inspection.draw().at().isBefore(knownBefore))
                .map(inspection -> words.of(locale, inspection, found(inspection, knownBefore)))
                .orElse(List.of());
    }

    private PartsFound found(Inspection inspection, Instant knownBefore) {
        return inspection.preset().ofHouseholds()
                ? PartsFound.of(inspection, rows.items(inspection.id(), knownBefore))
                : PartsFound.of(inspection, callBacks.people(inspection.id(), knownBefore), 0);
    }

    /**
     * An inspection of a unit's training.
     *
     * @param met what it proves of the people who count as met; null before the draw or while somebody is open
     * @param counted what it proves of all whom the rate counts
     * @param sentences the same in words
     */
    public record TrainingOutcome(
            Inspection inspection, Found.@Nullable Cases met, Found.@Nullable Cases counted, List<String> sentences) {}

    /** The inspections of training whose list is of a day of [from, to) and of exactly this unit, oldest first. */
    public List<TrainingOutcome> training(
            DivisionId unit, LocalDate from, LocalDate to, Instant knownBefore, Locale locale) {
        return rows.touching(unit, from, to, knownBefore).stream()
                .filter(inspection -> !inspection.preset().ofHouseholds()
                        && inspection.unit().id().equals(unit))
                .map(inspection -> {
                    var made = inspection.draw();
                    var found =
                            made == null || !made.at().isBefore(knownBefore) ? null : found(inspection, knownBefore);
                    return new TrainingOutcome(
                            inspection,
                            found == null ? null : found.reported(),
                            found == null ? null : found.whole(),
                            found == null ? List.of() : words.of(locale, inspection, found));
                })
                .toList();
    }

    /** What was found at these households. */
    static Tally tally(List<InspectionItem> items) {
        var due = items.stream().filter(InspectionItem::due).toList();
        var findings = new ArrayList<Finding>();
        due.forEach(item -> {
            if (item.finding() != null) {
                findings.add(item.finding());
            }
        });
        var unlisted = 0;
        for (var item : items) {
            unlisted += item.finding() == null ? 0 : item.finding().unlisted();
        }
        return new Tally(
                due.size(),
                count(findings, FindingOutcome.MET),
                count(findings, FindingOutcome.MISSED),
                count(findings, FindingOutcome.REFUSED),
                count(findings, FindingOutcome.NOT_FOUND),
                due.size() - findings.size(),
                count(findings, Finding::asked, Finding::aware),
                count(
                        findings,
                        finding -> finding.knowsPhone() != null,
                        finding -> Boolean.TRUE.equals(finding.knowsPhone())),
                count(
                        findings,
                        finding -> finding.satisfaction() != null,
                        finding -> finding.satisfaction() == Satisfaction.SATISFIED),
                problems(items),
                unlisted);
    }

    // A problem is one also where a correction made the replacement needless.
    private static Count problems(List<InspectionItem> items) {
        var problems = items.stream()
                .filter(item ->
                        item.finding() != null && !item.finding().problem().isEmpty())
                .toList();
        return new Count(
                (int) problems.stream().filter(item -> !item.hasOpenProblem()).count(), problems.size());
    }

    private static int count(List<Finding> findings, FindingOutcome outcome) {
        return (int) findings.stream()
                .filter(finding -> finding.outcome() == outcome)
                .count();
    }

    private static Count count(List<Finding> findings, Predicate<Finding> asked, Predicate<Finding> yes) {
        var all = findings.stream().filter(asked).toList();
        return new Count((int) all.stream().filter(yes).count(), all.size());
    }

    /**
     * 抽查日期: the last day up to {@code until} on which each of these households was inspected, as known before an instant;
     * those that never were are left out. A few statements however many households.
     */
    public Map<HouseholdId, LocalDate> lastInspected(
            Collection<HouseholdId> households, LocalDate until, Instant knownBefore) {
        return rows.lastDays(households, until, knownBefore);
    }
}
