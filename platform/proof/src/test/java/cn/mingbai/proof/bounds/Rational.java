package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact fractions: slow, and of another making than what they test. */
record Rational(BigInteger over, BigInteger under) implements Comparable<Rational> {

    static final Rational ZERO = of(0, 1);
    static final Rational ONE = of(1, 1);

    Rational {
        var gcd = over.gcd(under);
        over = over.divide(gcd);
        under = under.divide(gcd);
    }

    static Rational of(long over, long under) {
        return new Rational(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    static Rational of(BigDecimal decimal) {
        return new Rational(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    Rational plus(Rational other) {
        return new Rational(over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    Rational times(Rational other) {
        return new Rational(over.multiply(other.over), under.multiply(other.under));
    }

    @Override
    public int compareTo(Rational other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }

    /**
     * The chances of finding 0, 1, … n missed, by walking through the draw household by household: after each one the chance
     * of the next being missed is what is left missed over what is left. No binomial coefficient is used.
     */
    static Rational[] found(int listed, int missed, int checked) {
        var chances = new Rational[checked + 1];
        java.util.Arrays.fill(chances, ZERO);
        chances[0] = ONE;
        for (var drawn = 0; drawn < checked; drawn++) {
            for (var x = drawn + 1; x >= 0; x--) {
                var left = Math.max(0, listed - missed - (drawn - x));
                var stays = x <= drawn ? chances[x].times(of(left, listed - drawn)) : ZERO;
                var grows = x > 0 ? chances[x - 1].times(of(Math.max(0, missed - (x - 1)), listed - drawn)) : ZERO;
                chances[x] = stays.plus(grows);
            }
        }
        return chances;
    }

    static Rational tail(Rational[] chances, int found) {
        var sum = ZERO;
        for (var x = 0; x <= found; x++) {
            sum = sum.plus(chances[x]);
        }
        return sum;
    }
}
