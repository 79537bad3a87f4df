package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints a text to be read out: A4, 18 pt with wide lines, pages numbered. The file is PDF 1.7 and PDF/A-2u; the same
 * inputs give the same bytes.
 */
public final class ReadingPrinter {

    private static final float PAGE_WIDTH = mm(210);
    private static final float PAGE_HEIGHT = mm(297);
    private static final float LEFT = mm(20);
    private static final float WIDTH = PAGE_WIDTH - 2 * LEFT;
    private static final float TOP = mm(20);
    private static final float BOTTOM = PAGE_HEIGHT - mm(22);
    private static final float TITLE_PT = 22;
    private static final float NOTE_PT = 11;
    private static final float BODY_PT = 18;
    private static final float LEADING_PT = 32;

    private ReadingPrinter() {}

    /**
     * Writes the text.
     *
     * @param title the title, one line
     * @param note issuing unit, version and length, one line
     * @param paragraphs what is read out
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when a one-line text is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(String title, String note, List<String> paragraphs, OutputStream out) throws IOException {
        ArchivePages.refuseUndrawable(
                "the text to be read out", Stream.concat(Stream.of(title, note), paragraphs.stream()));
        float titlePt = Canvas.fit(title, Weight.BOLD, WIDTH, TITLE_PT, BODY_PT);
        float notePt = Canvas.fit(note, Weight.REGULAR, WIDTH, NOTE_PT, 7);
        ArchivePages file = new ArchivePages(out, title, PAGE_WIDTH, PAGE_HEIGHT);
        Canvas canvas = file.page();
        int page = 1;
        canvas.textCentred(title, Weight.BOLD, titlePt, Canvas.INK, PAGE_WIDTH / 2, TOP + TITLE_PT);
        canvas.textCentred(note, Weight.REGULAR, notePt, Canvas.GREY, PAGE_WIDTH / 2, TOP + TITLE_PT + mm(8));
        float y = TOP + TITLE_PT + mm(14);
        for (String paragraph : paragraphs) {
            for (Line line : Line.broken(Glyph.of("　　" + paragraph, Weight.REGULAR), WIDTH / BODY_PT, 0)) {
                if (y + LEADING_PT > BOTTOM) {
                    foot(canvas, page++);
                    canvas = file.page();
                    y = TOP;
                }
                canvas.line(line, BODY_PT, Canvas.INK, LEFT, Canvas.centredBaseline(y, LEADING_PT, BODY_PT));
                y += LEADING_PT;
            }
        }
        foot(canvas, page);
        file.finish();
    }

    private static void foot(Canvas canvas, int page) {
        canvas.textCentred(
                String.valueOf(page), Weight.REGULAR, NOTE_PT, Canvas.GREY, PAGE_WIDTH / 2, PAGE_HEIGHT - mm(12));
    }
}
