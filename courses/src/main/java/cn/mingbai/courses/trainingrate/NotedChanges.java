package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.people.RosterChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which notes of {@code roster_change} were seen. Numbers are committed in any order, so the missing ones below the
 * greatest are remembered and asked for again, until no open transaction can have them any more: a number below one that
 * was seen had been given out before, and {@link RosterChanges#LONGEST} after that its transaction is over.
 */
final class NotedChanges {

    /** Between the last check of a transaction's age and the moment its commit is seen. */
    private static final long MARGIN = RosterChanges.LONGEST.toNanos();

    private static final long KEPT = RosterChanges.LONGEST.toNanos() + MARGIN;

    /** So many runs of missing numbers are asked for; with more, everything from the first missing one is read. */
    private static final int MOST_ASKED = 100;

    /** Numbers from..to, none of which was seen, known to be missing since a time in nanoseconds. */
    record Missing(long from, long to, long since) {}

    private List<Missing> missing = new ArrayList<>();
    private long last;
    private @Nullable Long asked;

    /**
     * Begins at a number.
     *
     * @param last everything up to it is settled: no open transaction has a smaller one
     */
    NotedChanges(long last) {
        this.last = last;
    }

    /** What to ask the database for: every number after {@link #after}, and those that were missing. */
    record Question(long after, List<Missing> also) {}

    /** The next question. */
    Question question(long now) {
        asked = now;
        return missing.size() > MOST_ASKED
                ? new Question(missing.getFirst().from() - 1, List.of())
                : new Question(last, List.copyOf(missing));
    }

    /**
     * Takes the answer. Numbers still missing are given up once they were asked for after the last transaction that could
     * have them was over: nobody may have asked for a whole night.
     *
     * @param numbers the numbers found, ascending
     * @return which of them had not been seen before
     */
    LongPredicate answer(long[] numbers, long now) {
        var before = new TreeMap<Long, Missing>();
        missing.forEach(gap -> before.put(gap.from(), gap));
        var lastBefore = last;
        for (var number : numbers) {
            if (number > last) {
                if (number > last + 1) {
                    missing.add(new Missing(last + 1, number - 1, now));
                }
                last = number;
            }
        }
        missing = without(numbers);
        var when = asked;
        if (when != null) {
            missing.removeIf(gap -> when - gap.since() > KEPT);
        }
        return number -> {
            var gap = before.floorEntry(number);
            return number > lastBefore
                    || (gap != null && number <= gap.getValue().to());
        };
    }

    private List<Missing> without(long[] numbers) {
        var left = new ArrayList<Missing>();
        var at = 0;
        for (var gap : missing) {
            var from = gap.from();
            while (at < numbers.length && numbers[at] < from) {
                at++;
            }
            for (; at < numbers.length && numbers[at] <= gap.to(); at++) {
                if (numbers[at] > from) {
                    left.add(new Missing(from, numbers[at] - 1, gap.since()));
                }
                from = numbers[at] + 1;
            }
            if (from <= gap.to()) {
                left.add(new Missing(from, gap.to(), gap.since()));
            }
        }
        return left;
    }
}
