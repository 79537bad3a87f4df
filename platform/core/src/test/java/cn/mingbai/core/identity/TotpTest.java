package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    /** The secret of RFC 6238, appendix B. */
    private static final String SECRET = Totp.text("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** The last six of the eight digits in RFC 6238, appendix B, for SHA-1. */
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037"})
    void showWhatTheStandardSays(long second, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void takeTheStepBeforeAndTheStepAfterAndNoOther() {
        var now = Instant.ofEpochSecond(1_234_567_890);
        var step = 1_234_567_890L / 30;
        for (var off = -3; off <= 3; off++) {
            var found = Totp.step(SECRET, Totp.code(SECRET, now.plusSeconds(30L * off)), now);
            if (Math.abs(off) <= 1) {
                assertThat(found).hasValue(step + off);
            } else {
                assertThat(found).as("%s steps off", off).isEmpty();
            }
        }
        assertThat(Totp.step(SECRET, "", now)).isEmpty();
        assertThat(Totp.step(SECRET, "明白明白明白", now)).isEmpty();
    }

    @Test
    void speakAsAuthenticatorsRead() {
        assertThat(SECRET).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.uri("Mingbai", "gh-01 a", SECRET))
                .isEqualTo("otpauth://totp/Mingbai:gh-01%20a?secret=" + SECRET + "&issuer=Mingbai");
    }
}
