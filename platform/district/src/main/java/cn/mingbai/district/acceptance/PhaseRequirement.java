package cn.mingbai.district.acceptance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a phase asks of an item.
 *
 * @param wanted whether the phase asks for it at all
 * @param target the least share in tenths of a percent, 1..1000, of items that are one; 0 for the others
 */
public record PhaseRequirement(AcceptanceItem item, boolean wanted, int target) {

    /** Everyone, every household. */
    public static final int ALL = 1000;

    private static final Set<AcceptanceItem> EVERY_PHASE =
            EnumSet.of(AcceptanceItem.WORKERS, AcceptanceItem.BOARDS, AcceptanceItem.PHONES, AcceptanceItem.BULLETIN);
    private static final Set<AcceptanceItem> NEVER = EnumSet.of(AcceptanceItem.AWARE, AcceptanceItem.SATISFIED);

    /**
     * What the notice 长净管办〔2017〕24号 asks of a phase, until the district says otherwise: in each, an outreach worker in every
     * village, boards, phones and a bulletin; from the second on, that problems found are put right (整改); in the last (巩固提升,
     * 验收), both 100% and the inspection besides. It names no figure for 知晓率 and 满意度: these stand on the sheet and are judged
     * only where the district sets one.
     *
     * @param phase its place in the campaign, 0 for the first
     * @param phases how many the campaign has
     */
    public static List<PhaseRequirement> shipped(int phase, int phases) {
        return Arrays.stream(AcceptanceItem.values())
                .map(item -> new PhaseRequirement(item, wanted(item, phase, phases), item.isShare() ? ALL : 0))
                .toList();
    }

    private static boolean wanted(AcceptanceItem item, int phase, int phases) {
        if (NEVER.contains(item)) {
            return false;
        }
        return phase == phases - 1 || EVERY_PHASE.contains(item) || item == AcceptanceItem.PROBLEMS && phase > 0;
    }

    /** Whether so many of so many are enough. A target of 100% is met by everyone only, as it is shown. */
    boolean isMet(long count, long of) {
        return target == ALL || !item.isShare() ? count == of : count * 1000 >= (long) target * of;
    }

    /** The target as it is written: {@code 98.5%}, {@code 100%}. */
    public String percent() {
        return target % 10 == 0 ? target / 10 + "%" : target / 10 + "." + target % 10 + "%";
    }
}
