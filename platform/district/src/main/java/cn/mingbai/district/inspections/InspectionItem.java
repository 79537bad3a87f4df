package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdId;
import org.jspecify.annotations.Nullable;

/**
 * A household drawn.
 *
 * @param villageName what the village is called today
 * @param part the part of the list it was drawn from
 * @param place its place in the order of the draw, from 1; replacements are counted on their own
 * @param due whether it is to be checked: those drawn first, and a replacement as soon as one more is not answered for
 * @param finding what was found, or null
 * @param settled how the problem was put right, may be empty
 */
public record InspectionItem(
        ItemId id,
        HouseholdId household,
        DivisionId village,
        String villageName,
        String number,
        String group,
        String part,
        boolean replacement,
        int place,
        boolean due,
        @Nullable Finding finding,
        String settled) {}
