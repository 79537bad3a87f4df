package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

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
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one board to print, got none");
        }
        refuseUndrawable(text);
        for (BoardCopy copy : copies) {
            ArchivePages.refuseUndrawable("the place of the board", Stream.of(copy.placeCode(), copy.placeName()));
            QrCode.checkAlphabet(copy.code());
        }
        BoardLayout layout = new BoardLayout(text, magnified(size));
        Canvas nowhere = new Canvas(ArchivePages.scratch(), BoardLayout.HEIGHT);
        layout.shared(nowhere);
        copies.forEach(copy -> layout.own(nowhere, copy, null));
        float width = Canvas.mm(size.widthMm());
        float height = Canvas.mm(size.heightMm());
        ArchivePages file = new ArchivePages(out, text.title(), width, height);
        String shared = file.form(BoardLayout.WIDTH, BoardLayout.HEIGHT, layout::shared);
        for (int i = 0; i < copies.size(); i++) {
            BoardCopy copy = copies.get(i);
            QrCode code = QrCode.encode(copy.code(), QrCode.Ecc.H);
            Canvas board = file.page().moved(0, 0, magnified(size), BoardLayout.HEIGHT);
            board.form(shared);
            layout.own(board, copy, code);
            board.moveBack();
            progress.sheetWritten(i + 1, copies.size());
        }
        file.finish();
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
        refuseUndrawable(text);
        BoardLayout layout = new BoardLayout(text, magnified(size));
        layout.shared(new Canvas(ArchivePages.scratch(), BoardLayout.HEIGHT));
        return layout.bodyPt() * magnified(size);
    }

    /** How much larger than A3. */
    private static float magnified(BoardSize size) {
        return (float) size.widthMm() / BoardSize.A3.widthMm();
    }

    private static void refuseUndrawable(BoardText text) {
        ArchivePages.refuseUndrawable(
                "the heading of the board", Stream.of(text.title(), text.subtitle(), text.badge(), text.imprint()));
        ArchivePages.refuseUndrawable("the panels", HouseholdPages.words(text.panels()));
        ArchivePages.refuseUndrawable("the table of phones", HouseholdPages.phoneWords(text.phones()));
    }
}
