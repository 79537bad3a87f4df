package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Prints the leaflets of a village: A4, two pages a household, to be printed on both sides, turned on the long edge
 * and not scaled. The QR code measures 35 mm without its quiet zone; the lowest 38 mm of a sheet are the stub, with a
 * code of 22 mm of its own.
 *
 * <p>At 14 pt the front holds some 600 Chinese characters in five sections (520 in six, 690 in three), the back some
 * 550 in four sections above five phones (510 above six).
 *
 * <p>It is {@link HouseholdPrinter} for {@link HouseholdKind#SHEET_A4}, and writes what that writes.
 */
public final class LeafletPrinter {

    private LeafletPrinter() {}

    /**
     * Writes one PDF with a front and a back for each sheet, in the order given.
     *
     * @param text what all sheets share; its body is set at 14 to 16 pt, the largest that fits
     * @param sheets the households, at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each sheet
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws LeafletOverflowException when the text of a side is too long at 14 pt; before anything is written
     * @throws IllegalArgumentException when there is no sheet, an address has characters outside the QR alphanumeric
     *     set or fewer than 17 of them, or a one-line field is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void writeVillage(
            LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress)
            throws IOException {
        HouseholdPrinter.of(HouseholdKind.SHEET_A4).write(text, sheets, out, progress);
    }

    /**
     * Checks that a text fits both sides, without printing.
     *
     * @return the size at which the body would be printed, in pt, from 14 to 16
     * @throws UndrawableTextException when a character has no glyph
     * @throws LeafletOverflowException when the text of a side is too long at 14 pt
     * @throws IllegalArgumentException when the title, subtitle, badge or a phone is too long for its place
     */
    public static float bodySizePt(LeafletText text) {
        return HouseholdPrinter.of(HouseholdKind.SHEET_A4).bodySizePt(text);
    }

    /**
     * Finds the sheets of which a field is too long for its place, without printing.
     *
     * @param text what all sheets share; it fits
     * @param sheets the households
     * @return the household numbers, in the order given; empty when every field fits
     */
    public static List<String> tooLong(LeafletText text, List<LeafletSheet> sheets) {
        return HouseholdPrinter.of(HouseholdKind.SHEET_A4).tooLong(text, sheets);
    }
}
