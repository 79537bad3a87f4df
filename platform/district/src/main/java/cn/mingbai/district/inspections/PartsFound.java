package cn.mingbai.district.inspections;

import cn.mingbai.district.inspections.InspectionPlan.PlannedPart;
import cn.mingbai.district.inspections.InspectionResult.PartFound;
import cn.mingbai.proof.bounds.Estimate;
import cn.mingbai.proof.bounds.Found;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found at the households drawn, and what that proves. A pure function of both.
 *
 * @param open households to be checked of which nothing is recorded yet; until there are none, nothing is proved
 * @param reported what is proved of the households reported as reached; null while something is open or none is drawn
 * @param whole what is proved of all that are due; null while something is open
 * @param unlisted lived-in doors seen that the ledger does not have
 * @param tooMany whether more were missed than the plan allows, those not answered for taken as reached
 */
record PartsFound(
        int open,
        List<PartFound> parts,
        Found.@Nullable Cases reported,
        Found.@Nullable Cases whole,
        int unlisted,
        boolean tooMany) {

    /**
     * What was found.
     *
     * @param items everything drawn
     * @param unlisted lived-in doors seen that the ledger does not have
     */
    static PartsFound of(Inspection inspection, List<? extends Checked> items, int unlisted) {
        var open = (int) items.stream()
                .filter(item -> item.due() && item.outcome() == null)
                .count();
        var parts = inspection.parts().stream()
                .map(part -> found(
                        part,
                        items.stream()
                                .filter(item -> item.part().equals(part.name()))
                                .toList()))
                .toList();
        var reported = parts.stream().filter(part -> part.part().reported()).toList();
        return new PartsFound(
                open,
                parts,
                open > 0 || reported.stream().allMatch(part -> part.found().drawn() == 0) ? null : cases(reported),
                open > 0 ? null : cases(parts),
                unlisted,
                reported.stream().anyMatch(part -> {
                    var allowed = part.part().allowed();
                    return allowed != null && part.found().best().missed() > allowed;
                }));
    }

    /** Whether the plan for two risks let it pass; null where there is no such plan, or something is open. */
    @Nullable
    Boolean passed() {
        return open > 0 || parts.stream().allMatch(part -> part.part().allowed() == null) ? null : !tooMany;
    }

    /** The same of households, with the doors seen beside them. */
    static PartsFound of(Inspection inspection, List<InspectionItem> items) {
        return of(
                inspection,
                items,
                items.stream()
                        .map(InspectionItem::finding)
                        .mapToInt(finding -> finding == null ? 0 : finding.unlisted())
                        .sum());
    }

    /**
     * The best guess at best and at worst: of all that are due, or where those not reported were not checked, of those
     * reported; empty where too little is known of a part.
     */
    Optional<Guess> guess() {
        if (open > 0) {
            return Optional.empty();
        }
        return guess(parts, true)
                .or(() -> guess(
                        parts.stream().filter(part -> part.part().reported()).toList(), false));
    }

    private static Optional<Guess> guess(List<PartFound> parts, boolean all) {
        return parts.isEmpty()
                ? Optional.empty()
                : Estimate.of(parts.stream().map(part -> part.found().best()).toList())
                        .flatMap(best -> Estimate.of(parts.stream()
                                        .map(part -> part.found().worst())
                                        .toList())
                                .map(worst -> new Guess(all, best, worst)));
    }

    /**
     * A best guess, those not answered for counted both ways.
     *
     * @param all whether of all that are due, or else of those reported only
     */
    record Guess(boolean all, Estimate best, Estimate worst) {}

    private static Found.Cases cases(List<PartFound> parts) {
        return Found.cases(parts.stream().map(PartFound::found).toList(), InspectionFrames.ALPHA);
    }

    private static PartFound found(PlannedPart part, List<? extends Checked> items) {
        return new PartFound(
                part,
                new Found(
                        part.households(),
                        part.check(),
                        count(items, false, FindingOutcome.MET),
                        count(items, false, FindingOutcome.MISSED),
                        count(items, true, FindingOutcome.MET),
                        count(items, true, FindingOutcome.MISSED)),
                count(items, false, FindingOutcome.REFUSED)
                        + count(items, false, FindingOutcome.NOT_FOUND)
                        + count(items, true, FindingOutcome.REFUSED)
                        + count(items, true, FindingOutcome.NOT_FOUND));
    }

    /** Of those drawn first, or of the replacements that are due: a correction may leave others that were checked for nothing. */
    private static int count(List<? extends Checked> items, boolean replacement, FindingOutcome outcome) {
        return (int) items.stream()
                .filter(item -> item.replacement() == replacement && item.due())
                .filter(item -> item.outcome() == outcome)
                .count();
    }
}
