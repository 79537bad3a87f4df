package cn.mingbai.households.coverage;

import cn.mingbai.core.figures.Share;
import cn.mingbai.households.coverage.rule.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of a unit. The number of households due is {@code reached.of()}.
 *
 * @param reached 到户: reached of due
 * @param named 明白人: households with a current informed member, by any evidence, of due
 * @param confirmed the same with confirmed or checked evidence, of due
 * @param checked the same with checked evidence, of due
 * @param ways how many of those reached by which way, each under one; ways without a household are missing. They add up
 *     to {@code reached}, unless it was known before ways were counted
 * @param answers how many of those named answered in which way, each under one; those that are confirmed add up with
 *     {@code checked} to {@code confirmed}, {@link Kind#SET_APART} stands beside it
 * @param excluded how many households are not due, by reason; reasons without a household are missing
 */
public record Figures(
        Share reached,
        Share named,
        Share confirmed,
        Share checked,
        Map<Kind, Long> ways,
        Map<Kind, Long> answers,
        Map<Kind, Long> excluded) {

    /** Nothing in the ledger. */
    public static final Figures NONE =
            new Figures(Share.EMPTY, Share.EMPTY, Share.EMPTY, Share.EMPTY, Map.of(), Map.of(), Map.of());

    public Figures {
        ways = Collections.unmodifiableMap(withRoom(ways));
        answers = Collections.unmodifiableMap(withRoom(answers));
        excluded = Collections.unmodifiableMap(withRoom(excluded));
    }

    private static EnumMap<Kind, Long> withRoom(Map<Kind, Long> counts) {
        var map = new EnumMap<Kind, Long>(Kind.class);
        map.putAll(counts);
        return map;
    }

    static Figures of(Map<Kind, Long> counts) {
        long due = counts.getOrDefault(Kind.DUE, 0L);
        var ways = new EnumMap<Kind, Long>(Kind.class);
        var answers = new EnumMap<Kind, Long>(Kind.class);
        var excluded = new EnumMap<Kind, Long>(Kind.class);
        counts.forEach((kind, count) -> {
            if (kind.way() && count != 0) {
                ways.put(kind, count);
            } else if (kind.answer() && count != 0) {
                answers.put(kind, count);
            } else if (kind.excluded() && count != 0) {
                excluded.put(kind, count);
            }
        });
        return new Figures(
                new Share(counts.getOrDefault(Kind.REACHED, 0L), due),
                new Share(counts.getOrDefault(Kind.NAMED, 0L), due),
                new Share(counts.getOrDefault(Kind.CONFIRMED, 0L), due),
                new Share(counts.getOrDefault(Kind.CHECKED, 0L), due),
                ways,
                answers,
                excluded);
    }

    /** How many households are due. */
    public long due() {
        return reached.of();
    }

    /** How many households the ledger holds: due and excluded. */
    public long ledger() {
        return due() + excludedInAll();
    }

    /** How many households are not due, for whatever reason. */
    public long excludedInAll() {
        return excluded.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The sum over two disjoint units. */
    public Figures plus(Figures other) {
        return new Figures(
                reached.plus(other.reached),
                named.plus(other.named),
                confirmed.plus(other.confirmed),
                checked.plus(other.checked),
                sum(ways, other.ways),
                sum(answers, other.answers),
                sum(excluded, other.excluded));
    }

    private static Map<Kind, Long> sum(Map<Kind, Long> one, Map<Kind, Long> other) {
        var sum = withRoom(one);
        other.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        return sum;
    }

    /** How many of those reached are under no way: they were known before ways were counted. */
    public long withoutWay() {
        return reached.count()
                - ways.values().stream().mapToLong(Long::longValue).sum();
    }
}
