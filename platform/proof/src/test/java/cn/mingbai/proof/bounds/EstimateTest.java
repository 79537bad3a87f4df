package cn.mingbai.proof.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void isThatOfTheFormulaByHand() {
        // 0.6 × 48/50 + 0.4 × 27/30; 0.36 × (1 − 50/600) × 0.96 × 0.04/49 + 0.16 × (1 − 30/400) × 0.9 × 0.1/29
        var estimate =
                Estimate.of(List.of(new Part(600, 50, 2), new Part(400, 30, 3))).orElseThrow();
        assertThat(estimate.share()).isEqualByComparingTo("0.936");
        assertThat(estimate.error().doubleValue())
                .isCloseTo(
                        Math.sqrt(0.36 * (550.0 / 600) * 0.96 * 0.04 / 49 + 0.16 * (370.0 / 400) * 0.09 / 29),
                        within(1e-11));
        assertThat(estimate.percent(1)).isEqualByComparingTo("93.6");
        assertThat(estimate.points(1)).isEqualByComparingTo("2.7");
    }

    @Test
    void overAllDrawsOfASmallListTheGuessIsTheTruthAndTheErrorIsWhatTheGuessesVaryBy() {
        // Parts of 6 (2 missed) and 5 (1 missed) households; 3 and 2 are checked; every draw is as likely as another.
        var share = 0.0;
        var squares = 0.0;
        var variances = 0.0;
        var draws = 0;
        for (var one : subsets(6, 3)) {
            for (var other : subsets(5, 2)) {
                var first = (int) one.stream().filter(door -> door < 2).count();
                var second = (int) other.stream().filter(door -> door < 1).count();
                var estimate = Estimate.of(List.of(new Part(6, 3, first), new Part(5, 2, second)))
                        .orElseThrow();
                var value = estimate.share().doubleValue();
                share += value;
                squares += value * value;
                variances += Math.pow(estimate.error().doubleValue(), 2);
                draws++;
            }
        }
        assertThat(draws).isEqualTo(20 * 10);
        var mean = share / draws;
        assertThat(mean).isCloseTo(8.0 / 11, within(1e-9));
        assertThat(variances / draws).isCloseTo(squares / draws - mean * mean, within(1e-9));
    }

    private static List<List<Integer>> subsets(int of, int size) {
        var all = new ArrayList<List<Integer>>();
        for (var mask = 0; mask < 1 << of; mask++) {
            if (Integer.bitCount(mask) == size) {
                var its = new ArrayList<Integer>();
                for (var door = 0; door < of; door++) {
                    if ((mask >> door & 1) == 1) {
                        its.add(door);
                    }
                }
                all.add(its);
            }
        }
        return all;
    }

    @Test
    void aPartCheckedInFullAddsNoErrorAndOneOfWhichTooLittleIsKnownLeavesNoGuess() {
        assertThat(Estimate.of(List.of(new Part(10, 10, 1)))).contains(new Estimate(of("0.9"), of("0")));
        assertThat(Estimate.of(List.of(new Part(1, 1, 0), new Part(10, 10, 0)))
                        .orElseThrow()
                        .percent(1))
                .isEqualByComparingTo("100");
        assertThat(Estimate.of(List.of(new Part(10, 5, 0), new Part(10, 1, 0)))).isEmpty();
        assertThat(Estimate.of(List.of(new Part(10, 5, 0), new Part(10, 0, 0)))).isEmpty();
        assertThat(Estimate.of(List.of(new Part(100_000, 50_000, 1)))
                        .orElseThrow()
                        .percent(1))
                .as("one was missed")
                .isEqualByComparingTo("99.9");
    }

    private static BigDecimal of(String value) {
        return new BigDecimal(value).setScale(12);
    }
}
