package cn.mingbai.core.ledgers;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Bytes written first and read afterwards, once. Beyond {@value #IN_MEMORY} of them they lie in a temporary file, encrypted
 * under a key that is nowhere but in this object: ledgers hold names, and what a crash leaves on the disk tells nothing. The
 * file goes away when the reading ends; on Linux it has no name from the beginning.
 */
final class Spool extends OutputStream {

    static final int IN_MEMORY = 512 * 1024;

    private static final String CIPHER = "AES/CTR/NoPadding";
    private static final int KEY_BYTES = 16;
    private static final int BUFFER = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel channel;
    private @Nullable OutputStream file;
    private byte[] key = new byte[0];
    private long size;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var out = file;
        if (out == null && size + length > IN_MEMORY) {
            out = begin();
            memory.writeTo(out);
            memory = new ByteArrayOutputStream();
        }
        (out == null ? memory : out).write(bytes, offset, length);
        size += length;
    }

    private OutputStream begin() throws IOException {
        key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        var path = Files.createTempFile("mingbai-ledger", ".tmp");
        var opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        channel = opened;
        var out = new CipherOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(opened), BUFFER), cipher(Cipher.ENCRYPT_MODE));
        file = out;
        return out;
    }

    // Each key is used for one file, so the counter may begin at nothing.
    private Cipher cipher(int mode) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[KEY_BYTES]));
            return cipher;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("expected AES in every JDK", impossible);
        }
    }

    long size() {
        return size;
    }

    /** What was written; closing it ends the spool. */
    InputStream open() throws IOException {
        var written = channel;
        if (written == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        if (file != null) {
            // CTR has no padding: nothing is left in the cipher. Closing the stream would close the file.
            file.flush();
        }
        written.position(0);
        return new FilterInputStream(
                new CipherInputStream(Channels.newInputStream(written), cipher(Cipher.DECRYPT_MODE))) {
            @Override
            public void close() {
                end();
            }
        };
    }

    /** Forgets what was written. */
    void end() {
        memory = new ByteArrayOutputStream();
        var written = channel;
        if (written != null) {
            try {
                written.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
