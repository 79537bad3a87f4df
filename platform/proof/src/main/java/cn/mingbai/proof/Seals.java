package cn.mingbai.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals: whoever has the key, and nobody else, can make one or tell a true one.
 *
 * <p>A seal is HMAC-SHA-256 over the canonical text of three lines: {@code seal} with the number of this form and the
 * purpose, {@code header} with the header, {@code digest} with the digest. The purpose keeps a seal made for one thing from
 * being taken for that of another; the header ties the digest to what it is the digest of.
 *
 * <p>Source: FIPS 198-1, RFC 2104.
 */
public final class Seals {

    /** The length of a seal in bytes. */
    public static final int BYTES = 32;

    /** The shortest key, in bytes. */
    public static final int KEY_BYTES = 32;

    private static final int FORM = 1;

    private Seals() {}

    /**
     * The seal.
     *
     * @param key the secret, at least 32 bytes, kept outside the database
     * @param purpose what kind of thing is sealed, for example {@code rate-snapshot}
     * @param header what the digest is the digest of, in words that never change
     * @throws IllegalArgumentException when the key is too short
     */
    public static byte[] seal(byte[] key, String purpose, String header, Digest digest) {
        if (key.length < KEY_BYTES) {
            throw new IllegalArgumentException(
                    "expected a key of at least " + KEY_BYTES + " bytes, but got " + key.length);
        }
        var text = new CanonicalText()
                .line("seal", FORM, purpose)
                .line("header", header)
                .line("digest", digest.hex())
                .toString();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("expected HmacSHA256 in every JDK", missing);
        }
    }

    /** Whether {@code seal} is the seal of this digest and header; takes as long whichever byte differs. */
    public static boolean holds(byte[] seal, byte[] key, String purpose, String header, Digest digest) {
        return MessageDigest.isEqual(seal, seal(key, purpose, header, digest));
    }
}
