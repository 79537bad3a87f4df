package cn.mingbai.core.spreadsheet;

import java.util.List;

/** A row before headings are known. */
record RawRow(int number, List<RawCell> cells) {

    RawCell cell(int column) {
        return column < cells.size() ? cells.get(column) : RawCell.EMPTY;
    }

    boolean isBlank() {
        return cells.stream().allMatch(RawCell::isBlank);
    }

    /** How many cells there are up to the last that is not blank. */
    int width() {
        var width = cells.size();
        while (width > 0 && cells.get(width - 1).isBlank()) {
            width--;
        }
        return width;
    }
}
