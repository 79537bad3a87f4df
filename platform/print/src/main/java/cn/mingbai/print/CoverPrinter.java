package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Prints the list on top of a village's print: A4, on as many pages as its groups take. The file is PDF 1.7 and PDF/A-2u;
 * the same inputs give the same bytes.
 */
public final class CoverPrinter {

    private CoverPrinter() {}

    /**
     * Writes the list.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(VillageCover cover, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("Expected cover lists to be drawn already, got none");
    }
}
