package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of a tree as of one day, kept between readings: of facts that changed since the last one, only the people who
 * differ are judged anew, once as they were and once as they are. What it answers is always that of the facts it is asked
 * with, newer or older. Safe for many threads.
 */
public final class KeptRate {

    /** With more people changed at once, judging everyone again is quicker. */
    private static final int SHARE_JUDGED_ANEW = 4;

    private final AsOf asOf;
    private final RateFrame frame;
    private final Interned interned;

    private @Nullable Kept kept;

    private record Kept(Population population, TrainingRate rate, Counts counts) {}

    /**
     * Nothing is counted before the first question.
     *
     * @param interned the numbers that all facts use
     */
    public KeptRate(AsOf asOf, RateFrame frame, Interned interned) {
        this.asOf = asOf;
        this.frame = frame;
        this.interned = interned;
    }

    /** What it was made with besides the facts of each person: in another frame the tallies are others. */
    public RateFrame frame() {
        return frame;
    }

    /** The tallies of these units, each with everything below it; one that is not in the tree has nobody. */
    public synchronized Map<DivisionId, Tally> totals(Collection<DivisionId> units, Population now) {
        var current = current(now);
        var totals = new HashMap<DivisionId, Tally>();
        for (var unit : units) {
            var number = current.rate().tree().number(unit);
            totals.put(unit, number < 0 ? Tally.EMPTY : current.counts().total(number));
        }
        return totals;
    }

    private Kept current(Population now) {
        var before = kept;
        if (before == null) {
            return anew(now);
        }
        if (before.population() == now) {
            return before;
        }
        var changed = now.changedSince(before.population());
        if (changed.size() > now.size() / SHARE_JUDGED_ANEW) {
            return anew(now);
        }
        var next = before.rate().of(now);
        if (next == null) {
            next = TrainingRate.of(asOf, frame, interned, now);
        }
        // A failure halfway must not leave half of it counted.
        kept = null;
        before.rate().count(before.counts(), changed, -1);
        next.count(before.counts(), changed, 1);
        return keep(new Kept(now, next, before.counts()));
    }

    private Kept anew(Population now) {
        kept = null;
        var rate = TrainingRate.of(asOf, frame, interned, now);
        return keep(new Kept(now, rate, rate.counts()));
    }

    private Kept keep(Kept next) {
        kept = next;
        return next;
    }
}
