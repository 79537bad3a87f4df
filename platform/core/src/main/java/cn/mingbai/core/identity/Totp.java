package cn.mingbai.core.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of an authenticator (RFC 6238): six digits, HMAC-SHA-1, steps of 30 seconds, as every authenticator can. */
final class Totp {

    /** RFC 4226 (section 4, R6) recommends 160 bits. */
    static final int SECRET_BYTES = 20;

    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = CODES.getTimeStep().toSeconds();
    private static final Base32 BASE_32 = new Base32();

    private Totp() {}

    /** A secret as authenticators take it typed in: base 32 of RFC 4648, without padding. */
    static String text(byte[] secret) {
        return BASE_32.encodeToString(secret).replace("=", "");
    }

    /** What a QR code for authenticators says (Key Uri Format of Google Authenticator). */
    static String uri(String issuer, String loginName, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(encoded(issuer), encoded(loginName), secret, encoded(issuer));
    }

    /** The code that an authenticator with this secret shows at a moment. */
    static String code(String secret, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(BASE_32.decode(secret), CODES.getAlgorithm()), at, Locale.ROOT);
        } catch (InvalidKeyException broken) {
            throw new IllegalStateException("expected HMAC-SHA-1 to take a key of 160 bits", broken);
        }
    }

    /**
     * The time step whose code was typed: the present one, the one before or the one after, so that a clock may be half a
     * minute off; empty when it is none of them.
     */
    static OptionalLong step(String secret, String typed, Instant now) {
        var present = step(now);
        var found = OptionalLong.empty();
        for (var step = present + 1; step >= present - 1; step--) {
            var code = code(secret, Instant.ofEpochSecond(step * STEP_SECONDS));
            if (MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The time step of a moment. */
    static long step(Instant now) {
        return now.getEpochSecond() / STEP_SECONDS;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
