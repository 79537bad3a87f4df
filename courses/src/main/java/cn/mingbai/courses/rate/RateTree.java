package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Units numbered from the root down, so that a unit with everything below it is one run of numbers. */
final class RateTree {

    private final Map<DivisionId, Integer> numbers = new HashMap<>();
    private final int[] parent;
    private final int[] end;

    RateTree(List<Unit> units) {
        Map<DivisionId, List<DivisionId>> children = new HashMap<>();
        var known = new HashMap<DivisionId, Unit>();
        units.forEach(unit -> known.put(unit.id(), unit));
        DivisionId root = null;
        for (var unit : units) {
            if (unit.parent() != null && known.containsKey(unit.parent())) {
                children.computeIfAbsent(unit.parent(), key -> new ArrayList<>())
                        .add(unit.id());
            } else if (root == null) {
                root = unit.id();
            } else {
                throw new IllegalArgumentException("expected one root, but got " + root.value() + " and "
                        + unit.id().value());
            }
        }
        if (root == null) {
            throw new IllegalArgumentException("expected a tree of units, but got none");
        }
        parent = new int[known.size()];
        end = new int[known.size()];
        Arrays.fill(parent, -1);
        number(root, -1, children);
    }

    private void number(DivisionId unit, int above, Map<DivisionId, List<DivisionId>> children) {
        var number = numbers.size();
        numbers.put(unit, number);
        parent[number] = above;
        for (var child : children.getOrDefault(unit, List.of())) {
            number(child, number, children);
        }
        end[number] = numbers.size();
    }

    int size() {
        return parent.length;
    }

    /** The unit's number, or -1 when it is not in the tree; the root's is 0. */
    int number(DivisionId unit) {
        return numbers.getOrDefault(unit, -1);
    }

    /** The number of the unit above, or -1 for the root. */
    int parent(int unit) {
        return parent[unit];
    }

    /** The number after the last unit below. */
    int end(int unit) {
        return end[unit];
    }

    boolean isBelow(int unit, int above) {
        return unit >= above && unit < end[above];
    }
}
