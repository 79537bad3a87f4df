package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes templates and exports. Text never becomes a formula, whatever it begins with. */
public final class SheetWriter {

    private static final String APPLICATION = "Mingbai";
    private static final String VERSION = "1.0";
    private static final String TEXT_FORMAT = "@";
    private static final String DAY_FORMAT = "yyyy-mm-dd";
    private static final String HEADING_FILL = "EDEDED";
    private static final int NAME_LENGTH = 31;
    private static final int MARK_LENGTH = 90;
    private static final int FOOTER_ROOM = 100;
    // All text in quotation marks: a semicolon in it parts no cell where the list separator is one.
    private static final CSVFormat CSV =
            CSVFormat.EXCEL.builder().setQuoteMode(QuoteMode.ALL_NON_NULL).get();
    private static final double NARROWEST = 8;
    private static final double WIDEST = 40;

    private SheetWriter() {}

    /**
     * A template to fill in: headings, one example row, and a second sheet that explains. Its columns are formatted as
     * text, so that a spreadsheet keeps leading zeros and long numbers.
     *
     * @param example one cell for each column, to be overwritten
     * @param sheetName the name of the sheet to fill in
     * @param guideName the name of the sheet that explains
     * @param guide its lines
     */
    public static byte[] template(
            List<SheetColumn> columns, List<String> example, String sheetName, String guideName, List<String> guide) {
        if (example.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "expected " + columns.size() + " example cells, but got " + example.size());
        }
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, APPLICATION, VERSION)) {
            var sheet = workbook.newWorksheet(named(sheetName));
            for (var column = 0; column < columns.size(); column++) {
                if (columns.get(column).kind() != CellKind.NUMBER) {
                    sheet.style(column).format(TEXT_FORMAT).set();
                }
                sheet.value(0, column, clean(columns.get(column).heading()));
                sheet.style(0, column)
                        .bold()
                        .fillColor(HEADING_FILL)
                        .format(TEXT_FORMAT)
                        .set();
                sheet.value(1, column, clean(example.get(column)));
                sheet.style(1, column).format(TEXT_FORMAT).set();
                sheet.width(
                        column,
                        width(Math.max(
                                columns.get(column).heading().length(),
                                example.get(column).length())));
            }
            sheet.freezePane(0, 1);
            sheet.finish();
            var guideSheet = workbook.newWorksheet(named(guideName));
            for (var line = 0; line < guide.size(); line++) {
                guideSheet.value(line, 0, clean(guide.get(line)));
            }
            guideSheet.width(0, 100);
            guideSheet.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** An export as .xlsx: title, headings, rows, footer. */
    public static byte[] xlsx(String sheetName, SheetTable table) {
        return xlsx(List.of(new NamedTable(sheetName, table)));
    }

    /** A sheet of a file that has several. */
    public record NamedTable(String sheetName, SheetTable table) {}

    /** An export of several sheets as .xlsx, in this order. */
    public static byte[] xlsx(List<NamedTable> tables) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, APPLICATION, VERSION)) {
            for (var named : tables) {
                sheet(workbook.newWorksheet(named(named.sheetName())), named.table());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void sheet(Worksheet sheet, SheetTable table) throws IOException {
        var line = 0;
        sheet.value(line, 0, clean(table.title()));
        sheet.style(line++, 0).bold().fontSize(14).set();
        for (var column = 0; column < table.headings().size(); column++) {
            sheet.value(line, column, clean(table.headings().get(column)));
            sheet.style(line, column)
                    .bold()
                    .fillColor(HEADING_FILL)
                    .wrapText(true)
                    .set();
            sheet.width(column, width(longest(table, column)));
        }
        line++;
        sheet.freezePane(0, line);
        for (var row : table.rows()) {
            for (var column = 0; column < row.size(); column++) {
                write(sheet, line, column, row.get(column));
            }
            line++;
        }
        line++;
        for (var text : table.footer()) {
            sheet.value(line++, 0, clean(text));
        }
        sheet.finish();
    }

    /**
     * An export as .xlsx whose rows are read while they are written: A4 landscape, one page wide, headings repeated.
     *
     * @param out where it goes; stays open, and is incomplete when an exception is thrown
     * @return how many rows there were
     * @throws RuleViolation when there are more rows than a spreadsheet holds
     */
    public static long xlsx(String sheetName, StreamedTable table, OutputStream out) {
        try (var workbook = new Workbook(new KeptOpen(out), APPLICATION, VERSION)) {
            workbook.properties().setTitle(clean(table.title()));
            workbook.properties().setDescription(clean(table.mark()));
            var sheet = workbook.newWorksheet(named(sheetName));
            sheet.paperSize(PaperSize.A4_PAPER);
            sheet.pageOrientation("landscape");
            sheet.setFitToPage(true);
            sheet.fitToWidth((short) 1);
            sheet.fitToHeight((short) 0);
            sheet.repeatRows(0, 1);
            var mark = mark(table.mark());
            sheet.header(mark, Position.RIGHT);
            sheet.footer(mark, Position.LEFT);
            sheet.footer("&P / &N", Position.RIGHT);
            var writing = new StreamedSheet(sheet, table.headings());
            writing.text(clean(table.title()));
            sheet.style(0, 0).bold().fontSize(14).set();
            table.rows().each(writing::row);
            var rows = writing.finish();
            writing.next();
            for (var line : table.footer().apply(rows)) {
                writing.text(clean(line));
            }
            sheet.finish();
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    // An ampersand begins a command there, and 255 characters are all it holds.
    private static String mark(String text) {
        var shown = clean(text).replaceAll("[\\r\\n\\t]", " ");
        shown = shown.codePointCount(0, shown.length()) <= MARK_LENGTH
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MARK_LENGTH));
        return "&8" + " " + shown.replace("&", "&&");
    }

    /** Rows on their way into a sheet: the first ones are kept back to find out how wide columns must be. */
    private static final class StreamedSheet {

        private static final int LOOKED_AT = 200;
        private static final int FLUSHED = 500;

        private final Worksheet sheet;
        private final List<String> headings;
        private final List<List<? extends @Nullable Object>> first = new ArrayList<>();
        private int line;
        private boolean begun;
        private long rows;

        StreamedSheet(Worksheet sheet, List<String> headings) {
            this.sheet = sheet;
            this.headings = headings;
        }

        void text(String text) {
            sheet.inlineString(line++, 0, text);
        }

        void next() {
            line++;
        }

        void row(List<? extends @Nullable Object> cells) {
            rows++;
            if (begun) {
                write(cells);
            } else {
                first.add(cells);
                if (first.size() == LOOKED_AT) {
                    begin();
                }
            }
        }

        long finish() {
            if (!begun) {
                begin();
            }
            return rows;
        }

        private void begin() {
            begun = true;
            var looked = new SheetTable("", headings, first, List.of());
            for (var column = 0; column < headings.size(); column++) {
                sheet.inlineString(line, column, clean(headings.get(column)));
                sheet.style(line, column)
                        .bold()
                        .fillColor(HEADING_FILL)
                        .format(TEXT_FORMAT)
                        .wrapText(true)
                        .set();
                sheet.width(column, width(longest(looked, column)));
            }
            line++;
            sheet.freezePane(0, line);
            first.forEach(this::write);
            first.clear();
        }

        private void write(List<? extends @Nullable Object> cells) {
            if (line >= Worksheet.MAX_ROWS - FOOTER_ROOM) {
                throw new RuleViolation("core.sheet.too-many-rows", Worksheet.MAX_ROWS - FOOTER_ROOM);
            }
            for (var column = 0; column < cells.size(); column++) {
                SheetWriter.write(sheet, line, column, cells.get(column));
            }
            line++;
            if (line % FLUSHED == 0) {
                try {
                    sheet.flush();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }

    /** The archive's end is not the end of what it is written into. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /**
     * An export as .csv in UTF-8 with a byte-order mark whose rows are read while they are written.
     *
     * @param out where it goes; stays open
     * @return how many rows there were
     */
    public static long csv(StreamedTable table, OutputStream out) {
        try {
            var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.write('\uFEFF');
            var printer = new CSVPrinter(text, CSV);
            line(printer, List.of(table.title()));
            var rows = csvRows(printer, table.headings(), table.rows());
            for (var footer : table.footer().apply(rows)) {
                line(printer, List.of(footer));
            }
            printer.flush();
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Headings and rows alone as .csv in UTF-8, for a machine: nothing above, nothing below, no byte-order mark. */
    public static long plainCsv(List<String> headings, SheetRows rows, OutputStream out) {
        try {
            var printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), CSV);
            var count = csvRows(printer, headings, rows);
            printer.flush();
            return count;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static long csvRows(CSVPrinter printer, List<String> headings, SheetRows rows) throws IOException {
        line(printer, headings);
        var count = new long[1];
        rows.each(row -> {
            try {
                line(printer, row);
                count[0]++;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        return count[0];
    }

    private static void line(CSVPrinter printer, List<? extends @Nullable Object> cells) throws IOException {
        for (var cell : cells) {
            printer.print(
                    switch (cell) {
                        case null -> null;
                        case BigDecimal decimal -> decimal.toPlainString();
                        case Number number -> number;
                        case LocalDate day -> day.toString();
                        default -> escaped(cell.toString());
                    });
        }
        printer.println();
    }

    /** An export as .csv in UTF-8 with a byte-order mark, which the spreadsheet programs of the field need. */
    public static byte[] csv(SheetTable table) {
        var bytes = new ByteArrayOutputStream();
        csv(
                new StreamedTable(
                        table.title(), table.headings(), row -> table.rows().forEach(row), rows -> table.footer(), ""),
                bytes);
        return bytes.toByteArray();
    }

    /**
     * Whether a spreadsheet would take a .csv cell of this text for a formula, blanks before it or not; or whether it reads
     * like one that has been escaped, which is escaped again so that it comes back as it was.
     */
    static boolean isFormulaLike(String text) {
        var at = 0;
        while (at < text.length() && (text.charAt(at) == '\'' || isBlank(text.charAt(at)))) {
            at++;
        }
        return !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0
                || at < text.length() && "=+-@＝＋－＠".indexOf(text.charAt(at)) >= 0;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    private static String escaped(String text) {
        var clean = clean(text);
        return isFormulaLike(clean) ? "'" + clean : clean;
    }

    private static void write(Worksheet sheet, int line, int column, @Nullable Object cell) {
        switch (cell) {
            case null -> {}
            case Number number -> sheet.value(line, column, number);
            case LocalDate day -> {
                sheet.value(line, column, day);
                sheet.style(line, column).format(DAY_FORMAT).set();
            }
            default -> {
                // In its place, not in a table of all texts that would grow with the rows.
                sheet.inlineString(line, column, clean(cell.toString()));
                sheet.style(line, column).format(TEXT_FORMAT).set();
            }
        }
    }

    // XML has no place for control characters and halves of characters.
    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !CellText.isBroken(Character.toString(c)))
                .forEach(clean::appendCodePoint);
        return clean.length() <= SheetReader.MAX_CELL ? clean.toString() : clean.substring(0, SheetReader.MAX_CELL);
    }

    private static String named(String name) {
        var allowed = name.replaceAll("[\\[\\]:*?/\\\\]", " ").strip();
        return allowed.length() <= NAME_LENGTH ? allowed : allowed.substring(0, NAME_LENGTH);
    }

    private static int longest(SheetTable table, int column) {
        return Math.max(
                table.headings().get(column).length(),
                table.rows().stream()
                        .limit(200)
                        .mapToInt(row -> column < row.size() && row.get(column) != null
                                ? String.valueOf(row.get(column)).length()
                                : 0)
                        .max()
                        .orElse(0));
    }

    // A Chinese character is two digits wide.
    private static double width(int characters) {
        return Math.clamp(characters * 2.0 + 2, NARROWEST, WIDEST);
    }
}
