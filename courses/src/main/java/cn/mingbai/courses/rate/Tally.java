package cn.mingbai.courses.rate;

import cn.mingbai.core.figures.Share;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many distinct persons of a unit's training roster have which reason. The roster is the sum of all reasons.
 *
 * @param counts the persons per reason; every reason has an entry
 * @param repeats how many entries of the units below, and of the unit itself, are further entries of somebody who is
 *     already in one of them: the rows below add up to roster + repeats
 * @param withoutRequirement persons posted there on the day whose duties owe no course; not on the roster
 */
public record Tally(Map<Reason, Integer> counts, int repeats, int withoutRequirement) {

    /** Nobody. */
    public static final Tally EMPTY = of(List.of(), 0, 0);

    public Tally {
        var complete = new EnumMap<Reason, Integer>(Reason.class);
        for (var reason : Reason.values()) {
            complete.put(reason, counts.getOrDefault(reason, 0));
        }
        counts = Collections.unmodifiableMap(complete);
    }

    static Tally of(Iterable<Verdict> verdicts, int repeats, int withoutRequirement) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        verdicts.forEach(verdict -> counts.merge(verdict.reason(), 1, Integer::sum));
        return new Tally(counts, repeats, withoutRequirement);
    }

    /** How many persons have this reason. */
    public int count(Reason reason) {
        return counts.getOrDefault(reason, 0);
    }

    /** Everyone on the roster: counted and excluded. */
    public int roster() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many of the roster are in the denominator by rule. */
    public int counted() {
        return sum(true);
    }

    /** How many of the roster are not, by reason. */
    public int excluded() {
        return sum(false);
    }

    /** 规定口径: of those who owe it by rule, how many had met it. */
    public Share byRule() {
        return new Share(count(Reason.MET), counted());
    }

    /** 全员口径: of everyone posted on the day under a requirement, excused or not, how many had met it. */
    public Share everyone() {
        return new Share(count(Reason.MET), roster() - count(Reason.LEFT));
    }

    private int sum(boolean counted) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().counted() == counted)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
