package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** Rows of the first visible sheet of an .xlsx file. Formulas count as the value that the file keeps for them. */
final class XlsxRows {

    private static final Pattern ERROR = Pattern.compile("#(N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!).*");
    // What is quoted, escaped, or says colour and locale is no part of a date's pattern.
    private static final Pattern LITERALS = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*]|_.|\\*.");
    private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);
    private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);
    // Before 1 March 1900 spreadsheets count a day that never was.
    private static final BigDecimal FIRST_DAY = BigDecimal.valueOf(61);

    private final XlsxGuard.Traits traits;

    private XlsxRows(XlsxGuard.Traits traits) {
        this.traits = traits;
    }

    static List<RawRow> read(byte[] bytes) {
        return new XlsxRows(XlsxGuard.check(bytes)).rows(bytes);
    }

    /** The rows of every sheet by its name, hidden ones too. */
    static Map<String, List<RawRow>> readAll(byte[] bytes) {
        return new XlsxRows(XlsxGuard.check(bytes)).all(bytes);
    }

    private Map<String, List<RawRow>> all(byte[] bytes) {
        var sheets = new LinkedHashMap<String, List<RawRow>>();
        try (var workbook = open(bytes)) {
            for (var sheet : workbook.getSheets().toList()) {
                sheets.put(sheet.getName(), rows(sheet));
            }
        } catch (MingbaiException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new RuleViolation("core.sheet.unreadable");
        }
        return sheets;
    }

    private List<RawRow> rows(byte[] bytes) {
        try (var workbook = open(bytes)) {
            return rows(workbook.getSheets()
                    .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                    .findFirst()
                    .orElseThrow(() -> new RuleViolation("core.sheet.empty")));
        } catch (MingbaiException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new RuleViolation("core.sheet.unreadable");
        }
    }

    private ReadableWorkbook open(byte[] bytes) throws IOException {
        return new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(traits.hasStyles(), true));
    }

    private List<RawRow> rows(Sheet sheet) throws IOException {
        var rows = new ArrayList<RawRow>();
        try (var stream = sheet.openStream()) {
            var iterator = stream.iterator();
            var cells = 0;
            while (iterator.hasNext()) {
                var row = row(iterator.next());
                if (row.isBlank()) {
                    continue;
                }
                cells = SheetReader.counted(row, cells);
                rows.add(row);
                if (rows.size() > SheetReader.MAX_ROWS + SheetReader.HEADING_WITHIN) {
                    break;
                }
            }
        }
        return rows;
    }

    private RawRow row(Row row) {
        var cells = new ArrayList<RawCell>();
        for (var index = 0; index < row.getCellCount(); index++) {
            var cell = raw(row.getCell(index));
            if (index < SheetReader.MAX_COLUMNS) {
                cells.add(cell);
            } else if (!cell.isBlank()) {
                throw new RuleViolation("core.sheet.too-wide", SheetReader.MAX_COLUMNS, row.getRowNum());
            }
        }
        return new RawRow(row.getRowNum(), cells);
    }

    private RawCell raw(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return RawCell.EMPTY;
        }
        if (cell.getType() == CellType.ERROR) {
            return new RawCell.Faulty(cell.getRawValue() == null ? "#" : cell.getRawValue());
        }
        return switch (cell.getValue()) {
            case null -> RawCell.EMPTY;
            case BigDecimal number -> number(number, cell);
            case Boolean flag -> new RawCell.Text(flag ? "TRUE" : "FALSE");
            case String text
            when cell.getType() == CellType.FORMULA && ERROR.matcher(text).matches() -> new RawCell.Faulty(text);
            case Object text -> new RawCell.Text(text.toString());
        };
    }

    private RawCell number(BigDecimal number, Cell cell) {
        if (isDate(cell) && number.compareTo(FIRST_DAY) >= 0 && number.compareTo(LAST_DAY) <= 0) {
            return new RawCell.Day((traits.date1904() ? EPOCH_1904 : EPOCH_1900).plusDays(number.longValue()));
        }
        return new RawCell.Numeric(number);
    }

    private static boolean isDate(Cell cell) {
        var id = cell.getDataFormatId();
        if (id == null) {
            return false;
        }
        if (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58) {
            return true;
        }
        var format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        var pattern = LITERALS.matcher(format).replaceAll("").toLowerCase(java.util.Locale.ROOT);
        return pattern.contains("y") || pattern.contains("d") && pattern.contains("m");
    }
}
