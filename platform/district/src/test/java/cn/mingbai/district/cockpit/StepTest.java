package cn.mingbai.district.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.figures.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {

    @ParameterizedTest
    @CsvSource({
        "0, 10, BELOW_60",
        "599, 1000, BELOW_60",
        "6, 10, BELOW_80",
        "7999, 10000, BELOW_80",
        "8, 10, BELOW_95",
        "95, 100, BELOW_ALL",
        "99999, 100000, BELOW_ALL",
        "1, 1, ALL"
    })
    void aStepHoldsWhatItsWordsSay(long count, long of, Step step) {
        assertThat(Step.of(new Share(count, of))).isEqualTo(step);
    }

    @Test
    void whereNobodyIsCountedThereIsNoShade() {
        assertThat(Step.of(Share.EMPTY)).isEqualTo(Step.NONE);
    }
}
