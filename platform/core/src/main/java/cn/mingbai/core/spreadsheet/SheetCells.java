package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the cells of an .xlsx file show, all sheets, without asking what the columns mean. */
public final class SheetCells {

    private SheetCells() {}

    /**
     * The rows of each sheet by its name, hidden sheets too, each cell as its text: trimmed, plain digits, ISO days. Empty
     * rows, and empty cells at the end of a row, are left out.
     *
     * @throws RuleViolation when the file is too large, is no .xlsx, or cannot be read
     */
    public static Map<String, List<List<String>>> read(byte[] bytes) {
        if (bytes.length > SheetReader.MAX_BYTES) {
            throw new RuleViolation("core.sheet.too-large", SheetReader.MAX_BYTES / 1024 / 1024);
        }
        var sheets = new LinkedHashMap<String, List<List<String>>>();
        XlsxRows.readAll(bytes)
                .forEach((name, rows) -> sheets.put(
                        name,
                        rows.stream()
                                .map(row -> row.cells().subList(0, row.width()).stream()
                                        .map(RawCell::shown)
                                        .toList())
                                .toList()));
        return sheets;
    }

    /** A text as a cell of {@link #read} shows it. */
    public static String shown(String text) {
        return CellText.tidied(text);
    }
}
