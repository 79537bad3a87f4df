package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the sheet that an inspector takes from door to door: A4 landscape, a row of 10.5 mm for each door, with boxes to
 * tick and room for a signature. Headings and the name of the part are repeated on every page, pages are numbered. The file
 * is PDF/A-2u.
 */
public final class RouteSheetPrinter {

    private static final float PAGE_WIDTH = mm(297);
    private static final float PAGE_HEIGHT = mm(210);
    private static final float LEFT = mm(10);
    private static final float WIDTH = PAGE_WIDTH - 2 * LEFT;
    private static final float TOP = mm(9);
    private static final float BOTTOM = PAGE_HEIGHT - mm(17);
    private static final float TITLE_HEIGHT = mm(9);
    private static final float LEAD_HEIGHT = mm(5);
    private static final float TABLE_HEIGHT = mm(8);
    private static final float HEADING_HEIGHT = mm(10);
    private static final float PART_HEIGHT = mm(6);
    private static final float ROW_HEIGHT = mm(10.5f);
    private static final float NOTE_HEIGHT = mm(4.2f);
    private static final float PADDING = mm(1);
    private static final float BOX_GAP = mm(0.8f);
    private static final float TITLE_PT = 15;
    private static final float TEXT_PT = 9.5f;
    private static final float CELL_PT = 9.5f;
    private static final float BOX_PT = 7.5f;
    private static final float SMALLEST_PT = 5.5f;
    private static final float LEADING = 1.45f;

    private final RouteSheet sheet;
    private final List<List<Piece>> pages = new ArrayList<>();
    private float top;

    private RouteSheetPrinter(RouteSheet sheet) {
        this.sheet = sheet;
    }

    /** Something at its place on a page. */
    private interface Piece {
        void draw(Canvas canvas);
    }

    /**
     * Writes the sheet as one PDF.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is no row to print; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(RouteSheet sheet, OutputStream out) throws IOException {
        if (sheet.tables().stream().allMatch(table -> rows(table) == 0)) {
            throw new IllegalArgumentException("Expected at least one row to print, got none");
        }
        refuseUndrawable(sheet);
        new RouteSheetPrinter(sheet).print(out);
    }

    private static int rows(RouteSheet.Table table) {
        return table.blankRows()
                + table.parts().stream().mapToInt(part -> part.rows().size()).sum();
    }

    private void print(OutputStream out) throws IOException {
        turn();
        for (String line : sheet.lead()) {
            text(line, Weight.REGULAR, TEXT_PT, LEFT, WIDTH, LEAD_HEIGHT);
            top += LEAD_HEIGHT;
        }
        top += mm(1);
        for (RouteSheet.Table table : sheet.tables()) {
            if (rows(table) > 0) {
                table(table);
            }
        }
        for (List<String> paragraphs : sheet.pages()) {
            paragraphs(paragraphs);
        }
        ArchivePages file = new ArchivePages(out, sheet.title(), PAGE_WIDTH, PAGE_HEIGHT);
        for (int page = 0; page < pages.size(); page++) {
            Canvas canvas = file.page();
            pages.get(page).forEach(piece -> piece.draw(canvas));
            foot(canvas, page);
        }
        file.finish();
    }

    private void turn() {
        pages.add(new ArrayList<>());
        top = TOP;
        float size = Canvas.largest(sheet.title(), Weight.BOLD, WIDTH, TITLE_PT, SMALLEST_PT);
        String title = Canvas.cut(sheet.title(), Weight.BOLD, size, WIDTH);
        put(canvas -> canvas.textCentred(title, Weight.BOLD, size, Canvas.INK, PAGE_WIDTH / 2, TOP + TITLE_PT));
        top += TITLE_HEIGHT;
    }

    private void table(RouteSheet.Table table) {
        float[] widths = widths(table.columns());
        float begin = (table.heading().isEmpty() ? 0 : TABLE_HEIGHT) + HEADING_HEIGHT + PART_HEIGHT + ROW_HEIGHT;
        if (pages.getLast().size() > 1 && (table.onNewPage() || top + begin > BOTTOM)) {
            turn();
        }
        if (!table.heading().isEmpty()) {
            text(table.heading(), Weight.BOLD, TEXT_PT + 1, LEFT, WIDTH, TABLE_HEIGHT);
            top += TABLE_HEIGHT;
        }
        headings(table, widths);
        for (RouteSheet.Part part : table.parts()) {
            if (part.rows().isEmpty()) {
                continue;
            }
            if (top + PART_HEIGHT + ROW_HEIGHT > BOTTOM) {
                turn();
                headings(table, widths);
            }
            name(part.name());
            for (List<String> row : part.rows()) {
                if (top + ROW_HEIGHT > BOTTOM) {
                    turn();
                    headings(table, widths);
                    name(part.name());
                }
                row(table.columns(), row, widths);
            }
        }
        List<String> blank = table.columns().stream().map(column -> "").toList();
        for (int row = 0; row < table.blankRows(); row++) {
            if (top + ROW_HEIGHT > BOTTOM) {
                turn();
                headings(table, widths);
            }
            row(table.columns(), blank, widths);
        }
        top += mm(3);
    }

    private static float[] widths(List<RouteSheet.Column> columns) {
        float sum = 0;
        for (RouteSheet.Column column : columns) {
            sum += column.width();
        }
        float[] widths = new float[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).width() / sum * WIDTH;
        }
        return widths;
    }

    private void headings(RouteSheet.Table table, float[] widths) {
        float at = top;
        put(canvas -> canvas.fill(Canvas.TINT, LEFT, at, WIDTH, HEADING_HEIGHT));
        for (int i = 0; i < widths.length; i++) {
            cell(widths, i, HEADING_HEIGHT);
            lines(
                    table.columns().get(i).heading(),
                    Weight.BOLD,
                    LEFT + Canvas.sum(widths, i),
                    widths[i],
                    HEADING_HEIGHT);
        }
        top += HEADING_HEIGHT;
    }

    private void name(String name) {
        if (name.isEmpty()) {
            return;
        }
        float at = top;
        put(canvas -> canvas.outline(Canvas.GREY, 0.6f, LEFT, at, WIDTH, PART_HEIGHT));
        text(name, Weight.BOLD, TEXT_PT, LEFT + PADDING, WIDTH - 2 * PADDING, PART_HEIGHT);
        top += PART_HEIGHT;
    }

    private void row(List<RouteSheet.Column> columns, List<String> cells, float[] widths) {
        for (int i = 0; i < widths.length; i++) {
            cell(widths, i, ROW_HEIGHT);
            float left = LEFT + Canvas.sum(widths, i);
            if (columns.get(i).boxes().isEmpty()) {
                lines(cells.get(i), Weight.REGULAR, left, widths[i], ROW_HEIGHT);
            } else {
                boxes(columns.get(i).boxes(), left, widths[i]);
            }
        }
        top += ROW_HEIGHT;
    }

    /** A text in a cell, on two lines where one would be too small to read. */
    private void lines(String text, Weight weight, float left, float width, float height) {
        float room = width - 2 * PADDING;
        float one = Canvas.largest(text, weight, room, CELL_PT, SMALLEST_PT);
        if (one >= CELL_PT - 2 || text.length() < 2) {
            text(text, weight, CELL_PT, left + PADDING, room, height);
            return;
        }
        float size = CELL_PT - 1.5f;
        List<Line> broken = Line.broken(Glyph.of(text, weight), room / size, 0);
        while (broken.size() > 2 && size > SMALLEST_PT) {
            size -= 0.5f;
            broken = Line.broken(Glyph.of(text, weight), room / size, 0);
        }
        int shown = Math.min(2, broken.size());
        float block = height / 2 - shown * size * 1.2f / 2;
        for (int i = 0; i < shown; i++) {
            Line line = broken.get(i);
            float pt = size;
            float baseline = Canvas.centredBaseline(top + block + i * size * 1.2f, size * 1.2f, size);
            put(canvas -> canvas.line(line, pt, Canvas.INK, left + PADDING, baseline));
        }
    }

    private void boxes(List<String> words, float left, float width) {
        float step = (width - 2 * PADDING) / words.size();
        float side = step - BOX_GAP;
        float height = mm(5.5f);
        float at = top + (ROW_HEIGHT - height) / 2;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            float x = left + PADDING + step * i + BOX_GAP / 2;
            float size = Canvas.largest(word, Weight.REGULAR, side - 1.5f, BOX_PT, SMALLEST_PT - 1);
            put(canvas -> {
                canvas.outline(Canvas.INK, 0.5f, x, at, side, height);
                canvas.textCentred(
                        word,
                        Weight.REGULAR,
                        size,
                        Canvas.GREY,
                        x + side / 2,
                        Canvas.centredBaseline(at, height, size));
            });
        }
    }

    private void paragraphs(List<String> paragraphs) {
        turn();
        for (int i = 0; i < paragraphs.size(); i++) {
            Weight weight = i == 0 ? Weight.BOLD : Weight.REGULAR;
            float size = i == 0 ? TEXT_PT + 1.5f : TEXT_PT;
            for (Line line : Line.broken(Glyph.of(paragraphs.get(i), weight), WIDTH / size, 0)) {
                if (top + size * LEADING > BOTTOM) {
                    turn();
                }
                float baseline = top + size;
                put(canvas -> canvas.line(line, size, Canvas.INK, LEFT, baseline));
                top += size * LEADING;
            }
            top += mm(1.2f);
        }
    }

    private void cell(float[] widths, int column, float height) {
        float at = top;
        float left = LEFT + Canvas.sum(widths, column);
        put(canvas -> canvas.outline(Canvas.GREY, 0.6f, left, at, widths[column], height));
    }

    private void text(String text, Weight weight, float largest, float left, float width, float height) {
        float size = Canvas.largest(text, weight, width, largest, SMALLEST_PT);
        String shown = Canvas.cut(text, weight, size, width);
        float baseline = Canvas.centredBaseline(top, height, size);
        put(canvas -> canvas.text(shown, weight, size, Canvas.INK, left, baseline));
    }

    private void foot(Canvas canvas, int page) {
        float y = BOTTOM + mm(4.5f);
        for (String note : sheet.notes()) {
            float size = Canvas.largest(note, Weight.REGULAR, WIDTH - mm(16), BOX_PT, SMALLEST_PT);
            canvas.text(
                    Canvas.cut(note, Weight.REGULAR, size, WIDTH - mm(16)), Weight.REGULAR, size, Canvas.INK, LEFT, y);
            y += NOTE_HEIGHT;
        }
        canvas.textRight(
                (page + 1) + " / " + pages.size(),
                Weight.REGULAR,
                BOX_PT,
                Canvas.GREY,
                LEFT + WIDTH,
                PAGE_HEIGHT - mm(7));
    }

    private void put(Piece piece) {
        pages.getLast().add(piece);
    }

    private static void refuseUndrawable(RouteSheet sheet) {
        ArchivePages.refuseUndrawable(
                "the heading of the sheet",
                Stream.of(
                                Stream.of(sheet.title()),
                                sheet.lead().stream(),
                                sheet.notes().stream(),
                                sheet.pages().stream().flatMap(List::stream))
                        .flatMap(words -> words));
        for (RouteSheet.Table table : sheet.tables()) {
            ArchivePages.refuseUndrawable(
                    "the headings of a table",
                    Stream.concat(
                            Stream.of(table.heading()),
                            table.columns().stream()
                                    .flatMap(column ->
                                            Stream.concat(Stream.of(column.heading()), column.boxes().stream()))));
            for (RouteSheet.Part part : table.parts()) {
                for (List<String> row : part.rows()) {
                    ArchivePages.refuseUndrawable(
                            "the row of " + row.getFirst(), Stream.concat(Stream.of(part.name()), row.stream()));
                }
            }
        }
    }
}
