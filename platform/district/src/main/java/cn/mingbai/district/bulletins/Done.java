package cn.mingbai.district.bulletins;

import cn.mingbai.courses.heldclass.ClassDirectory.Held;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.materials.boards.BoardFigures;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was done in a period; the boards say besides how they stand at its end.
 *
 * @param visits how many visits ended how; what is missing is none
 */
public record Done(Held held, Map<VisitOutcome, Long> visits, BoardFigures boards) {

    /** Nothing. */
    public static final Done NOTHING = new Done(Held.NONE, Map.of(), BoardFigures.NONE);

    public Done {
        var copy = new EnumMap<VisitOutcome, Long>(VisitOutcome.class);
        visits.forEach((outcome, count) -> {
            if (count != 0) {
                copy.put(outcome, count);
            }
        });
        visits = Collections.unmodifiableMap(copy);
    }

    /** How many visits there were, however they ended. */
    public long visitsInAll() {
        return visits.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many visits ended so. */
    public long visits(VisitOutcome outcome) {
        return visits.getOrDefault(outcome, 0L);
    }

    /** The sum over two disjoint units. */
    public Done plus(Done other) {
        var sum = new EnumMap<VisitOutcome, Long>(VisitOutcome.class);
        sum.putAll(visits);
        other.visits.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
        return new Done(held.plus(other.held), sum, boards.plus(other.boards));
    }
}
