package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How many missed households a random check without replacement finds: {@code n} of {@code N} are checked, {@code M} of the
 * {@code N} are missed, {@code X} is how many of them are among those checked.
 *
 * <p>{@code P(X ≤ x | N, M, n) = Σ C(M, i) · C(N − M, n − i) / C(N, n)} for {@code i} from 0 to {@code x}. It falls as
 * {@code M} grows and as {@code n} grows, and rises with {@code N} and {@code x}.
 */
public final class Hypergeometric {

    private final int listed;
    private final int checked;
    private final BigInteger draws;

    private Hypergeometric(int listed, int checked) {
        this.listed = listed;
        this.checked = checked;
        draws = Exact.choose(listed, checked);
    }

    /**
     * The check of {@code checked} households out of {@code listed}.
     *
     * @param listed N, from 1 to 10,000,000
     * @param checked n, from 0 to N
     * @throws IllegalArgumentException when they are not
     */
    public static Hypergeometric of(int listed, int checked) {
        Exact.within("households listed", listed, 1, Exact.LONGEST_LIST);
        Exact.within("households checked", checked, 0, listed);
        return new Hypergeometric(listed, checked);
    }

    /**
     * Whether {@code P(X ≤ found | N, missed, n) > chance}, without rounding.
     *
     * @param missed M, from 0 to N
     * @param found x, from 0 to n
     * @param chance between 0 and 1, with at most twelve decimals
     * @throws IllegalArgumentException when they are not
     */
    public boolean tailExceeds(int missed, int found, BigDecimal chance) {
        Exact.between0And1("a chance", chance);
        return Exact.compare(ways(missed, found), draws, chance) > 0;
    }

    /** Whether {@code P(X ≤ found | N, missed, n) > chance / shares}, without rounding. */
    boolean tailExceeds(int missed, int found, BigDecimal chance, int shares) {
        return Exact.compare(ways(missed, found).multiply(BigInteger.valueOf(shares)), draws, chance) > 0;
    }

    /** Whether {@code P(X ≤ found | N, missed, n) ≥ chance}, without rounding. */
    boolean tailReaches(int missed, int found, BigDecimal chance) {
        return Exact.compare(ways(missed, found), draws, chance) >= 0;
    }

    /**
     * {@code P(X ≤ found | N, missed, n)}, rounded to so many significant digits.
     *
     * @throws IllegalArgumentException as {@link #tailExceeds}
     */
    public BigDecimal tail(int missed, int found, int digits) {
        return new BigDecimal(ways(missed, found))
                .divide(new BigDecimal(draws), new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    /** How many of all draws find at most {@code found}. */
    private BigInteger ways(int missed, int found) {
        Exact.within("households missed", missed, 0, listed);
        Exact.within("households found missed", found, 0, checked);
        if (found >= Math.min(missed, checked)) {
            return draws;
        }
        var least = Math.max(0, checked - (listed - missed));
        if (found < least) {
            return BigInteger.ZERO;
        }
        var ways = Exact.choose(missed, least).multiply(Exact.choose(listed - missed, checked - least));
        var sum = ways;
        for (var i = least; i < found; i++) {
            ways = ways.multiply(BigInteger.valueOf((long) (missed - i) * (checked - i)))
                    .divide(BigInteger.valueOf((i + 1L) * (listed - missed - checked + i + 1L)));
            sum = sum.add(ways);
        }
        return sum;
    }
}
