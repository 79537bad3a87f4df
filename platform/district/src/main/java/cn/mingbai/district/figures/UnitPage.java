package cn.mingbai.district.figures;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.Division;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unit with what lies right below it.
 *
 * @param path the units above it from the district down, without itself
 * @param unit its own line; null where the caller reaches several districts and asked for none, or where it did not exist
 *     on the day
 * @param below the lines of what is right below it and within the caller's reach, in code order; none below a village.
 *     Nobody is counted twice in a line, but somebody posted at two of them is in both: {@code Tally.repeats} of the unit
 *     says how often, and what is posted at the unit itself is in no line below
 * @param villages how many villages the unit had on the day
 * @param campaign the campaign with its phases that the unit's figures follow, or null when none had begun
 */
public record UnitPage(
        List<Above> path,
        @Nullable UnitFigures unit,
        List<UnitFigures> below,
        int villages,
        @Nullable Campaign campaign) {

    /**
     * A unit above.
     *
     * @param openable whether it lies within the caller's reach
     */
    public record Above(Division division, boolean openable) {}
}
