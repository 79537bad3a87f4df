package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints plain reports: A4, black on white, tables with ruled cells whose headings are repeated on every page. The file is
 * PDF 1.7 and PDF/A-2u.
 */
public final class ReportPrinter {

    private static final float PAGE_WIDTH = mm(210);
    private static final float PAGE_HEIGHT = mm(297);
    private static final float LEFT = mm(16);
    private static final float WIDTH = PAGE_WIDTH - 2 * LEFT;
    private static final float TOP = mm(16);
    private static final float CODE_SIDE = mm(17);
    private static final float FOOT_TOP = PAGE_HEIGHT - mm(33);
    private static final float BOTTOM = FOOT_TOP - mm(4);

    private static final float TITLE_PT = 17;
    private static final float SMALLEST_TITLE_PT = 11;
    private static final float HEADING_PT = 11.5f;
    private static final float BODY_PT = 10;
    private static final float CELL_PT = 8.5f;
    private static final float PROOF_PT = 7.5f;
    private static final float SMALLEST_PROOF_PT = 5.5f;
    private static final float LEADING = 1.35f;
    private static final float PADDING_X = 3;
    private static final float PADDING_Y = 2.5f;
    private static final Color SHADE = new Color(0xEE, 0xEE, 0xEE);

    private ReportPrinter() {}

    /**
     * Writes the report.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when a row has not as many cells as its table has columns, the address has
     *     characters outside the QR alphanumeric set, or a one-line text is too long for its place; before anything is
     *     written
     * @throws IOException when {@code out} fails
     */
    public static void write(Report report, OutputStream out) throws IOException {
        refuseUndrawable(report);
        QrCode code = report.code().isEmpty() ? null : QrCode.encode(report.code(), QrCode.Ecc.M);
        List<Page> pages = new Layout(report).pages();
        for (String line : report.proof()) {
            proofSize(line);
        }
        ArchivePages file = new ArchivePages(out, report.title(), PAGE_WIDTH, PAGE_HEIGHT);
        for (int i = 0; i < pages.size(); i++) {
            Canvas canvas = file.page();
            pages.get(i).pieces().forEach(piece -> piece.draw(canvas));
            foot(canvas, report, code, i + 1, pages.size());
        }
        file.finish();
    }

    private static void foot(Canvas canvas, Report report, @Nullable QrCode code, int page, int pages) {
        canvas.rule(Canvas.INK, 0.6f, LEFT, FOOT_TOP, LEFT + WIDTH, FOOT_TOP);
        if (code != null) {
            float codeLeft = LEFT + WIDTH - CODE_SIDE - mm(2);
            canvas.qrCode(code, codeLeft, FOOT_TOP + mm(3.4f), CODE_SIDE);
        }
        float y = FOOT_TOP + mm(5.2f);
        for (String line : report.proof()) {
            canvas.text(line, Weight.REGULAR, proofSize(line), Canvas.INK, LEFT, y);
            y += PROOF_PT * 1.6f;
        }
        canvas.text(
                report.pageOf().replace("{0}", String.valueOf(page)).replace("{1}", String.valueOf(pages)),
                Weight.REGULAR,
                PROOF_PT,
                Canvas.INK,
                LEFT,
                y);
    }

    private static float proofSize(String line) {
        return Canvas.fit(line, Weight.REGULAR, WIDTH - CODE_SIDE - mm(8), PROOF_PT, SMALLEST_PROOF_PT);
    }

    private static void refuseUndrawable(Report report) {
        ArchivePages.refuseUndrawable(
                "the heading of the report",
                Stream.of(Stream.of(report.title(), report.pageOf()), report.lead().stream(), report.proof().stream())
                        .flatMap(words -> words));
        ArchivePages.refuseUndrawable("the notes of the report", report.notes().stream());
        for (Report.Table table : report.tables()) {
            ArchivePages.refuseUndrawable(
                    "the headings of a table",
                    Stream.concat(
                            Stream.of(table.heading()), table.columns().stream().map(Report.Column::heading)));
            for (List<String> row : table.rows()) {
                if (row.size() != table.columns().size()) {
                    throw new IllegalArgumentException("Expected %d cells in a row, got %d"
                            .formatted(table.columns().size(), row.size()));
                }
                ArchivePages.refuseUndrawable("the row of " + row.getFirst(), row.stream());
            }
        }
    }

    /** Something at its place on a page. */
    private interface Piece {
        void draw(Canvas canvas);
    }

    private record Page(List<Piece> pieces) {}

    /** Puts everything on pages, top down. */
    private static final class Layout {

        private final Report report;
        private final List<Page> pages = new ArrayList<>();
        private float y;

        Layout(Report report) {
            this.report = report;
        }

        List<Page> pages() {
            turn();
            float size = Canvas.fit(report.title(), Weight.BOLD, WIDTH, TITLE_PT, SMALLEST_TITLE_PT);
            float baseline = y + TITLE_PT;
            put(canvas ->
                    canvas.textCentred(report.title(), Weight.BOLD, size, Canvas.INK, LEFT + WIDTH / 2, baseline));
            y += TITLE_PT + mm(5);
            report.lead().forEach(line -> paragraph(line, BODY_PT));
            report.tables().forEach(this::table);
            y += mm(3);
            report.notes().forEach(line -> paragraph(line, BODY_PT - 1));
            return pages;
        }

        private void turn() {
            pages.add(new Page(new ArrayList<>()));
            y = TOP;
        }

        private void put(Piece piece) {
            pages.getLast().pieces().add(piece);
        }

        private void need(float height) {
            if (y + height > BOTTOM) {
                turn();
            }
        }

        private void paragraph(String text, float size) {
            for (Line line : Line.broken(Glyph.of(text, Weight.REGULAR), WIDTH / size, 0)) {
                need(size * LEADING);
                float baseline = y + size;
                put(canvas -> canvas.line(line, size, Canvas.INK, LEFT, baseline));
                y += size * LEADING;
            }
            y += 1.5f;
        }

        private void table(Report.Table table) {
            float[] widths = widths(table.columns());
            Row headings = row(
                    table.columns().stream().map(Report.Column::heading).toList(),
                    table.columns(),
                    widths,
                    Weight.BOLD);
            List<Row> rows = table.rows().stream()
                    .map(cells -> row(cells, table.columns(), widths, Weight.REGULAR))
                    .toList();
            float first = rows.isEmpty() ? 0 : rows.getFirst().height();
            y += mm(4);
            need(HEADING_PT * 1.6f + headings.height() + first);
            float baseline = y + HEADING_PT;
            put(canvas -> canvas.text(table.heading(), Weight.BOLD, HEADING_PT, Canvas.INK, LEFT, baseline));
            y += HEADING_PT * 1.6f;
            place(headings, true);
            for (Row row : rows) {
                if (y + row.height() > BOTTOM) {
                    turn();
                    place(headings, true);
                }
                place(row, false);
            }
        }

        private void place(Row row, boolean isHeading) {
            float top = y;
            put(canvas -> row.draw(canvas, top, isHeading));
            y += row.height();
        }

        private static float[] widths(List<Report.Column> columns) {
            float sum = 0;
            for (Report.Column column : columns) {
                sum += column.share();
            }
            float[] widths = new float[columns.size()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = WIDTH * columns.get(i).share() / sum;
            }
            return widths;
        }

        private static Row row(List<String> cells, List<Report.Column> columns, float[] widths, Weight weight) {
            List<List<Line>> lines = new ArrayList<>();
            int most = 1;
            for (int i = 0; i < cells.size(); i++) {
                List<Line> broken = cells.get(i).isEmpty()
                        ? List.of()
                        : Line.broken(Glyph.of(cells.get(i), weight), (widths[i] - 2 * PADDING_X) / CELL_PT, 0);
                lines.add(broken);
                most = Math.max(most, broken.size());
            }
            return new Row(lines, columns, widths, most * CELL_PT * LEADING + 2 * PADDING_Y);
        }
    }

    /** A row of cells, ruled all around. */
    private record Row(List<List<Line>> cells, List<Report.Column> columns, float[] widths, float height) {

        void draw(Canvas canvas, float top, boolean isHeading) {
            float x = LEFT;
            for (int i = 0; i < cells.size(); i++) {
                if (isHeading) {
                    canvas.fill(SHADE, x, top, widths[i], height);
                }
                canvas.outline(Canvas.GREY, 0.4f, x, top, widths[i], height);
                float block = cells.get(i).size() * CELL_PT * LEADING;
                float baseline = top + (height - block) / 2 + CELL_PT;
                for (Line line : cells.get(i)) {
                    float at =
                            columns.get(i).isNumber() ? x + widths[i] - PADDING_X - line.width(CELL_PT) : x + PADDING_X;
                    canvas.line(line, CELL_PT, Canvas.INK, at, baseline);
                    baseline += CELL_PT * LEADING;
                }
                x += widths[i];
            }
        }
    }
}
