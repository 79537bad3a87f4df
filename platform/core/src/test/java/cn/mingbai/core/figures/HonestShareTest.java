package cn.mingbai.core.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HonestShareTest {

    @Test
    void oneHouseholdShortIsNotAHundredPercent() {
        var share = new Share(137, 138);
        assertThat(share.percent()).isEqualTo("99.2%");
        assertThat(share.fraction()).isEqualTo("137/138");
        assertThat(share.left()).isEqualTo(1);
    }

    @Test
    void floorsInsteadOfRounding() {
        assertThat(new Share(99_999, 100_000).percent()).isEqualTo("99.9%");
        assertThat(new Share(2, 3).percent()).isEqualTo("66.6%");
    }

    @Test
    void nobodyHasNoShare() {
        assertThat(Share.EMPTY.percent()).isEmpty();
        assertThat(Share.EMPTY.isComplete()).isFalse();
    }

    @Test
    void refusesMoreThanAll() {
        assertThatThrownBy(() -> new Share(2, 1)).hasMessageContaining("2 of 1");
        assertThatThrownBy(() -> new Share(-1, 1)).hasMessageContaining("-1 of 1");
    }

    @Test
    void aHundredPercentMeansEveryone() {
        var seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (var i = 0; i < 10_000; i++) {
            var of = random.nextInt(1, 1_000_000);
            var share = new Share(random.nextInt(0, of + 1), of);
            assertThat(share.percent().equals("100%"))
                    .as("seed %d, %s", seed, share)
                    .isEqualTo(share.left() == 0);
        }
    }
}
