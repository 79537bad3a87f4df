package cn.mingbai.district.inspections;

import cn.mingbai.proof.bounds.Found;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an inspection found, and what that proves.
 *
 * @param open households to be checked of which nothing is recorded yet; until there are none, nothing is proved
 * @param parts what was found, part by part
 * @param reported what is proved of the households reported as reached; null while something is open or none is reported
 * @param whole what is proved of all that are due: those not reported and not checked count as missed; null while something
 *     is open
 * @param unlisted lived-in doors seen that the ledger does not have
 * @param secondDraw whether more were missed than the plan allows, so that a second draw is made before the village is named
 * @param villages the villages within reach of an inspection of several, in code order; empty otherwise
 * @param headline the count and what it proves of all that are due, at worst, in one line; null while something is open
 * @param sentences the same in words: the count first, then the bound
 */
public record InspectionResult(
        int open,
        List<PartFound> parts,
        Found.@Nullable Cases reported,
        Found.@Nullable Cases whole,
        int unlisted,
        boolean secondDraw,
        List<VillageFound> villages,
        @Nullable String headline,
        List<String> sentences) {

    /**
     * What was found in a village within reach: n of m, never a rate of its own where several were drawn from together.
     *
     * @param name what the village is called today
     */
    public record VillageFound(String name, InspectionDirectory.Tally tally) {}

    /**
     * What was found in a part.
     *
     * @param unanswered how many households, drawn first or as replacements, are recorded as refused or not found
     */
    public record PartFound(InspectionPlan.PlannedPart part, Found found, int unanswered) {}
}
