package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;

/** How many households to check. */
public final class Plans {

    private static final int DIGITS = 6;

    /** Far above the error of {@link #logFactorial}, far below any difference that decides a plan. */
    private static final double DOUBT = 1e-6;

    private Plans() {}

    /**
     * The fewest households to check so that, when {@code missed} of them are found missed, coverage of at least
     * {@code share} is proved; empty when not even a check of all would prove it.
     *
     * @param listed N, from 1 to 10,000,000
     * @param share c, between 0 and 1: a sample proves "at least c", never 100 %
     * @param missed x, from 0
     * @param alpha the chance of a wrong claim
     * @throws IllegalArgumentException when they are not so
     */
    public static OptionalInt toProve(int listed, BigDecimal share, int missed, BigDecimal alpha) {
        Exact.within("households listed", listed, 1, Exact.LONGEST_LIST);
        Exact.within("households found missed", missed, 0, listed);
        Exact.between0And1("a share", share);
        Exact.between0And1("a chance", alpha);
        // C_low ≥ c means M* ≤ N(1 − c), so the first M above that must be refused.
        var tooMany = missed(listed, share, RoundingMode.FLOOR) + 1;
        if (tooMany <= missed) {
            return OptionalInt.empty();
        }
        var fails = missed;
        var proves = listed;
        while (proves - fails > 1) {
            var middle = (fails + proves) >>> 1;
            if (Hypergeometric.of(listed, middle).tailExceeds(tooMany, missed, alpha)) {
                fails = middle;
            } else {
                proves = middle;
            }
        }
        return OptionalInt.of(proves);
    }

    /**
     * The smallest check that errs seldom on both sides: a list covered to {@code good} or better fails with a chance of at
     * most {@code alpha}, one covered to {@code bad} or less passes with a chance of at most {@code beta}; among plans of
     * that size the one that allows least. Empty when the list is so short that good and bad are the same number of
     * households.
     *
     * <p>Where N(1 − share) is no whole number of households it is rounded up on both sides: a list with one household more
     * missed than {@code good} allows is still protected, and {@code bad} begins at the first number not above it.
     *
     * @param listed N, from 1 to 10,000,000
     * @param good between {@code bad} and 1
     * @param bad between 0 and {@code good}
     * @param alpha the risk of the inspected
     * @param beta the risk of the public
     * @throws IllegalArgumentException when they are not so
     */
    public static Optional<Acceptance> acceptance(
            int listed, BigDecimal good, BigDecimal bad, BigDecimal alpha, BigDecimal beta) {
        Exact.within("households listed", listed, 1, Exact.LONGEST_LIST);
        Exact.between0And1("a share", good);
        Exact.between0And1("a share", bad);
        Exact.between0And1("a chance", alpha);
        Exact.between0And1("a chance", beta);
        if (good.compareTo(bad) <= 0) {
            throw new IllegalArgumentException("expected the good share above the bad one");
        }
        var ofGood = missed(listed, good, RoundingMode.CEILING);
        var ofBad = missed(listed, bad, RoundingMode.CEILING);
        if (ofGood >= ofBad) {
            return Optional.empty();
        }
        var passes = BigDecimal.ONE.subtract(alpha);
        var allow = 0;
        for (var check = 1; check <= listed; check++) {
            // In doubles first, with a doubt on the safe side: whatever might be a plan is then decided exactly.
            while (allow < check && roughTail(listed, ofGood, check, allow) < passes.doubleValue() - DOUBT) {
                allow++;
            }
            if (roughTail(listed, ofBad, check, allow) > beta.doubleValue() + DOUBT) {
                continue;
            }
            var exact = Hypergeometric.of(listed, check);
            var least = allow;
            while (!exact.tailReaches(ofGood, least, passes)) {
                least++;
            }
            if (!exact.tailExceeds(ofBad, least, beta)) {
                return Optional.of(new Acceptance(
                        check,
                        least,
                        BigDecimal.ONE
                                .subtract(exact.tail(ofGood, least, 2 * DIGITS))
                                .setScale(DIGITS, RoundingMode.HALF_EVEN),
                        exact.tail(ofBad, least, 2 * DIGITS).setScale(DIGITS, RoundingMode.HALF_EVEN)));
            }
        }
        throw new IllegalStateException("expected that a check of all " + listed + " tells good from bad");
    }

    /** N(1 − share). */
    private static int missed(int listed, BigDecimal share, RoundingMode rounding) {
        return BigDecimal.valueOf(listed)
                .multiply(BigDecimal.ONE.subtract(share))
                .setScale(0, rounding)
                .intValueExact();
    }

    /** The tail in doubles, to about eight digits. */
    private static double roughTail(int listed, int missed, int checked, int found) {
        if (found >= Math.min(missed, checked)) {
            return 1;
        }
        var sum = 0.0;
        for (var i = Math.max(0, checked - (listed - missed)); i <= found; i++) {
            sum += Math.exp(
                    logChoose(missed, i) + logChoose(listed - missed, checked - i) - logChoose(listed, checked));
        }
        return sum;
    }

    private static double logChoose(int n, int k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Stirling's series, whose next term is below 1e-12 from 16 on; below that the sum itself. */
    private static double logFactorial(int n) {
        if (n < 16) {
            var sum = 0.0;
            for (var i = 2; i <= n; i++) {
                sum += Math.log(i);
            }
            return sum;
        }
        double x = n;
        return x * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI * x)
                + 1 / (12 * x)
                - 1 / (360 * x * x * x)
                + 1 / (1260 * x * x * x * x * x);
    }
}
