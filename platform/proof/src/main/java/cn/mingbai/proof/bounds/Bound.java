package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a simple random check proves about a list: {@code mostMissed} is the exact bound
 * {@code M* = max{M : P(X ≤ x | N, M, n) > α}}; with confidence {@code 1 − α} no more are missed, so that coverage is at
 * least {@code (N − M*) : N}.
 *
 * @param listed N, households in the list
 * @param checked n, households checked
 * @param missed x, households of those checked that were found missed
 * @param mostMissed M*
 * @see Hypergeometric
 */
public record Bound(int listed, int checked, int missed, int mostMissed) {

    private static final int HUNDRED = 100;

    /**
     * The bound.
     *
     * @param alpha the chance of a wrong claim, for example 0.05
     * @throws IllegalArgumentException unless 1 ≤ listed ≤ 10,000,000, 0 ≤ missed ≤ checked ≤ listed and 0 &lt; alpha &lt; 1
     */
    public static Bound of(int listed, int checked, int missed, BigDecimal alpha) {
        var check = Hypergeometric.of(listed, checked);
        Exact.within("households found missed", missed, 0, checked);
        // At M = x nothing can be found but at most x. Above N − n + x more than x are found for certain.
        var holds = missed;
        var fails = listed - checked + missed + 1;
        while (fails - holds > 1) {
            var middle = (holds + fails) >>> 1;
            if (check.tailExceeds(middle, missed, alpha)) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
        return new Bound(listed, checked, missed, holds);
    }

    /** How many are reached at least: N − M*. */
    public int fewestReached() {
        return listed - mostMissed;
    }

    /** Whether every household was checked: then the bound is a count. */
    public boolean complete() {
        return checked == listed;
    }

    /**
     * Coverage is at least so many per cent: rounded down, and 100 only when every household was checked and none was
     * missed, because no sample proves 100 %.
     *
     * @param decimals from 0 to 6
     */
    public BigDecimal percent(int decimals) {
        return percent(fewestReached(), listed, complete(), decimals);
    }

    static BigDecimal percent(int reached, int listed, boolean complete, int decimals) {
        Exact.within("decimals", decimals, 0, 6);
        var share = BigDecimal.valueOf(reached)
                .multiply(BigDecimal.valueOf(HUNDRED))
                .divide(BigDecimal.valueOf(listed), decimals, RoundingMode.DOWN);
        return reached == listed && !complete ? share.subtract(BigDecimal.ONE.movePointLeft(decimals)) : share;
    }
}
