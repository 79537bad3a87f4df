package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.idnumbers.IdNumbers;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that somebody uploads: .xlsx or .csv, told by its content, not by its name. What is wrong with the file as a
 * whole is thrown; what is wrong with a row is reported with row, column and reason.
 */
public final class SheetReader {

    /** The largest file, in bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;
    /** The most rows of data. */
    public static final int MAX_ROWS = 200_000;
    /** The most columns. */
    public static final int MAX_COLUMNS = 100;
    /** The most cells with something in them. */
    public static final int MAX_CELLS = 4_000_000;
    /** The most characters in a cell, as a spreadsheet has it. */
    public static final int MAX_CELL = 32_767;
    /** The headings stand in one of this many first rows; titles may stand above. */
    public static final int HEADING_WITHIN = 5;

    // A spreadsheet keeps 15 digits of a number; the rest are zeros.
    private static final int KEPT_DIGITS = 15;
    private static final int SHOWN = 60;

    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(\\.\\d+)?[eE][+-]\\d+");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}|\\d{1,3}(,\\d{3}){1,2}");
    private static final Pattern DAY = Pattern.compile(
            "(\\d{4})(?:[-/.](\\d{1,2})[-/.](\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日)(?:[ T]0{1,2}:00(?::00)?)?");

    /** How the first line below a ledger begins, as {@link CellText#heading} folds it. */
    private static final List<String> FOOTERS = List.of("填报单位", "填表人", "制表人", "unit(seal)");

    // What is read lies in memory: two large files at a time, the others wait.
    private static final Semaphore READERS = new Semaphore(2, true);

    private SheetReader() {}

    /**
     * Reads a file.
     *
     * @param fileName the name under which it was uploaded; only its ending is looked at
     * @param bytes its content
     * @param columns the columns asked for; others are ignored
     * @throws RuleViolation when the file cannot be read as a whole: too large, no spreadsheet, unknown encoding, no
     *     headings, or a heading missing or there twice
     */
    public static Sheet read(String fileName, byte[] bytes, List<SheetColumn> columns) {
        READERS.acquireUninterruptibly();
        try {
            return readOne(fileName, bytes, columns);
        } finally {
            READERS.release();
        }
    }

    private static Sheet readOne(String fileName, byte[] bytes, List<SheetColumn> columns) {
        var headings = new Headings(columns);
        var separated = !isZip(bytes);
        var rows = rawRows(fileName, bytes, headings);
        if (rows.stream().allMatch(RawRow::isBlank)) {
            throw new RuleViolation("core.sheet.empty");
        }
        var found = headings.find(
                rows.stream().filter(row -> row.number() <= HEADING_WITHIN).toList());
        var data = rows.stream()
                .filter(row -> row.number() > found.row() && !row.isBlank())
                .takeWhile(row -> !isFooter(row))
                .toList();
        if (data.size() > MAX_ROWS) {
            throw new RuleViolation("core.sheet.too-long", MAX_ROWS);
        }
        var read = new ArrayList<SheetRow>();
        var refused = new ArrayList<Refused>();
        for (var row : data) {
            readRow(row, found, separated, read, refused);
        }
        return new Sheet(
                found.positions().values().stream().map(SheetColumn::key).collect(java.util.stream.Collectors.toSet()),
                read,
                refused,
                found.ignored());
    }

    // Ledgers end with who fills in, seals and signs; what stands there and below it is no row.
    private static boolean isFooter(RawRow row) {
        var text = row.width() == 1 ? CellText.heading(row.cell(0).shown()) : "";
        return FOOTERS.stream().anyMatch(text::startsWith);
    }

    private static boolean isZip(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    }

    private static List<RawRow> rawRows(String fileName, byte[] bytes, Headings headings) {
        if (bytes.length == 0) {
            throw new RuleViolation("core.sheet.empty");
        }
        if (bytes.length > MAX_BYTES) {
            throw new RuleViolation("core.sheet.too-large", MAX_BYTES / 1024 / 1024);
        }
        var name = fileName.toLowerCase(Locale.ROOT).strip();
        if (isZip(bytes)) {
            return XlsxRows.read(bytes);
        }
        if (bytes.length > 3 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF) {
            throw new RuleViolation("core.sheet.old-xls");
        }
        var start = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("<")) {
            throw new RuleViolation("core.sheet.web-page");
        }
        if (!name.endsWith(".csv") && !name.endsWith(".txt") && !name.endsWith(".tsv")) {
            throw new RuleViolation("core.sheet.kind", abbreviated(fileName));
        }
        return CsvRows.read(bytes, headings);
    }

    /** How many cells have something in them, this row's with those before. */
    static int counted(RawRow row, int cells) {
        var all = cells
                + (int) row.cells().stream()
                        .filter(cell -> cell != RawCell.EMPTY)
                        .count();
        if (all > MAX_CELLS) {
            throw new RuleViolation("core.sheet.too-many-filled", MAX_CELLS, row.number());
        }
        return all;
    }

    private static void readRow(
            RawRow row, Headings.Found found, boolean separated, List<SheetRow> read, List<Refused> refused) {
        // In a .csv file a comma too many shifts every cell after it.
        if (separated && row.width() > found.width()) {
            refused.add(new Refused(row.number(), "", "core.sheet.too-many-cells", found.width(), row.width()));
            return;
        }
        var cells = new HashMap<String, String>();
        for (var entry : found.positions().entrySet()) {
            var column = entry.getValue();
            var cell = row.cell(entry.getKey());
            if (cell.isBlank()) {
                if (column.required()) {
                    refused.add(new Refused(row.number(), column.heading(), "core.sheet.cell-empty"));
                    return;
                }
                continue;
            }
            try {
                cells.put(column.key(), value(cell, column.kind()));
            } catch (RuleViolation wrong) {
                refused.add(new Refused(row.number(), column.heading(), wrong.key(), wrong.arguments()));
                return;
            }
        }
        read.add(new SheetRow(row.number(), cells));
    }

    private static String value(RawCell cell, CellKind kind) {
        if (cell instanceof RawCell.Faulty faulty) {
            throw new RuleViolation("core.sheet.cell-error", abbreviated(faulty.value()));
        }
        var text = cell.shown();
        if (text.length() > MAX_CELL) {
            throw new RuleViolation("core.sheet.cell-too-long", MAX_CELL);
        }
        if (CellText.isBroken(text)) {
            throw new RuleViolation("core.sheet.cell-control");
        }
        if (IdNumbers.in(text)) {
            throw new RuleViolation("core.id-number.cell");
        }
        return switch (kind) {
            case TEXT -> text(cell, text);
            case CODE -> code(cell, text);
            case NUMBER -> whole(text);
            case DATE -> day(cell, text);
        };
    }

    private static String text(RawCell cell, String text) {
        if (cell instanceof RawCell.Numeric(BigDecimal number)
                && number.signum() != 0
                && number.stripTrailingZeros().precision()
                                - number.stripTrailingZeros().scale()
                        > KEPT_DIGITS) {
            throw new RuleViolation("core.sheet.cell-long-number", text);
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            throw new RuleViolation("core.sheet.cell-scientific", abbreviated(text));
        }
        return text;
    }

    private static String code(RawCell cell, String text) {
        if (!(cell instanceof RawCell.Text)) {
            throw new RuleViolation("core.sheet.cell-numeric-code", abbreviated(text));
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            throw new RuleViolation("core.sheet.cell-scientific", abbreviated(text));
        }
        return CellText.halfWidth(text);
    }

    private static String whole(String text) {
        var digits = CellText.halfWidth(text);
        if (!WHOLE.matcher(digits).matches()) {
            throw new RuleViolation("core.sheet.cell-whole", abbreviated(text));
        }
        return String.valueOf(Integer.parseInt(digits.replace(",", "")));
    }

    private static String day(RawCell cell, String text) {
        if (cell instanceof RawCell.Day(LocalDate day)) {
            return day.toString();
        }
        var matcher = DAY.matcher(CellText.halfWidth(text));
        if (cell instanceof RawCell.Text && matcher.matches()) {
            try {
                return LocalDate.of(
                                Integer.parseInt(matcher.group(1)),
                                number(matcher.group(2), matcher.group(4)),
                                number(matcher.group(3), matcher.group(5)))
                        .toString();
            } catch (DateTimeException noSuchDay) {
                throw new RuleViolation("core.sheet.cell-no-such-day", abbreviated(text));
            }
        }
        throw new RuleViolation("core.sheet.cell-day", abbreviated(text));
    }

    private static int number(@Nullable String one, @Nullable String other) {
        return Integer.parseInt(one != null ? one : other == null ? "0" : other);
    }

    private static String abbreviated(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
