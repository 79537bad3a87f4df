package cn.mingbai.core.audit;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two seals of a row (HMAC-SHA-256, a key outside the database): one over what it says, one over that and the seal of
 * the row before. So it can be told whether a row was changed or stands in a wrong place. Not for several threads.
 */
final class AuditSeal {

    /** The name of the key. */
    static final String KEY = "audit";

    /** What the first row follows. */
    static final byte[] START = new byte[32];

    private static final int CONTENT_LENGTH = 16;
    private static final byte CONTENT = 1;
    private static final byte CHAIN = 2;

    private final Mac mac;

    AuditSeal(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("expected HmacSHA256 in every JDK", missing);
        }
    }

    /** Over what a row says, 16 bytes. */
    byte[] content(AuditRow row) {
        mac.update(CONTENT);
        return Arrays.copyOf(mac.doFinal(row.bytes()), CONTENT_LENGTH);
    }

    /** Over a row's content seal and the seal of the row before, 32 bytes. */
    byte[] seal(byte[] before, byte[] content) {
        mac.update(CHAIN);
        follow(before);
        return mac.doFinal(content);
    }

    private void follow(byte[] before) {
        mac.update(before);
    }
}
