package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Draws a text as a picture for WeChat groups: PNG, 1080 pixels wide, as long as the text takes. It names nobody. The
 * same inputs give the same bytes.
 */
public final class PicturePrinter {

    private PicturePrinter() {}

    /**
     * Draws the text.
     *
     * @param text front and back of it, then the phones
     * @param code a general address for the QR code at the end, in the QR alphanumeric set; empty for none; never a
     *     household's
     * @param out where the picture goes; stays open
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when the address has other characters, or a one-line text is too long
     * @throws IOException when {@code out} fails
     */
    public static void png(LeafletText text, String code, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("Expected pictures to be drawn already, got none");
    }
}
