package cn.mingbai.core.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
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

    /** An export as .csv in UTF-8 with a byte-order mark, which the spreadsheet programs of the field need. */
    public static byte[] csv(SheetTable table) {
        var text = new StringBuilder("\uFEFF");
        try (var printer = new CSVPrinter(text, CSVFormat.EXCEL)) {
            printer.print(escaped(table.title()));
            printer.println();
            for (var heading : table.headings()) {
                printer.print(escaped(heading));
            }
            printer.println();
            for (var row : table.rows()) {
                for (var cell : row) {
                    printer.print(cell instanceof String string ? escaped(string) : cell == null ? "" : shown(cell));
                }
                printer.println();
            }
            for (var line : table.footer()) {
                printer.print(escaped(line));
                printer.println();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a spreadsheet would take a .csv cell of this text for a formula. */
    static boolean isFormulaLike(String text) {
        return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0;
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
                sheet.value(line, column, clean(cell.toString()));
                sheet.style(line, column).format(TEXT_FORMAT).set();
            }
        }
    }

    private static String shown(Object cell) {
        return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
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
