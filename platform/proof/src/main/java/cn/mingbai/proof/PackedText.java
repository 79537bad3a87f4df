package cn.mingbai.proof;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A canonical text as it is kept: UTF-8, gzip. */
public final class PackedText {

    /** A text of a report of 50,000 people has some 10 MB; what unpacks to more is none. */
    private static final int MOST_TEXT = 256 * 1024 * 1024;

    /** What comes in a file of 10 MB that somebody hands in unpacks to less. */
    private static final long MOST_IN_FILE = 64L * 1024 * 1024;

    private static final long MOST_RATIO = 100;
    private static final long SMALL = 4L * 1024 * 1024;
    private static final int BUFFER = 8192;

    private PackedText() {}

    /** The bytes to keep. */
    public static byte[] pack(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The text that was packed.
     *
     * @throws IllegalArgumentException when these bytes hold none
     */
    public static String unpack(byte[] packed) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var bytes = zip.readNBytes(MOST_TEXT + 1);
            if (bytes.length > MOST_TEXT) {
                throw new IllegalArgumentException("expected at most " + MOST_TEXT + " bytes");
            }
            return CanonicalText.decode(bytes);
        } catch (IOException broken) {
            throw new IllegalArgumentException("expected a packed text", broken);
        }
    }

    /**
     * The text that was packed, from a file that anybody may have made.
     *
     * @throws IllegalArgumentException when these bytes hold none, or more than such a file does
     */
    public static String unpackForeign(byte[] packed) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            // Looked through before anything of it is kept: a small file may unpack to a very large text.
            var most = Math.min(MOST_IN_FILE, Math.max(SMALL, MOST_RATIO * packed.length));
            var buffer = new byte[BUFFER];
            var length = 0L;
            for (var read = 0; read >= 0; read = zip.read(buffer)) {
                length += read;
                if (length > most) {
                    throw new IllegalArgumentException("expected at most " + most + " bytes");
                }
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("expected a packed text", broken);
        }
        return unpack(packed);
    }
}
