package cn.mingbai.households.coverage.rule;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which of today's villages a household of a past day is counted: the one that its village of that day has become, by
 * merging and splitting. A family that moved house since then is counted where its old village is now. Pure.
 */
public final class Units {

    private final List<Step> steps;

    public Units(List<Step> steps) {
        this.steps = steps.stream()
                .sorted(Comparator.comparing(Step::day).thenComparing(Step::change))
                .toList();
    }

    /**
     * From {@code day} on, households of one village belong to another one.
     *
     * @param change the number of the change; later changes have greater ones
     * @param whole whether all households went, so that the village is now the other one
     * @param known whether that was known when the household was seen in its village; what was not known then has yet to
     *     be applied, whatever its day
     */
    public record Step(long change, long from, long to, LocalDate day, boolean whole, boolean known) {

        private boolean follows(LocalDate seen) {
            return day.isAfter(seen) || !known;
        }
    }

    /** The villages that have lost households to others since {@code day}. */
    public List<Long> changedSince(LocalDate day) {
        return steps.stream()
                .filter(step -> step.follows(day))
                .map(Step::from)
                .distinct()
                .toList();
    }

    /** The villages to which households that were seen in a village on {@code day} may belong today, itself among them. */
    public Set<Long> mayBe(long village, LocalDate day) {
        var may = new HashSet<Long>();
        may.add(village);
        for (var step : steps) {
            if (step.follows(day) && may.contains(step.from())) {
                may.add(step.to());
            }
        }
        return may;
    }

    /**
     * The village of today.
     *
     * @param village where the household belonged on {@code day}
     * @param own the changes that took this very household
     */
    public long of(long village, LocalDate day, Set<Long> own) {
        var unit = village;
        for (var step : steps) {
            if (step.from() == unit && step.follows(day) && (step.whole() || own.contains(step.change()))) {
                unit = step.to();
            }
        }
        return unit;
    }
}
