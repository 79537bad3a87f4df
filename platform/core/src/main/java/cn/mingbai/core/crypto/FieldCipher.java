package cn.mingbai.core.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Encrypts single column values (AES-256-GCM) and hashes them for exact search (HMAC-SHA-256, a key of its own). */
@Component
public class FieldCipher {

    private static final byte FORMAT = 1;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final byte[] searchKey;
    private final SecureRandom random = new SecureRandom();

    FieldCipher(Keys keys) {
        this.key = new SecretKeySpec(keys.key("field"), "AES");
        this.searchKey = keys.key("search");
    }

    /** One format byte, 12 bytes of nonce, the cipher text with its tag. */
    public byte[] encrypt(String text) {
        try {
            var iv = new byte[IV_BYTES];
            random.nextBytes(iv);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + IV_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("expected AES-GCM to encrypt", failed);
        }
    }

    /**
     * The text behind {@link #encrypt(String)}.
     *
     * @throws IllegalStateException when the bytes were changed or another key wrote them
     */
    public String decrypt(byte[] bytes) {
        try {
            if (bytes.length <= 1 + IV_BYTES || bytes[0] != FORMAT) {
                throw new IllegalStateException("expected an encrypted column of format 1");
            }
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 1, IV_BYTES));
            return new String(cipher.doFinal(bytes, 1 + IV_BYTES, bytes.length - 1 - IV_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("expected a column written with the present field key", failed);
        }
    }

    /** 32 bytes that are equal for equal texts (after NFC and trimming), for an indexed exact-match search. */
    public byte[] searchHash(String text) {
        return Keys.hmac(searchKey, Normalizer.normalize(text.strip(), Normalizer.Form.NFC));
    }
}
