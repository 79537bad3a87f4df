package cn.mingbai.core.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base32Test {

    @Test
    void encodesKnownValues() {
        assertThat(Base32.encode(new byte[0])).isEmpty();
        assertThat(Base32.encode(new byte[] {0})).isEqualTo("00");
        assertThat(Base32.encode(new byte[] {(byte) 0xff})).isEqualTo("ZW");
        assertThat(Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("CSQPYRK1E8");
    }

    @Test
    void agreesWithArithmeticOnRandomBytes() {
        var seed = 20261125L;
        var random = new Random(seed);
        for (var run = 0; run < 500; run++) {
            var bytes = new byte[random.nextInt(1, 40)];
            random.nextBytes(bytes);
            var symbols = (bytes.length * 8 + 4) / 5;
            var number = new BigInteger(1, bytes).shiftLeft(symbols * 5 - bytes.length * 8);
            var expected = new StringBuilder();
            for (var symbol = symbols - 1; symbol >= 0; symbol--) {
                expected.append(
                        Base32.ALPHABET.charAt(number.shiftRight(5 * symbol).intValue() & 31));
            }
            assertThat(Base32.encode(bytes)).as("seed %d, run %d", seed, run).isEqualTo(expected.toString());
        }
    }

    @Test
    void leavesOutTheLettersThatLookLikeDigits() {
        assertThat(Base32.ALPHABET).hasSize(32).doesNotContain("I", "L", "O", "U");
    }
}
