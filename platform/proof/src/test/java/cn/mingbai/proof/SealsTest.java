package cn.mingbai.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealsTest {

    private static final byte[] KEY = new byte[32];
    private static final Digest DIGEST = Digest.of("list".getBytes(StandardCharsets.UTF_8));

    static {
        Arrays.fill(KEY, (byte) 7);
    }

    @Test
    void aSealHoldsForItsOwnPurposeHeaderDigestAndKeyOnly() {
        var seal = Seals.seal(KEY, "rate-snapshot", "snapshot 1", DIGEST);
        assertThat(Seals.holds(seal, KEY, "rate-snapshot", "snapshot 1", DIGEST))
                .isTrue();
        var otherKey = KEY.clone();
        otherKey[31] ^= 1;
        assertThat(Seals.holds(seal, otherKey, "rate-snapshot", "snapshot 1", DIGEST))
                .isFalse();
        assertThat(Seals.holds(seal, KEY, "certificate", "snapshot 1", DIGEST)).isFalse();
        assertThat(Seals.holds(seal, KEY, "rate-snapshot", "snapshot 2", DIGEST))
                .isFalse();
        assertThat(Seals.holds(seal, KEY, "rate-snapshot", "snapshot 1", Digest.of(new byte[0])))
                .isFalse();
        for (var bit = 0; bit < Seals.BYTES * 8; bit++) {
            var bent = seal.clone();
            bent[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Seals.holds(bent, KEY, "rate-snapshot", "snapshot 1", DIGEST))
                    .isFalse();
        }
        assertThat(Seals.holds(Arrays.copyOf(seal, 31), KEY, "rate-snapshot", "snapshot 1", DIGEST))
                .isFalse();
    }

    @Test
    void wordsCannotWanderFromOneFieldToTheNext() {
        assertThat(Seals.seal(KEY, "a\tb", "c", DIGEST)).isNotEqualTo(Seals.seal(KEY, "a", "b\tc", DIGEST));
        assertThat(Seals.seal(KEY, "a", "b\nheader\tc", DIGEST)).isNotEqualTo(Seals.seal(KEY, "a", "b", DIGEST));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> Seals.seal(new byte[31], "a", "b", DIGEST))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
