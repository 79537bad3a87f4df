package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints ledgers: A4 landscape, a cover with the definitions, a ruled table whose headings are repeated on every page,
 * "page n of m" and who exported it at every foot, the signature line at the end, and pale behind all of it who exported
 * it and when. The widths of the columns are taken from the first {@value #LOOKED_AT} rows; no more than these are held in
 * memory, so that a ledger of 100,000 rows is printed like one of ten. The file is PDF 1.7 and PDF/A-2u.
 */
public final class LedgerPrinter {

    private static final int LOOKED_AT = 300;

    private static final float PAGE_WIDTH = mm(297);
    private static final float PAGE_HEIGHT = mm(210);
    private static final float LEFT = mm(12);
    private static final float WIDTH = PAGE_WIDTH - 2 * LEFT;
    private static final float TOP = mm(12);
    private static final float FOOT_TOP = PAGE_HEIGHT - mm(12);
    private static final float BOTTOM = FOOT_TOP - mm(2);
    private static final float PAGE_NUMBER_WIDTH = mm(15);
    private static final float COVER_LEFT = mm(45);
    private static final float COVER_WIDTH = PAGE_WIDTH - 2 * COVER_LEFT;
    private static final float COVER_TOP = mm(42);

    private static final float COVER_TITLE_PT = 26;
    private static final float COVER_PT = 12;
    private static final float DEFINITION_PT = 10.5f;
    private static final float RUNNING_PT = 8;
    private static final float SMALLEST_PT = 5.5f;
    private static final float SIGN_PT = 10.5f;
    private static final float SMALLEST_TITLE_PT = 12;
    private static final float LEADING = 1.3f;
    private static final float COVER_LEADING = 1.7f;
    private static final float PADDING_X = 2.2f;
    private static final float PADDING_Y = 2;
    private static final int MOST_LINES = 30;

    private static final Color SHADE = new Color(0xEE, 0xEE, 0xEE);
    private static final Color PALE = new Color(0xE3, 0xE3, 0xE3);
    private static final float PALE_PT = 15;
    private static final double SLANT = Math.toRadians(24);

    private final LedgerPrint print;
    private final ArchivePages file;
    private final String watermark;
    private final String rowCount;
    private final String pageCount;
    private final List<List<String>> first = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private @Nullable Table table;
    private @Nullable Canvas page;
    private float y;
    private int pages;
    private int rows;

    private LedgerPrinter(LedgerPrint print, OutputStream out) throws IOException {
        this.print = print;
        file = new ArchivePages(out, print.title(), PAGE_WIDTH, PAGE_HEIGHT);
        watermark = file.form(PAGE_WIDTH, PAGE_HEIGHT, this::watermark);
        rowCount = file.later(WIDTH, COVER_PT * 2);
        pageCount = file.later(PAGE_NUMBER_WIDTH, RUNNING_PT * 2);
    }

    /**
     * Writes the ledger.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param rows the rows, asked for once
     * @throws IllegalArgumentException when there is no column, a row has not as many cells as there are columns, or a
     *     one-line text is too long for its place
     * @throws IOException when {@code out} fails
     */
    public static void write(LedgerPrint print, LedgerPrint.Rows rows, OutputStream out) throws IOException {
        if (print.columns().isEmpty()) {
            throw new IllegalArgumentException("Expected at least one column to print, got none");
        }
        LedgerPrinter printer = new LedgerPrinter(printable(print), out);
        printer.cover();
        try {
            rows.each(row -> {
                try {
                    printer.row(row);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        printer.end();
    }

    private void watermark(Canvas canvas) {
        float width = Line.of(print.watermark(), Weight.REGULAR).width(PALE_PT);
        float step = Math.max(mm(120), width + mm(14));
        for (int line = 0; line < 4; line++) {
            float top = mm(30) + line * mm(52);
            for (float x = mm(14) - (line % 2) * step / 2; x < PAGE_WIDTH; x += step) {
                canvas.slanted(print.watermark(), PALE_PT, PALE, x, top + mm(18), SLANT);
            }
        }
    }

    private void cover() throws IOException {
        turn();
        Canvas canvas = current();
        float size = Canvas.fit(print.title(), Weight.BOLD, WIDTH, COVER_TITLE_PT, SMALLEST_TITLE_PT);
        canvas.textCentred(print.title(), Weight.BOLD, size, Canvas.INK, PAGE_WIDTH / 2, COVER_TOP);
        y = COVER_TOP + mm(14);
        for (String line : print.cover()) {
            paragraph(line, COVER_PT, COVER_LEFT, COVER_WIDTH);
        }
        current().form(rowCount, COVER_LEFT, y, COVER_PT * 2);
        y += COVER_PT * COVER_LEADING;
        if (!print.definitions().isEmpty()) {
            y += mm(5);
            need(COVER_PT * COVER_LEADING * 2);
            paragraph(print.definitionsHeading(), Weight.BOLD, COVER_PT, COVER_LEFT, COVER_WIDTH);
            for (String definition : print.definitions()) {
                paragraph(definition, DEFINITION_PT, COVER_LEFT, COVER_WIDTH);
            }
        }
        turn();
    }

    private void row(List<String> cells) throws IOException {
        if (cells.size() != print.columns().size()) {
            throw new IllegalArgumentException("Expected %d cells in a row, got %d"
                    .formatted(print.columns().size(), cells.size()));
        }
        rows++;
        List<String> printable = new ArrayList<>(cells.size());
        for (String cell : cells) {
            printable.add(printable(cell, missing));
        }
        if (table == null) {
            first.add(printable);
            if (first.size() == LOOKED_AT) {
                begin();
            }
        } else {
            place(table.row(printable, Weight.REGULAR), false);
        }
    }

    // The headings, and the rows that were looked at for the widths.
    private Table begin() throws IOException {
        Table begun = new Table(print.columns(), first);
        table = begun;
        place(begun.headings(), true);
        for (List<String> row : first) {
            place(begun.row(row, Weight.REGULAR), false);
        }
        first.clear();
        return begun;
    }

    private void end() throws IOException {
        if (table == null) {
            begin();
        }
        if (!missing.isEmpty()) {
            y += mm(3);
            paragraph(
                    print.unprintable()
                            .replace(
                                    "{0}",
                                    missing.stream()
                                            .limit(40)
                                            .map(c -> "U+%04X".formatted(c.codePointAt(0)))
                                            .collect(Collectors.joining(" "))),
                    RUNNING_PT,
                    LEFT,
                    WIDTH);
        }
        need(mm(20));
        y += mm(10);
        float size = Canvas.fit(print.signatures(), Weight.REGULAR, WIDTH, SIGN_PT, SMALLEST_PT);
        current().text(print.signatures(), Weight.REGULAR, size, Canvas.INK, LEFT, y + size);
        file.fill(
                rowCount,
                COVER_PT * 2,
                canvas -> canvas.text(
                        print.rowCount().replace("{0}", String.valueOf(rows)),
                        Weight.REGULAR,
                        COVER_PT,
                        Canvas.INK,
                        0,
                        COVER_PT));
        file.fill(
                pageCount,
                RUNNING_PT * 2,
                canvas -> canvas.text(pages + afterCount(), Weight.REGULAR, RUNNING_PT, Canvas.INK, 0, RUNNING_PT));
        file.finish();
    }

    private Canvas current() {
        if (page == null) {
            throw new IllegalStateException("Expected a page to draw on, got none");
        }
        return page;
    }

    private void turn() throws IOException {
        Canvas canvas = file.page();
        page = canvas;
        pages++;
        canvas.form(watermark);
        canvas.rule(Canvas.GREY, 0.4f, LEFT, FOOT_TOP, LEFT + WIDTH, FOOT_TOP);
        float size =
                Canvas.largest(print.foot(), Weight.REGULAR, WIDTH - 4 * PAGE_NUMBER_WIDTH, RUNNING_PT, SMALLEST_PT);
        float baseline = FOOT_TOP + mm(4.5f);
        canvas.text(
                Canvas.cut(print.foot(), Weight.REGULAR, size, WIDTH - 4 * PAGE_NUMBER_WIDTH),
                Weight.REGULAR,
                size,
                Canvas.INK,
                LEFT,
                baseline);
        float count = LEFT + WIDTH - PAGE_NUMBER_WIDTH;
        canvas.textRight(beforeCount(), Weight.REGULAR, RUNNING_PT, Canvas.INK, count, baseline);
        canvas.form(pageCount, count, baseline - RUNNING_PT, RUNNING_PT * 2);
        y = TOP;
        if (table != null) {
            place(table.headings(), true);
        }
    }

    private String beforeCount() {
        int at = print.pageOf().indexOf("{1}");
        return (at < 0 ? print.pageOf() : print.pageOf().substring(0, at)).replace("{0}", String.valueOf(pages));
    }

    private String afterCount() {
        int at = print.pageOf().indexOf("{1}");
        return at < 0 ? "" : print.pageOf().substring(at + 3);
    }

    private void need(float height) throws IOException {
        if (y + height > BOTTOM) {
            Table printed = table;
            // Only what is a row stands below the headings.
            table = null;
            turn();
            table = printed;
        }
    }

    private void paragraph(String text, float size, float left, float width) throws IOException {
        paragraph(text, Weight.REGULAR, size, left, width);
    }

    private void paragraph(String text, Weight weight, float size, float left, float width) throws IOException {
        for (Line line : Line.broken(Glyph.of(text, weight), width / size, 0)) {
            need(size * COVER_LEADING);
            current().line(line, size, Canvas.INK, left, y + size);
            y += size * COVER_LEADING;
        }
    }

    private void place(Row row, boolean isHeading) throws IOException {
        if (y + row.height() > BOTTOM && !isHeading) {
            turn();
        }
        row.draw(current(), y, isHeading);
        y += row.height();
    }

    private static LedgerPrint printable(LedgerPrint print) {
        Set<String> unused = new LinkedHashSet<>();
        return new LedgerPrint(
                printable(print.title(), unused),
                print.cover().stream().map(line -> printable(line, unused)).toList(),
                printable(print.rowCount(), unused),
                printable(print.definitionsHeading(), unused),
                print.definitions().stream()
                        .map(line -> printable(line, unused))
                        .toList(),
                print.columns().stream()
                        .map(column -> new LedgerPrint.Column(printable(column.heading(), unused), column.isNumber()))
                        .toList(),
                printable(print.signatures(), unused),
                printable(print.foot(), unused),
                printable(print.watermark(), unused),
                printable(print.pageOf(), unused),
                printable(print.unprintable(), unused));
    }

    // One rare character in one name is no reason to hand in nothing.
    private static String printable(String text, Set<String> missing) {
        if (Fonts.draws(text)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            if (Character.isISOControl(codePoint)) {
                printable.append(' ');
            } else if (Fonts.draws(character)) {
                printable.append(character);
            } else {
                missing.add(character);
                printable.append(LedgerPrint.INSTEAD);
            }
        });
        return printable.toString();
    }

    /** The columns with their widths and the size of print at which they go beside each other. */
    private static final class Table {

        private static final float LARGEST_PT = 8.5f;
        private static final float SMALLEST_CELL_PT = 6;
        /** Two characters, so that headings of four stand on two lines. */
        private static final float NARROWEST_EM = 2.3f;

        private static final float WIDEST_EM = 22;
        /** What a column is given that holds long texts now and then. */
        private static final float NOTE_EM = 7;

        /** More than measured, so that rounding breaks nothing. */
        private static final float HAIR = 0.15f;

        private final List<LedgerPrint.Column> columns;
        private final float[] widths;
        private final float size;
        private final Row headings;

        Table(List<LedgerPrint.Column> columns, List<List<String>> rows) {
            this.columns = columns;
            float[] wanted = new float[columns.size()];
            float[] least = new float[columns.size()];
            for (int i = 0; i < wanted.length; i++) {
                int column = i;
                float heading = em(columns.get(i).heading(), Weight.BOLD);
                double[] cells = rows.stream()
                        .mapToDouble(row -> em(row.get(column), Weight.REGULAR))
                        .sorted()
                        .toArray();
                // Nine cells in ten on one line, as far as that can be; a heading may stand on two lines.
                float usual = cells.length == 0
                        ? 0
                        : Math.max(
                                (float) cells[cells.length * 9 / 10],
                                Math.min((float) cells[cells.length - 1], NOTE_EM));
                float word = rows.stream()
                        .map(row -> word(row.get(column)))
                        .max(Float::compare)
                        .orElse(0f);
                wanted[i] = Math.clamp(Math.max(Math.max(usual, word), heading / 2 + 0.6f), NARROWEST_EM, WIDEST_EM);
                least[i] = Math.clamp(word, NARROWEST_EM, wanted[i]);
            }
            float sum = 0;
            for (float width : wanted) {
                sum += width;
            }
            float room = WIDTH - columns.size() * (2 * PADDING_X + HAIR);
            size = Math.clamp(room / sum, SMALLEST_CELL_PT, LARGEST_PT);
            widths = widths(wanted, least, room / size, size);
            headings = row(columns.stream().map(LedgerPrint.Column::heading).toList(), Weight.BOLD);
        }

        // Too little room is taken from what is wider than its longest word; what is left over goes to all.
        private static float[] widths(float[] wanted, float[] least, float room, float size) {
            float sum = 0;
            float spare = 0;
            for (int i = 0; i < wanted.length; i++) {
                sum += wanted[i];
                spare += wanted[i] - least[i];
            }
            float[] widths = new float[wanted.length];
            float total = 0;
            for (int i = 0; i < widths.length; i++) {
                float em = wanted[i];
                if (sum > room && spare > 0) {
                    em -= (wanted[i] - least[i]) * Math.min(1, (sum - room) / spare);
                }
                widths[i] = em * size + 2 * PADDING_X + HAIR;
                total += widths[i];
            }
            for (int i = 0; i < widths.length; i++) {
                widths[i] *= WIDTH / total;
            }
            return widths;
        }

        private static float em(String text, Weight weight) {
            return Line.of(text, weight).width(1);
        }

        /** How wide a date or a number is, which reads badly in two lines. */
        private static float word(String cell) {
            float longest = 0;
            for (String word : cell.split("[^\\x21-\\x7e]+")) {
                if (word.length() <= 14) {
                    longest = Math.max(longest, em(word, Weight.REGULAR));
                }
            }
            return longest;
        }

        Row headings() {
            return headings;
        }

        Row row(List<String> cells, Weight weight) {
            List<List<Line>> lines = new ArrayList<>(cells.size());
            int most = 1;
            for (int i = 0; i < cells.size(); i++) {
                List<Line> broken = cells.get(i).isEmpty()
                        ? List.of()
                        : Line.broken(Glyph.of(cells.get(i), weight), (widths[i] - 2 * PADDING_X) / size, 0);
                if (broken.size() > MOST_LINES) {
                    broken = new ArrayList<>(broken.subList(0, MOST_LINES - 1));
                    broken.add(Line.of(Canvas.CUT, weight));
                }
                lines.add(broken);
                most = Math.max(most, broken.size());
            }
            return new Row(lines, columns, widths, size, most * size * LEADING + 2 * PADDING_Y);
        }
    }

    /** A row of cells, ruled all around. */
    private record Row(
            List<List<Line>> cells, List<LedgerPrint.Column> columns, float[] widths, float size, float height) {

        void draw(Canvas canvas, float top, boolean isHeading) {
            float x = LEFT;
            for (int i = 0; i < cells.size(); i++) {
                if (isHeading) {
                    canvas.fill(SHADE, x, top, widths[i], height);
                }
                canvas.outline(Canvas.GREY, 0.35f, x, top, widths[i], height);
                float block = cells.get(i).size() * size * LEADING;
                float baseline = top + (height - block) / 2 + size;
                for (Line line : cells.get(i)) {
                    float width = line.width(size);
                    float at =
                            columns.get(i).isNumber() && !isHeading ? x + widths[i] - PADDING_X - width : x + PADDING_X;
                    canvas.line(line, size, Canvas.INK, at, baseline);
                    baseline += size * LEADING;
                }
                x += widths[i];
            }
        }
    }
}
