package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Prints one kind of sheet or label for the households of a village, as PDF 1.7 and PDF/A-2u, page by page, so that
 * memory does not grow with the number of households. The same inputs give the same bytes. All threads may share a
 * printer.
 */
public interface HouseholdPrinter {

    /** The printer of a kind. */
    static HouseholdPrinter of(HouseholdKind kind) {
        return switch (kind) {
            case SHEET_A4 -> Kinds.SHEET_A4;
            case SHEET_A5_TWO_UP -> Kinds.SHEET_A5_TWO_UP;
            case LARGE_PRINT -> Kinds.LARGE_PRINT;
            case LABEL_EIGHT_UP -> Kinds.LABEL_EIGHT_UP;
        };
    }

    /**
     * Writes one PDF for all sheets. Each code is drawn, found and read before it is written.
     *
     * @param text what all sheets share
     * @param sheets the households in the order in which they are handed out, at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each household
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws LeafletOverflowException when the text is too long for this kind; before anything is written
     * @throws IllegalArgumentException when there is no sheet, an address has characters outside the QR alphanumeric
     *     set or fewer than 17 of them, or a one-line field is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    void write(LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress)
            throws IOException;

    /**
     * Checks that a text fits this kind, without printing.
     *
     * @return the size at which its body would be printed, in pt
     * @throws UndrawableTextException when a character has no glyph
     * @throws LeafletOverflowException when the text is too long
     * @throws IllegalArgumentException when the title, subtitle, badge or a phone is too long for its place
     */
    float bodySizePt(LeafletText text);

    /**
     * Finds the sheets of which a field is too long for its place, without printing.
     *
     * @param text what all sheets share; it fits
     * @param sheets the households
     * @return their household numbers, or serials for blank sheets, in the order given; empty when every field fits
     */
    List<String> tooLong(LeafletText text, List<LeafletSheet> sheets);

    /**
     * How many pages the PDF has; a sheet of paper printed on both sides has two.
     *
     * @param text what all sheets share; it fits
     * @param sheets the number of households, from 1
     */
    int pages(LeafletText text, int sheets);
}
