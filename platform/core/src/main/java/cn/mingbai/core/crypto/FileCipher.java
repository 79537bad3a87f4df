package cn.mingbai.core.crypto;

import cn.mingbai.core.access.Internal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts files of any length while they are written, and hands out no byte of them that was not verified. A file has a
 * key of its own, derived from the key {@code file} and a salt in its head; it is cut into pieces of 64 KiB, each under
 * AES-256-GCM with its number and whether it is the last one, so that a piece changed, moved, repeated or cut off is
 * refused.
 */
@Component
@Internal
public class FileCipher {

    static final int PIECE_BYTES = 64 * 1024;

    private static final byte FORMAT = 1;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int BITS = 8;

    private final byte[] key;
    private final SecureRandom random = new SecureRandom();

    FileCipher(Keys keys) {
        key = keys.key("file");
    }

    /**
     * A stream whose bytes go encrypted to {@code out}. The file is whole only after {@code close}, which closes
     * {@code out} too.
     */
    public OutputStream encrypting(OutputStream out) throws IOException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        out.write(FORMAT);
        out.write(salt);
        return new Sealing(out, keyOf(salt));
    }

    /**
     * The bytes that were written to {@link #encrypting}; closing it closes {@code in}.
     *
     * @throws IOException from this call or a later read, when the file was changed or cut off, or another key wrote it
     */
    public InputStream decrypting(InputStream in) throws IOException {
        if (in.read() != FORMAT) {
            throw new IOException("expected an encrypted file of format 1");
        }
        var salt = in.readNBytes(SALT_BYTES);
        if (salt.length != SALT_BYTES) {
            throw new EOFException("expected an encrypted file, but it ends within its head");
        }
        return new Opening(new PushbackInputStream(in, 1), keyOf(salt));
    }

    private SecretKeySpec keyOf(byte[] salt) {
        return new SecretKeySpec(Keys.hmac(key, HexFormat.of().formatHex(salt)), "AES");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, long number, boolean last)
            throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(number).putInt(last ? 1 : 0);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * BITS, nonce.array()));
        return cipher;
    }

    private static final class Sealing extends OutputStream {

        private final OutputStream out;
        private final SecretKeySpec key;
        private final byte[] piece = new byte[PIECE_BYTES];
        private int filled;
        private long number;
        private boolean closed;

        Sealing(OutputStream out, SecretKeySpec key) {
            this.out = out;
            this.key = key;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var from = offset;
            var left = length;
            while (left > 0) {
                // A full piece waits for one byte more: only then is it known not to be the last.
                if (filled == PIECE_BYTES) {
                    seal(false);
                }
                var taken = Math.min(left, PIECE_BYTES - filled);
                System.arraycopy(bytes, from, piece, filled, taken);
                filled += taken;
                from += taken;
                left -= taken;
            }
        }

        private void seal(boolean last) throws IOException {
            try {
                out.write(cipher(Cipher.ENCRYPT_MODE, key, number, last).doFinal(piece, 0, filled));
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException("expected AES-GCM to encrypt", failed);
            }
            number++;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try (out) {
                    seal(true);
                }
            }
        }
    }

    private static final class Opening extends InputStream {

        private final PushbackInputStream in;
        private final SecretKeySpec key;
        private byte[] piece = new byte[0];
        private int read;
        private long number;
        private boolean ended;

        Opening(PushbackInputStream in, SecretKeySpec key) {
            this.in = in;
            this.key = key;
        }

        @Override
        public int read() throws IOException {
            return more() ? piece[read++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            var taken = Math.min(length, piece.length - read);
            System.arraycopy(piece, read, into, offset, taken);
            read += taken;
            return taken;
        }

        private boolean more() throws IOException {
            while (read == piece.length) {
                if (ended) {
                    return false;
                }
                var sealed = in.readNBytes(PIECE_BYTES + TAG_BYTES);
                var next = in.read();
                ended = next < 0;
                if (!ended) {
                    in.unread(next);
                }
                piece = open(sealed, ended);
                read = 0;
                number++;
            }
            return true;
        }

        private byte[] open(byte[] sealed, boolean last) throws IOException {
            try {
                return cipher(Cipher.DECRYPT_MODE, key, number, last).doFinal(sealed);
            } catch (AEADBadTagException changed) {
                throw new IOException("expected piece " + number + " of an encrypted file as it was written", changed);
            } catch (GeneralSecurityException failed) {
                throw new IOException("expected AES-GCM to decrypt piece " + number, failed);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
