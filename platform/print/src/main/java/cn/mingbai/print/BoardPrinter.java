package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Prints bulletin boards (宣传栏) and wall boards (宣传板), one to a page. The file is PDF 1.7 and PDF/A-2u; the same
 * inputs give the same bytes.
 */
public final class BoardPrinter {

    private BoardPrinter() {}

    /**
     * Writes the copies, in this order. Each code is at level H, and drawn, found and read before it is written.
     *
     * @param copies at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each board
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws BoardOverflowException when the panels do not fit; before anything is written
     * @throws IllegalArgumentException when there is no copy, an address has characters outside the QR alphanumeric set,
     *     or a one-line text is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(
            BoardText text, BoardSize size, List<BoardCopy> copies, OutputStream out, ProgressListener progress)
            throws IOException {
        throw new UnsupportedOperationException("Expected boards to be drawn already, got none");
    }

    /**
     * Checks that a text fits a size, without printing.
     *
     * @return the size at which its body would be printed, in pt
     * @throws UndrawableTextException when a character has no glyph
     * @throws BoardOverflowException when the panels do not fit
     * @throws IllegalArgumentException when a one-line text is too long for its place
     */
    public static float bodySizePt(BoardText text, BoardSize size) {
        throw new UnsupportedOperationException("Expected boards to be drawn already, got none");
    }
}
