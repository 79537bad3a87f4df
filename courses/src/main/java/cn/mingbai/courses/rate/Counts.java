package cn.mingbai.courses.rate;

import java.util.EnumMap;

/** How many people of each unit of a tree have which reason: of the unit itself, and of it with everything below. */
final class Counts {

    private static final Reason[] REASONS = Reason.values();
    private static final int TRAINED = REASONS.length;
    private static final int VALID = REASONS.length + 1;
    private static final int OVERDUE = REASONS.length + 2;
    private static final int WITHOUT = REASONS.length + 3;
    private static final int WIDTH = REASONS.length + 4;

    private final RateTree tree;
    private final int[] totals;
    private final int[] owns;

    Counts(RateTree tree) {
        this.tree = tree;
        this.totals = new int[tree.size() * WIDTH];
        this.owns = new int[tree.size() * WIDTH];
    }

    /**
     * Counts the person that {@code judge} read last, once in each unit from..to that one of the postings lies in or below.
     *
     * @param change 1, or −1 to take the person out again
     */
    void add(Judge judge, int from, int to, int change) {
        for (var low = judge.endBefore(from, 0); low < judge.size() && judge.unit(low) < to; ) {
            var unit = judge.unit(low);
            var here = judge.endBefore(unit + 1, low);
            var highest = here;
            var outcome = judge.outcome(low, here);
            add(owns, unit, outcome, change);
            for (var at = unit; at >= from; at = tree.parent(at)) {
                if (low > 0 && judge.unit(low - 1) >= at) {
                    // Counted there and above with the posting before.
                    break;
                }
                var high = judge.endBefore(tree.end(at), highest);
                if (high != highest) {
                    highest = high;
                    outcome = judge.outcome(low, high);
                }
                add(totals, at, outcome, change);
            }
            low = here;
        }
    }

    private static void add(int[] counts, int unit, int outcome, int change) {
        if (outcome >= 0) {
            counts[unit * WIDTH + Judge.reason(outcome).ordinal()] += change;
            if (Judge.reason(outcome).counted()) {
                counts[unit * WIDTH + TRAINED] += Judge.tookPart(outcome) ? change : 0;
                counts[unit * WIDTH + VALID] += Judge.stillValid(outcome) ? change : 0;
                counts[unit * WIDTH + OVERDUE] += Judge.isOverdue(outcome) ? change : 0;
            }
        } else if (outcome == Judge.WITHOUT_REQUIREMENT) {
            counts[unit * WIDTH + WITHOUT] += change;
        }
    }

    /** The unit with everything below it: distinct persons. */
    Tally total(int unit) {
        var entries = roster(owns, unit);
        for (var below = unit + 1; below < tree.end(unit); below = tree.end(below)) {
            entries += roster(totals, below);
        }
        return tally(totals, unit, entries - roster(totals, unit));
    }

    /** The people posted at the unit itself. */
    Tally own(int unit) {
        return tally(owns, unit, 0);
    }

    private static int roster(int[] counts, int number) {
        var roster = 0;
        for (var reason = 0; reason < REASONS.length; reason++) {
            roster += counts[number * WIDTH + reason];
        }
        return roster;
    }

    private static Tally tally(int[] counts, int number, int repeats) {
        var reasons = new EnumMap<Reason, Integer>(Reason.class);
        for (var reason : REASONS) {
            reasons.put(reason, counts[number * WIDTH + reason.ordinal()]);
        }
        return new Tally(
                reasons,
                counts[number * WIDTH + TRAINED],
                counts[number * WIDTH + VALID],
                counts[number * WIDTH + OVERDUE],
                repeats,
                counts[number * WIDTH + WITHOUT]);
    }
}
