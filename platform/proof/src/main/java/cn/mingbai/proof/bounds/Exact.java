package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Whole numbers without a limit, and the checks of what is put in. */
final class Exact {

    /** The longest list, in households: a province has fewer. */
    static final int LONGEST_LIST = 10_000_000;

    /** The finest chance or share, in decimal places. */
    private static final int FINEST = 12;

    private static final int LEAF = 16;

    private Exact() {}

    /** How many ways there are to take {@code k} of {@code n}; none when {@code k} is negative or above {@code n}. */
    static BigInteger choose(int n, int k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        var less = Math.min(k, n - k);
        return product(n - less + 1, n).divide(product(1, less));
    }

    /** The product of all whole numbers of [from, to]; 1 when there are none. Halved, so that big meets big. */
    private static BigInteger product(int from, int to) {
        if (to - from < LEAF) {
            var product = BigInteger.ONE;
            for (var factor = from; factor <= to; factor++) {
                product = product.multiply(BigInteger.valueOf(factor));
            }
            return product;
        }
        var middle = (from + to) >>> 1;
        return product(from, middle).multiply(product(middle + 1, to));
    }

    /** Less than, equal to or more than 0 as {@code part / whole} is less than, equal to or more than {@code chance}. */
    static int compare(BigInteger part, BigInteger whole, BigDecimal chance) {
        return part.multiply(BigInteger.TEN.pow(chance.scale()))
                .compareTo(chance.unscaledValue().multiply(whole));
    }

    /**
     * The chance or share, if it lies between 0 and 1 and is written with at most twelve decimals.
     *
     * @throws IllegalArgumentException when it is not
     */
    static BigDecimal between0And1(String what, BigDecimal value) {
        if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) >= 0 || value.scale() > FINEST) {
            throw new IllegalArgumentException(
                    "expected %s between 0 and 1 with at most %d decimals, but got one of %d digits and scale %d"
                            .formatted(what, FINEST, value.precision(), value.scale()));
        }
        return value;
    }

    /**
     * The number, if it is one of [least, most].
     *
     * @throws IllegalArgumentException when it is not
     */
    static int within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "expected %s from %d to %d, but got %d".formatted(what, least, most, value));
        }
        return value;
    }
}
