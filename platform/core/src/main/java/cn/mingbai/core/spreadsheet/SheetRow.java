package cn.mingbai.core.spreadsheet;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A row of data, its cells in canonical form: trimmed NFC text, plain digits, ISO days. Empty cells are absent.
 *
 * @param number the row's number as the user's spreadsheet program shows it, from 1
 * @param cells the text by column key
 */
public record SheetRow(int number, Map<String, String> cells) {

    public SheetRow {
        cells = Map.copyOf(cells);
    }

    /** The cell's text, or empty. */
    public String text(String key) {
        return cells.getOrDefault(key, "");
    }

    /** The day in a {@link CellKind#DATE} column, if the cell is filled. */
    public Optional<LocalDate> day(String key) {
        return Optional.ofNullable(cells.get(key)).map(LocalDate::parse);
    }

    /** The number in a {@link CellKind#NUMBER} column, if the cell is filled. */
    public Optional<Integer> whole(String key) {
        return Optional.ofNullable(cells.get(key)).map(Integer::valueOf);
    }
}
