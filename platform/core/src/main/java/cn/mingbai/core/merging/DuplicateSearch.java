package cn.mingbai.core.merging;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds records that may be one person, and says why. Pure. */
final class DuplicateSearch {

    /**
     * A record.
     *
     * @param units where it is posted or was last
     * @param towns those of the units that are towns, and the towns of those that are villages
     */
    record Candidate(long id, String name, @Nullable String phone, String number, Set<Long> units, Set<Long> towns) {}

    /** Two records, the lower id first. */
    record Pair(long first, long second) {

        static Pair of(long one, long other) {
            return new Pair(Math.min(one, other), Math.max(one, other));
        }
    }

    /** A pair and every reason to suspect it. */
    record Found(Pair pair, Set<Why> why) {}

    private DuplicateSearch() {}

    /**
     * The suspected pairs, those with most reasons first.
     *
     * @param distinct pairs that somebody has looked at: they are not suspected again
     */
    static List<Found> of(Collection<Candidate> candidates, Set<Pair> distinct) {
        var why = new LinkedHashMap<Pair, Set<Why>>();
        for (var alike : grouped(candidates, candidate -> folded(candidate.name()))) {
            pairs(alike, (one, other) -> {
                var reasons = numbers(one, other);
                if (one.phone() != null && one.phone().equals(other.phone())) {
                    reasons.add(Why.NAME_AND_PHONE);
                }
                if (near(one, other)) {
                    reasons.add(Why.NAME_AND_PLACE);
                }
                if (speakAgainst(one, other)) {
                    reasons.retainAll(Set.of(Why.NUMBER_ZEROS));
                }
                add(why, one, other, reasons);
            });
        }
        for (var alike : grouped(candidates, Candidate::phone)) {
            pairs(alike, (one, other) -> add(why, one, other, numbers(one, other)));
        }
        why.keySet().removeAll(distinct);
        return why.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), Collections.unmodifiableSet(entry.getValue())))
                .sorted(Comparator.comparing((Found found) -> -found.why().size())
                        .thenComparingLong(found -> found.pair().first())
                        .thenComparingLong(found -> found.pair().second()))
                .toList();
    }

    private static void add(Map<Pair, Set<Why>> why, Candidate one, Candidate other, Set<Why> reasons) {
        if (!reasons.isEmpty()) {
            why.computeIfAbsent(Pair.of(one.id(), other.id()), pair -> EnumSet.noneOf(Why.class))
                    .addAll(reasons);
        }
    }

    private static Collection<List<Candidate>> grouped(
            Collection<Candidate> candidates, Function<Candidate, @Nullable String> by) {
        var groups = new HashMap<String, List<Candidate>>();
        for (var candidate : candidates) {
            var key = by.apply(candidate);
            if (key != null && !key.isEmpty()) {
                groups.computeIfAbsent(key, each -> new ArrayList<>()).add(candidate);
            }
        }
        return groups.values();
    }

    private interface Each {
        void pair(Candidate one, Candidate other);
    }

    private static void pairs(List<Candidate> alike, Each each) {
        for (var i = 0; i < alike.size(); i++) {
            for (var j = i + 1; j < alike.size(); j++) {
                each.pair(alike.get(i), alike.get(j));
            }
        }
    }

    private static Set<Why> numbers(Candidate one, Candidate other) {
        var reasons = EnumSet.noneOf(Why.class);
        var first = one.number().toUpperCase(Locale.ROOT);
        var second = other.number().toUpperCase(Locale.ROOT);
        if (withoutZeros(first).equals(withoutZeros(second))) {
            reasons.add(Why.NUMBER_ZEROS);
        } else if (slip(first, second)) {
            reasons.add(Why.NUMBER_SLIP);
        }
        return reasons;
    }

    /** Two phones that are known and differ, at two units: of one name, but hardly one person. */
    private static boolean speakAgainst(Candidate one, Candidate other) {
        return one.phone() != null
                && other.phone() != null
                && !one.phone().equals(other.phone())
                && Collections.disjoint(one.units(), other.units());
    }

    private static boolean near(Candidate one, Candidate other) {
        return !Collections.disjoint(one.units(), other.units()) || !Collections.disjoint(one.towns(), other.towns());
    }

    /** A name as people mean it: full and half width alike, without spaces and the dots of long names. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Zs}·•・‧.．]", "")
                .toLowerCase(Locale.ROOT);
    }

    static String withoutZeros(String number) {
        return number.replaceFirst("^0+(?=.)", "");
    }

    /** Whether one typing slip makes one of the other: a character changed, missing or too many, or two neighbours swapped. */
    static boolean slip(String one, String other) {
        if (one.equals(other) || Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        var start = 0;
        while (start < Math.min(one.length(), other.length()) && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        var end = 0;
        while (end < Math.min(one.length(), other.length()) - start
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        var left = one.length() - start - end;
        var right = other.length() - start - end;
        return Math.max(left, right) == 1
                || left == 2
                        && right == 2
                        && one.charAt(start) == other.charAt(start + 1)
                        && one.charAt(start + 1) == other.charAt(start);
    }
}
