package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the sign-in sheet of a class: A4, a row a person with room for a signature and a code of 14 mm to be scanned
 * instead of typing. Codes stand left and right in turn, so that a phone held over one does not see its neighbours. The
 * headings are repeated on each page, and pages are numbered.
 */
public final class SignInSheetPrinter {

    static final float PAGE_WIDTH = Canvas.mm(210);
    static final float PAGE_HEIGHT = Canvas.mm(297);
    static final float ROW_HEIGHT = Canvas.mm(18);
    static final float CODE_SIDE = Canvas.mm(13.6f);

    private static final float LEFT = Canvas.mm(15);
    private static final float TOP = Canvas.mm(14);
    private static final float BOTTOM = Canvas.mm(16);
    private static final float HEADING_HEIGHT = Canvas.mm(9);
    private static final float FACT_HEIGHT = Canvas.mm(6.5f);
    private static final float TITLE_HEIGHT = Canvas.mm(11);
    private static final float GAP = Canvas.mm(2);
    private static final float PADDING = Canvas.mm(1.5f);
    private static final float[] WIDTHS = {
        Canvas.mm(10), Canvas.mm(25), Canvas.mm(42), Canvas.mm(27), Canvas.mm(36), Canvas.mm(40)
    };
    private static final float TABLE_WIDTH = Canvas.sum(WIDTHS, WIDTHS.length);
    private static final float TEXT_PT = 10.5f;
    private static final float SMALLEST_PT = 7;
    private static final float LEADING = 1.25f;
    private static final float TITLE_PT = 17;
    private static final float NOTE_PT = 8.5f;

    private final SignInSheet sheet;
    private final int pages;
    private final int onFirst;
    private final int onOthers;

    private SignInSheetPrinter(SignInSheet sheet) {
        this.sheet = sheet;
        this.onFirst = rowsBelow(tableTop(true));
        this.onOthers = rowsBelow(tableTop(false));
        int left = Math.max(0, sheet.rows().size() + sheet.blankRows() - onFirst);
        this.pages = 1 + (left + onOthers - 1) / onOthers;
    }

    /**
     * Writes the sheet as one PDF.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is neither a person nor a blank row, or an address has characters
     *     outside the QR alphanumeric set; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(SignInSheet sheet, OutputStream out) throws IOException {
        if (sheet.rows().isEmpty() && sheet.blankRows() == 0) {
            throw new IllegalArgumentException("Expected at least one row to print, got none");
        }
        refuseUndrawable(sheet);
        sheet.rows().forEach(row -> QrCode.checkAlphabet(row.code()));
        new SignInSheetPrinter(sheet).print(out);
    }

    private void print(OutputStream out) throws IOException {
        ArchivePages file = new ArchivePages(out, sheet.title(), PAGE_WIDTH, PAGE_HEIGHT);
        int row = 0;
        for (int page = 0; page < pages; page++) {
            Canvas canvas = file.page();
            float top = drawHeading(canvas, page);
            int room = page == 0 ? onFirst : onOthers;
            int last = Math.min(row + room, sheet.rows().size() + sheet.blankRows());
            for (; row < last; row++) {
                drawRow(canvas, row, top);
                top += ROW_HEIGHT;
            }
        }
        file.finish();
    }

    private float tableTop(boolean first) {
        return TOP + TITLE_HEIGHT + (first ? sheet.facts().size() * FACT_HEIGHT + GAP : 0);
    }

    private static int rowsBelow(float tableTop) {
        return Math.max(1, (int) ((PAGE_HEIGHT - BOTTOM - tableTop - HEADING_HEIGHT) / ROW_HEIGHT));
    }

    /** Draws all above the rows, and the foot; answers where the rows begin. */
    private float drawHeading(Canvas canvas, int page) {
        float titlePt = Canvas.largest(sheet.title(), Weight.BOLD, TABLE_WIDTH, TITLE_PT, SMALLEST_PT);
        canvas.textCentred(
                Canvas.cut(sheet.title(), Weight.BOLD, titlePt, TABLE_WIDTH),
                Weight.BOLD,
                titlePt,
                Canvas.INK,
                PAGE_WIDTH / 2,
                TOP + TITLE_PT);
        float top = TOP + TITLE_HEIGHT;
        if (page == 0) {
            for (SignInSheet.Fact fact : sheet.facts()) {
                float baseline = Canvas.centredBaseline(top, FACT_HEIGHT, TEXT_PT);
                canvas.text(fact.label(), Weight.BOLD, TEXT_PT, Canvas.INK, LEFT, baseline);
                float x = LEFT + Canvas.mm(24);
                float width = LEFT + TABLE_WIDTH - x;
                float pt = Canvas.largest(fact.text(), Weight.REGULAR, width, TEXT_PT, SMALLEST_PT);
                canvas.text(
                        Canvas.cut(fact.text(), Weight.REGULAR, pt, width),
                        Weight.REGULAR,
                        pt,
                        Canvas.INK,
                        x,
                        baseline);
                top += FACT_HEIGHT;
            }
            top += GAP;
        }
        canvas.fill(Canvas.TINT, LEFT, top, TABLE_WIDTH, HEADING_HEIGHT);
        for (int column = 0; column < WIDTHS.length; column++) {
            canvas.outline(Canvas.GREY, 0.6f, x(column), top, WIDTHS[column], HEADING_HEIGHT);
            String heading = sheet.headings().get(column);
            float pt = Canvas.largest(heading, Weight.BOLD, WIDTHS[column] - 2 * PADDING, TEXT_PT, SMALLEST_PT);
            canvas.textCentred(
                    heading,
                    Weight.BOLD,
                    pt,
                    Canvas.INK,
                    x(column) + WIDTHS[column] / 2,
                    Canvas.centredBaseline(top, HEADING_HEIGHT, pt));
        }
        float foot = PAGE_HEIGHT - Canvas.mm(9);
        float room = TABLE_WIDTH - Canvas.mm(18);
        float notePt = Canvas.largest(sheet.note(), Weight.REGULAR, room, NOTE_PT, SMALLEST_PT);
        canvas.text(
                Canvas.cut(sheet.note(), Weight.REGULAR, notePt, room),
                Weight.REGULAR,
                notePt,
                Canvas.GREY,
                LEFT,
                foot);
        canvas.textRight((page + 1) + " / " + pages, Weight.REGULAR, NOTE_PT, Canvas.GREY, LEFT + TABLE_WIDTH, foot);
        return top + HEADING_HEIGHT;
    }

    private void drawRow(Canvas canvas, int index, float top) {
        for (int column = 0; column < WIDTHS.length; column++) {
            canvas.outline(Canvas.GREY, 0.6f, x(column), top, WIDTHS[column], ROW_HEIGHT);
        }
        canvas.textCentred(
                String.valueOf(index + 1),
                Weight.REGULAR,
                TEXT_PT,
                Canvas.INK,
                x(0) + WIDTHS[0] / 2,
                Canvas.centredBaseline(top, ROW_HEIGHT, TEXT_PT));
        if (index >= sheet.rows().size()) {
            return;
        }
        SignInSheet.Row row = sheet.rows().get(index);
        drawText(canvas, row.name(), Weight.BOLD, 1, top);
        drawText(canvas, row.unit(), Weight.REGULAR, 2, top);
        drawText(canvas, row.duty(), Weight.REGULAR, 3, top);
        QrCode code = QrCode.encode(row.code(), QrCode.Ecc.M);
        float inset = (ROW_HEIGHT - CODE_SIDE) / 2;
        float codeLeft = index % 2 == 0 ? x(5) + inset : x(5) + WIDTHS[5] - inset - CODE_SIDE;
        canvas.qrCode(code, codeLeft, top + inset, CODE_SIDE);
    }

    /** Sets a text into a cell: as large as it fits, over several lines, and cut at last. */
    private static void drawText(Canvas canvas, String text, Weight weight, int column, float top) {
        float width = WIDTHS[column] - 2 * PADDING;
        float room = ROW_HEIGHT - 2 * PADDING;
        float size = TEXT_PT;
        List<Line> lines = Line.broken(Glyph.of(text, weight), width / size, 0);
        while (size > SMALLEST_PT && !fits(lines, size, width, room)) {
            size -= 0.5f;
            lines = Line.broken(Glyph.of(text, weight), width / size, 0);
        }
        int most = (int) (room / (size * LEADING));
        if (lines.size() > most) {
            List<Line> kept = new ArrayList<>(lines.subList(0, most));
            String last = lines.get(most - 1).text();
            kept.set(
                    most - 1,
                    Line.of(last.substring(0, last.offsetByCodePoints(last.length(), -1)) + Canvas.CUT, weight));
            lines = kept;
        }
        float height = lines.size() * size * LEADING;
        float lineTop = top + (ROW_HEIGHT - height) / 2;
        for (Line line : lines) {
            canvas.line(
                    line, size, Canvas.INK, x(column) + PADDING, Canvas.centredBaseline(lineTop, size * LEADING, size));
            lineTop += size * LEADING;
        }
    }

    private static boolean fits(List<Line> lines, float size, float width, float room) {
        return lines.size() * size * LEADING <= room
                && lines.stream().allMatch(line -> line.width(size) <= width + 0.5f);
    }

    private static float x(int column) {
        return LEFT + Canvas.sum(WIDTHS, column);
    }

    private static void refuseUndrawable(SignInSheet sheet) {
        ArchivePages.refuseUndrawable(
                "the heading of the sheet",
                Stream.of(
                                Stream.of(sheet.title(), sheet.note()),
                                sheet.headings().stream(),
                                sheet.facts().stream().flatMap(fact -> Stream.of(fact.label(), fact.text())))
                        .flatMap(words -> words));
        for (int i = 0; i < sheet.rows().size(); i++) {
            SignInSheet.Row row = sheet.rows().get(i);
            ArchivePages.refuseUndrawable("row " + (i + 1), Stream.of(row.name(), row.unit(), row.duty()));
        }
    }
}
