package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/**
 * What random checks in several parts of a list prove about all of it: with confidence {@code 1 − α} no more than
 * {@code mostMissed} are missed.
 *
 * <p>Parts checked in full are counted, and parts not checked at all count as missed; neither costs any confidence. If one
 * part is left, its bound is the exact one. For several there are two valid ways, and which is taken follows from the
 * sizes of the parts and of the checks alone, never from what was found: {@link Way#TOGETHER} where no part was checked more
 * than twice as densely as another and it would prove no less than {@link Way#APART} if none were found missed.
 *
 * <ul>
 *   <li>{@link Way#TOGETHER}: the number found missed in all parts is compared with a binomial one. The number found in a
 *       part is a sum of independent yes-or-no trials with different chances (the polynomial of a hypergeometric
 *       distribution has real zeros only: Vatutin and Mikhailov 1982), so the number in all parts is one too. It has
 *       {@code n} trials and a mean of {@code Σ n_h·M_h/N_h ≥ f·M}, where {@code f} is the smallest {@code n_h/N_h}. Of all
 *       such sums with the same mean, the binomial one has the heaviest tail at and below {@code x} wherever
 *       {@code x + 1} is not above the mean (Hoeffding 1956, theorem 4), and that tail falls as the mean grows. Hence
 *       {@code P(X ≤ x) ≤ P(Bin(n, f·M/n) ≤ x)} for every way in which {@code M} missed ones can lie in the parts, if
 *       {@code f·M ≥ x + 1}; and {@code M*} is the greatest {@code M} for which this does not hold or the right side is
 *       above {@code α}. Good when the parts were checked in proportion.
 *   <li>{@link Way#APART}: the exact bound of each part at {@code α} shared evenly (Bonferroni), added up. Good when few
 *       parts were checked in very different proportion.
 * </ul>
 *
 * <p>Both are conservative: the chance of a wrong claim is at most {@code α} however the missed ones lie.
 *
 * <p>Sources: W. Hoeffding, On the distribution of the number of successes in independent trials, Annals of Mathematical
 * Statistics 27 (1956). V. Vatutin and V. Mikhailov, Theory of Probability and its Applications 27 (1982). For bounds by
 * parts in general: T. Wright, Exact confidence bounds when sampling from small finite universes (1991); J. Wendell and J.
 * Schmee, Journal of the American Statistical Association 91 (1996), which searches all ways and is out of reach beyond
 * about three parts.
 *
 * @param listed N, households in all parts
 * @param checked n, households checked in all parts
 * @param missed x, households of those checked that were found missed
 * @param mostMissed M*
 * @param way how the parts were put together
 */
public record PartsBound(int listed, int checked, int missed, int mostMissed, Way way) {

    private static final int TWICE = 2;

    /** How parts are put together. */
    public enum Way {
        /** At most one part needed a bound; the others are counted. */
        EXACT,
        /** The numbers found in all parts, against one binomial tail. */
        TOGETHER,
        /** The bound of each part, added up. */
        APART
    }

    /**
     * The bound.
     *
     * @param parts at least one; together at most 10,000,000 households
     * @param alpha the chance of a wrong claim
     * @throws IllegalArgumentException when they are not so
     */
    public static PartsBound of(List<Part> parts, BigDecimal alpha) {
        Exact.between0And1("a chance", alpha);
        Exact.within("parts", parts.size(), 1, Exact.LONGEST_LIST);
        var listed = parts.stream().mapToLong(Part::listed).sum();
        if (listed > Exact.LONGEST_LIST) {
            throw new IllegalArgumentException(
                    "expected at most %d households, but got %d".formatted(Exact.LONGEST_LIST, listed));
        }
        var open = parts.stream()
                .filter(part -> part.checked() > 0 && part.checked() < part.listed())
                .toList();
        var counted = sum(parts, part -> part.checked() == part.listed() ? part.missed() : 0)
                + sum(parts, part -> part.checked() == 0 ? part.listed() : 0);
        var way = way(open, alpha);
        return new PartsBound(
                (int) listed,
                sum(parts, Part::checked),
                sum(parts, Part::missed),
                counted + mostMissed(way, open, alpha),
                way);
    }

    /** How many are reached at least. */
    public int fewestReached() {
        return listed - mostMissed;
    }

    /** Coverage is at least so many per cent, as {@link Bound#percent}. */
    public BigDecimal percent(int decimals) {
        return Bound.percent(fewestReached(), listed, checked == listed, decimals);
    }

    /** By the design alone: as if none had been found missed. */
    private static Way way(List<Part> open, BigDecimal alpha) {
        if (open.size() <= 1) {
            return Way.EXACT;
        }
        var thinnest = thinnest(open);
        if (open.stream().anyMatch(part -> denser(part, thinnest, TWICE))) {
            return Way.APART;
        }
        var none = open.stream()
                .map(part -> new Part(part.listed(), part.checked(), 0))
                .toList();
        return apart(none, alpha) < together(none, alpha) ? Way.APART : Way.TOGETHER;
    }

    private static int mostMissed(Way way, List<Part> open, BigDecimal alpha) {
        return switch (way) {
            case EXACT ->
                sum(
                        open,
                        part -> Bound.of(part.listed(), part.checked(), part.missed(), alpha)
                                .mostMissed());
            case TOGETHER -> together(open, alpha);
            case APART -> apart(open, alpha);
        };
    }

    private static int apart(List<Part> open, BigDecimal alpha) {
        // The share is α/H exactly, as whole numbers: a decimal of it would be rounded.
        return sum(open, part -> {
            var check = Hypergeometric.of(part.listed(), part.checked());
            return greatest(
                    part.missed(),
                    part.listed() - part.checked() + part.missed(),
                    missed -> check.tailExceeds(missed, part.missed(), alpha, open.size()));
        });
    }

    private static int together(List<Part> open, BigDecimal alpha) {
        var listed = sum(open, Part::listed);
        var checked = sum(open, Part::checked);
        var missed = sum(open, Part::missed);
        var least = thinnest(open);
        // f = a/b; the theorem speaks of f·M ≥ x + 1 only.
        var a = BigInteger.valueOf(least.checked());
        var b = BigInteger.valueOf(least.listed());
        var x = BigInteger.valueOf(missed + 1L);
        // More than the unchecked and those found cannot be missed.
        return greatest(
                missed,
                listed - checked + missed,
                most -> a.multiply(BigInteger.valueOf(most)).compareTo(x.multiply(b)) < 0
                        || binomialTailExceeds(
                                checked,
                                missed,
                                a.multiply(BigInteger.valueOf(most)),
                                b.multiply(BigInteger.valueOf(checked)),
                                alpha));
    }

    /** The part checked least densely. */
    private static Part thinnest(List<Part> open) {
        var thinnest = open.getFirst();
        for (var part : open) {
            if (denser(thinnest, part, 1)) {
                thinnest = part;
            }
        }
        return thinnest;
    }

    /** Whether one part was checked more than so many times as densely as the other. */
    private static boolean denser(Part one, Part other, int times) {
        return (long) one.checked() * other.listed() > (long) times * other.checked() * one.listed();
    }

    /** The greatest number of [least, most] that holds, when all up to it hold and {@code least} does. */
    private static int greatest(int least, int most, IntPredicate holds) {
        var yes = least;
        var no = most + 1;
        while (no - yes > 1) {
            var middle = (yes + no) >>> 1;
            if (holds.test(middle)) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return yes;
    }

    /** Whether {@code P(Bin(trials, part/whole) ≤ found) > chance}, without rounding. */
    private static boolean binomialTailExceeds(
            int trials, int found, BigInteger part, BigInteger whole, BigDecimal chance) {
        if (found >= trials) {
            return true;
        }
        if (part.compareTo(whole) >= 0) {
            return false;
        }
        var gcd = part.gcd(whole);
        var p = part.divide(gcd);
        var q = whole.divide(gcd).subtract(p);
        // Σ C(n,i) p^i q^(n−i), with q^(n−found) taken out: Σ C(n,i) p^i q^(found−i), by Horner's rule from the last
        // term.
        var choose = Exact.choose(trials, found);
        var sum = BigInteger.ZERO;
        var power = BigInteger.ONE;
        var terms = new BigInteger[found + 1];
        for (var i = found; i >= 0; i--) {
            terms[i] = choose.multiply(power);
            power = power.multiply(q);
            if (i > 0) {
                choose = choose.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(trials - i + 1L));
            }
        }
        for (var i = found; i >= 0; i--) {
            sum = sum.multiply(p).add(terms[i]);
        }
        return Exact.compare(sum.multiply(q.pow(trials - found)), p.add(q).pow(trials), chance) > 0;
    }

    private static int sum(List<Part> parts, ToIntFunction<Part> number) {
        return parts.stream().mapToInt(number).sum();
    }
}
