package cn.mingbai.proof.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {

    private static final BigDecimal FIVE = new BigDecimal("0.05");

    /** The definition, word for word: the greatest M whose tail is above α, looked for from the top, none left out. */
    private static int byDefinition(Rational[][] chances, int listed, int found, BigDecimal alpha) {
        for (var missed = listed; missed >= 0; missed--) {
            if (Rational.tail(chances[missed], found).compareTo(Rational.of(alpha)) > 0) {
                return missed;
            }
        }
        throw new AssertionError("P(X ≤ x | M = 0) is 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 20, 31})
    void isWhatAnIndependentExactComputationGivesForEveryCheckAndEveryFinding(int listed) {
        for (var checked = 0; checked <= listed; checked++) {
            var chances = new Rational[listed + 1][];
            for (var missed = 0; missed <= listed; missed++) {
                chances[missed] = Rational.found(listed, missed, checked);
            }
            for (var found = 0; found <= checked; found++) {
                for (var alpha : new String[] {"0.05", "0.1", "0.01", "0.2", "0.5", "0.999999999999"}) {
                    assertThat(Bound.of(listed, checked, found, new BigDecimal(alpha))
                                    .mostMissed())
                            .as("N %d n %d x %d α %s", listed, checked, found, alpha)
                            .isEqualTo(byDefinition(chances, listed, found, new BigDecimal(alpha)));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100,20", "100,95", "300,49", "500,60"})
    void isSoForListsOfAVillageToo(int listed, int checked) {
        for (var found = 0; found <= 6; found++) {
            var bound = Bound.of(listed, checked, found, FIVE).mostMissed();
            assertThat(Rational.tail(Rational.found(listed, bound, checked), found))
                    .isGreaterThan(Rational.of(FIVE));
            assertThat(Rational.tail(Rational.found(listed, bound + 1, checked), found))
                    .isLessThanOrEqualTo(Rational.of(FIVE));
        }
    }

    @Test
    void tailsAreThoseOfAnIndependentExactComputation() {
        for (var listed : new int[] {1, 4, 9, 17, 40}) {
            for (var missed = 0; missed <= listed; missed++) {
                for (var checked = 0; checked <= listed; checked++) {
                    var chances = Rational.found(listed, missed, checked);
                    for (var found = 0; found <= checked; found++) {
                        var tail = Rational.tail(chances, found);
                        assertThat(Hypergeometric.of(listed, checked).tail(missed, found, 15))
                                .isEqualByComparingTo(new BigDecimal(tail.over())
                                        .divide(new BigDecimal(tail.under()), new MathContext(15)));
                    }
                }
            }
        }
    }

    /** A tail that equals α is not above it: here P(X ≤ 0 | N = 20, M = 1, n = 19) is 1/20 to the last digit. */
    @Test
    void aTailThatEqualsTheChanceIsDecidedWithoutRounding() {
        assertThat(Hypergeometric.of(20, 19).tailExceeds(1, 0, FIVE)).isFalse();
        assertThat(Hypergeometric.of(20, 19).tailExceeds(1, 0, new BigDecimal("0.049999999999")))
                .isTrue();
        assertThat(Bound.of(20, 19, 0, FIVE).mostMissed()).isZero();
        assertThat(Bound.of(20, 19, 0, new BigDecimal("0.049999999999")).mostMissed())
                .isOne();
    }

    /** The table "95 % one-sided lower bound, N = 300" of the project's research, which rounds to the nearest tenth. */
    @ParameterizedTest
    @CsvSource({
        "0, 19, 86.0", "0, 30, 91.0", "0, 60, 95.7",
        "1, 19, 78.0", "1, 30, 86.0", "1, 60, 93.0",
        "2, 19, 71.0", "2, 30, 81.3", "2, 60, 90.7",
        "3, 19, 64.7", "3, 30, 77.0", "3, 60, 88.7"
    })
    void isThatOfTheTable(int missed, int checked, String percent) {
        var bound = Bound.of(300, checked, missed, FIVE);
        assertThat(BigDecimal.valueOf(100L * bound.fewestReached())
                        .divide(BigDecimal.valueOf(300), 1, RoundingMode.HALF_UP))
                .isEqualTo(percent);
        assertThat(bound.percent(1)).isLessThanOrEqualTo(new BigDecimal(percent));
    }

    /** "The exact value for a large list is 95.1 %" for sixty checked and none missed. */
    @Test
    void forALongListItIsThatOfABinomialDraw() {
        assertThat(Bound.of(1_000_000, 60, 0, FIVE).percent(1)).isEqualTo("95.1");
    }

    /** Whatever the truth is, a wrong claim happens with a chance of at most α; summed up exactly, not simulated. */
    @Test
    void aWrongClaimIsAsRareAsPromised() {
        for (var listed : new int[] {7, 16, 30}) {
            for (var checked = 1; checked < listed; checked++) {
                for (var missed = 0; missed <= listed; missed++) {
                    var wrong = Rational.ZERO;
                    var chances = Rational.found(listed, missed, checked);
                    for (var found = 0; found <= checked; found++) {
                        if (Bound.of(listed, checked, found, FIVE).mostMissed() < missed) {
                            wrong = wrong.plus(chances[found]);
                        }
                    }
                    assertThat(wrong).isLessThanOrEqualTo(Rational.of(FIVE));
                }
            }
        }
    }

    @Test
    void moreCheckedProvesMoreAndMoreMissedProvesLess() {
        var seed = 20261126L;
        var random = new Random(seed);
        for (var i = 0; i < 400; i++) {
            var listed = 2 + random.nextInt(3_000);
            var checked = random.nextInt(listed);
            var missed = random.nextInt(Math.min(checked, 40) + 1);
            var alpha = BigDecimal.valueOf(1 + random.nextInt(300), 3);
            var bound = Bound.of(listed, checked, missed, alpha);
            var as = "seed %d: %s".formatted(seed, bound);
            assertThat(bound.mostMissed()).as(as).isBetween(missed, listed - checked + missed);
            assertThat(Bound.of(listed, checked + 1, missed, alpha).mostMissed())
                    .as(as)
                    .isLessThanOrEqualTo(bound.mostMissed());
            if (missed < checked) {
                assertThat(Bound.of(listed, checked, missed + 1, alpha).mostMissed())
                        .as(as)
                        .isGreaterThan(bound.mostMissed());
            }
            assertThat(Bound.of(listed + 1, checked, missed, alpha).mostMissed())
                    .as(as)
                    .isGreaterThanOrEqualTo(bound.mostMissed());
            assertThat(Bound.of(listed, checked, missed, alpha.divide(BigDecimal.TWO))
                            .mostMissed())
                    .as(as)
                    .isGreaterThanOrEqualTo(bound.mostMissed());
        }
    }

    @Test
    void aCheckOfAllIsACountAndNoCheckProvesNothing() {
        assertThat(Bound.of(40, 40, 3, FIVE).mostMissed()).isEqualTo(3);
        assertThat(Bound.of(40, 40, 0, FIVE).percent(1)).isEqualTo("100.0");
        assertThat(Bound.of(40, 0, 0, FIVE).mostMissed()).isEqualTo(40);
        assertThat(Bound.of(40, 0, 0, FIVE).percent(1)).isEqualTo("0.0");
    }

    @Test
    void noSampleIsSaidToProveAHundredPerCent() {
        var bound = Bound.of(50, 48, 0, FIVE);
        assertThat(bound.mostMissed()).isZero();
        assertThat(bound.percent(1)).isEqualTo("99.9");
        assertThat(bound.percent(0)).isEqualTo("99");
    }

    @Test
    void percentIsRoundedDown() {
        assertThat(new Bound(300, 60, 0, 13).percent(1)).isEqualTo("95.6");
        assertThat(new Bound(3, 3, 1, 1).percent(0)).isEqualTo("66");
    }

    @Test
    void listsOfADistrictAreNoTrouble() {
        var bound = Bound.of(1_000_000, 600, 7, FIVE);
        assertThat(Hypergeometric.of(1_000_000, 600).tailExceeds(bound.mostMissed(), 7, FIVE))
                .isTrue();
        assertThat(Hypergeometric.of(1_000_000, 600).tailExceeds(bound.mostMissed() + 1, 7, FIVE))
                .isFalse();
        assertThat(Bound.of(10_000_000, 0, 0, FIVE).mostMissed()).isEqualTo(10_000_000);
        assertThat(Bound.of(200_000, 100_000, 20, FIVE).mostMissed()).isBetween(40, 80);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "-1,0,0",
        "10,11,0",
        "10,-1,0",
        "10,5,6",
        "10,5,-1",
        "10000001,5,0",
        "-2147483648,0,0",
        "2147483647,2147483647,0"
    })
    void whatCannotBeIsRefused(int listed, int checked, int missed) {
        assertThatThrownBy(() -> Bound.of(listed, checked, missed, FIVE)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.05", "1.5", "1E+999999999", "1E-999999999", "0.0000000000001"})
    void aChanceThatIsNoneIsRefused(String alpha) {
        assertThatThrownBy(() -> Bound.of(10, 5, 0, new BigDecimal(alpha)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hypergeometric.of(10, 5).tailExceeds(3, 0, new BigDecimal(alpha)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTailOfWhatCannotBeIsRefused() {
        var check = Hypergeometric.of(10, 5);
        assertThatThrownBy(() -> check.tail(11, 0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.tail(-1, 0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.tail(3, 6, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.tail(3, -1, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
