package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.print.HouseholdKind;
import java.util.List;

/**
 * What somebody wants printed.
 *
 * @param villages in the order of print; named twice counts once
 * @param blanks whether blank sheets go with them
 */
public record PrintOrder(HouseholdKind kind, List<DivisionId> villages, boolean blanks) {

    /** The most villages of one order. */
    public static final int MOST = 2000;

    public PrintOrder {
        villages = villages.stream().distinct().toList();
    }
}
