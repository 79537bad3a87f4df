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
 * @param trained how many of those who count by rule took part
 * @param valid how many of those who count by rule are still valid
 * @param overdue how many of those who count by rule and have not met it owe something whose due day has passed
 * @param repeats how many entries of the units below, and of the unit itself, are further entries of somebody who is
 *     already in one of them: the rows below add up to roster + repeats
 * @param withoutRequirement persons posted there on the day whose duties owe no course; not on the roster
 */
public record Tally(
        Map<Reason, Integer> counts, int trained, int valid, int overdue, int repeats, int withoutRequirement) {

    /** Nobody. */
    public static final Tally EMPTY = of(List.of(), 0, 0);

    public Tally {
        var complete = new EnumMap<Reason, Integer>(Reason.class);
        for (var reason : Reason.values()) {
            complete.put(reason, counts.getOrDefault(reason, 0));
        }
        counts = Collections.unmodifiableMap(complete);
    }

    /** Counts people, each of whom must be there once. */
    public static Tally of(Iterable<Verdict> verdicts, int repeats, int withoutRequirement) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        var trained = 0;
        var valid = 0;
        var overdue = 0;
        for (var verdict : verdicts) {
            counts.merge(verdict.reason(), 1, Integer::sum);
            if (verdict.reason().counted()) {
                trained += verdict.tookPart() ? 1 : 0;
                valid += verdict.stillValid() ? 1 : 0;
                overdue += verdict.isOverdue() ? 1 : 0;
            }
        }
        return new Tally(counts, trained, valid, overdue, repeats, withoutRequirement);
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

    /** 规定口径 of the 合格率: of those who owe it by rule, how many had met it. */
    public Share byRule() {
        return new Share(count(Reason.MET), counted());
    }

    /** 全员口径 of the 合格率: of everyone posted on the day under a requirement, excused or not, how many had met it. */
    public Share everyone() {
        return new Share(count(Reason.MET), roster() - count(Reason.LEFT));
    }

    /** 参训率: of those who owe it by rule, how many took part. */
    public Share tookPart() {
        return new Share(trained, counted());
    }

    /** 在有效期人数比例: of those who owe it by rule, how many are still valid on the day. */
    public Share stillValid() {
        return new Share(valid, counted());
    }

    private int sum(boolean counted) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().counted() == counted)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
