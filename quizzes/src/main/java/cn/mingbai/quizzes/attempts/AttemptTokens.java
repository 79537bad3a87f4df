package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.crypto.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The token that opens one attempt: 128 bits derived with a key outside the database, which keeps only its digest. A
 * second start of the same attempt gets the same token.
 */
@Component
class AttemptTokens {

    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final int BYTES = 16;

    private final byte[] key;

    AttemptTokens(Keys keys) {
        this.key = keys.key("attempt");
    }

    /**
     * The token of an attempt.
     *
     * @param version how often it was replaced after it had expired
     */
    String token(long attempt, int version) {
        var name = "attempt|" + attempt + (version == 0 ? "" : "|" + version);
        return Base32.encode(Arrays.copyOf(Keys.hmac(key, name), BYTES));
    }

    /** Whether a text could be a token at all. */
    static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    /** What the database keeps of a token. */
    static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
