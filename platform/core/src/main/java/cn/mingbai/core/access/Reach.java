package cn.mingbai.core.access;

import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the caller reaches for one action: the divisions at which a role that allows it is held today, and everything
 * below them by the dated ancestor table.
 *
 * @param roots the divisions where the action is allowed; never empty
 * @param day the day on which the tree is read: today
 */
public record Reach(Set<DivisionId> roots, LocalDate day) {

    /** The roots' ids, for the parameter {@code reachRoots}. */
    public List<Long> rootIds() {
        return roots.stream().map(DivisionId::value).sorted().collect(Collectors.toList());
    }

    /**
     * A condition for a query's {@code where}: the division in {@code column} lies within the reach. One that is no
     * more, merged or dissolved, stays with those it belonged to last, who have its people and households to reassign
     * and its past to show. It uses the named parameters of {@link #parameters()}.
     */
    public static String covers(String column) {
        return "exists (select 1 from division_ancestor reach where reach.descendant_id = " + column
                + " and reach.ancestor_id in (:reachRoots)"
                + " and reach.valid_from <= :reachDay and (reach.valid_to > :reachDay or not exists ("
                + "select 1 from division_ancestor later where later.descendant_id = reach.descendant_id"
                + " and later.valid_to > reach.valid_to)))";
    }

    /** The named parameters of {@link #covers(String)}. */
    public Map<String, Object> parameters() {
        return Map.of("reachRoots", rootIds(), "reachDay", day);
    }
}
