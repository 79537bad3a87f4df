package cn.mingbai.district.inspections;

import cn.mingbai.proof.bounds.Acceptance;
import cn.mingbai.proof.bounds.PartsBound;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many households a draft would check, and what each result would prove.
 *
 * @param parts what is drawn from on its own, in order
 * @param proofs what is proved of the reported households when none, one, two or three are missed
 * @param needed how many reported households to check in one draw, so that none missed proves a share; empty for a district
 * @param acceptance the plan for two risks, of a village long enough for one
 */
public record InspectionPlan(
        List<PlannedPart> parts,
        List<Proof> proofs,
        List<Needed> needed,
        @Nullable Acceptance acceptance) {

    /**
     * A part of the list.
     *
     * @param reported whether its households are reported as reached
     * @param households how many it holds
     * @param check how many are checked
     * @param replacements how many more are drawn to replace those that cannot be answered for
     * @param allowed up to how many missed the village passes, or null where the check was not planned for that
     */
    public record PlannedPart(
            String name,
            boolean reported,
            int households,
            int check,
            int replacements,
            @Nullable Integer allowed) {}

    /** What is proved when so many are missed. */
    public record Proof(int missed, PartsBound bound) {}

    /** How many to check so that none missed proves a share. */
    public record Needed(BigDecimal share, int check) {}

    /** Households due in all parts. */
    public int due() {
        return parts.stream().mapToInt(PlannedPart::households).sum();
    }
}
