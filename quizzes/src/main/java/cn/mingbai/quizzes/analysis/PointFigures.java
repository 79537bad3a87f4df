package cn.mingbai.quizzes.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often one policy point was answered wrongly, unit by unit. A unit with fewer people than {@link #LEAST} shows
 * nothing; when it would be the only one, the next smallest shows nothing either, or the sum would tell its figure.
 *
 * @param people how many people answered a question on the point, over all units
 * @param units in the order given, those without anybody left out
 */
public record PointFigures(int people, int answers, int wrong, List<Unit> units) {

    /** With fewer people than this a unit's figure would speak of persons. */
    public static final int LEAST = 5;

    public PointFigures {
        units = List.copyOf(units);
    }

    /**
     * A unit.
     *
     * @param people how many answered, or null when suppressed
     * @param answers how many answers, 0 when suppressed
     * @param wrong how many of them were wrong, 0 when suppressed
     */
    public record Unit(long division, @Nullable Integer people, int answers, int wrong) {

        /** Whether there are too few people to show anything. */
        public boolean isSuppressed() {
            return people == null;
        }
    }

    /** An answer of somebody in a unit. */
    record Given(long person, long division, boolean right) {}

    /** Whether the sum over all may be shown. */
    public boolean isSuppressed() {
        return people < LEAST;
    }

    /**
     * Computes the figures of one point.
     *
     * @param order the units in the order in which they are listed
     */
    static PointFigures of(List<Given> given, List<Long> order) {
        Map<Long, Set<Long>> people = new LinkedHashMap<>();
        Map<Long, int[]> counts = new LinkedHashMap<>();
        var everybody = new HashSet<Long>();
        var wrong = 0;
        for (var one : given) {
            everybody.add(one.person());
            people.computeIfAbsent(one.division(), unit -> new HashSet<>()).add(one.person());
            var count = counts.computeIfAbsent(one.division(), unit -> new int[2]);
            count[0]++;
            count[1] += one.right() ? 0 : 1;
            wrong += one.right() ? 0 : 1;
        }
        if (everybody.size() < LEAST) {
            return new PointFigures(everybody.size(), 0, 0, List.of());
        }
        var hidden = hidden(people);
        var units = new ArrayList<Unit>();
        for (var division : order) {
            var count = counts.get(division);
            if (count == null) {
                continue;
            }
            units.add(
                    hidden.contains(division)
                            ? new Unit(division, null, 0, 0)
                            : new Unit(division, people.get(division).size(), count[0], count[1]));
        }
        return new PointFigures(everybody.size(), given.size(), wrong, units);
    }

    private static Set<Long> hidden(Map<Long, Set<Long>> people) {
        var hidden = new HashSet<Long>();
        people.forEach((division, persons) -> {
            if (persons.size() < LEAST) {
                hidden.add(division);
            }
        });
        if (hidden.size() == 1) {
            people.entrySet().stream()
                    .filter(unit -> !hidden.contains(unit.getKey()))
                    .min(Comparator.<Map.Entry<Long, Set<Long>>>comparingInt(
                                    unit -> unit.getValue().size())
                            .thenComparing(Map.Entry::getKey))
                    .ifPresent(unit -> hidden.add(unit.getKey()));
        }
        return hidden;
    }
}
