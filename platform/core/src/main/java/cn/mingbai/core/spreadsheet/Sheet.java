package cn.mingbai.core.spreadsheet;

import java.util.List;
import java.util.Set;

/**
 * A file as read.
 *
 * @param columns the keys of the columns that the file has
 * @param rows the rows whose every cell could be read, in file order; empty rows are left out
 * @param refused the rows that could not be read, with the first cell that is wrong in each
 * @param ignoredHeadings headings of the file that no column asks for
 */
public record Sheet(
        Set<String> columns, List<SheetRow> rows, List<ImportReport.Refused> refused, List<String> ignoredHeadings) {

    public Sheet {
        columns = Set.copyOf(columns);
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
        ignoredHeadings = List.copyOf(ignoredHeadings);
    }

    /** Whether the file has the column: an empty cell of a present column is a statement, an absent column is none. */
    public boolean has(String key) {
        return columns.contains(key);
    }
}
