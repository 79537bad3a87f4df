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
}
