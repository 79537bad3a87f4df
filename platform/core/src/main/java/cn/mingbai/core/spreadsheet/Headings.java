package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.error.RuleViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the row of headings and says which column stands where. */
final class Headings {

    private static final int SHOWN = 300;

    private final List<SheetColumn> columns;
    private final Map<String, SheetColumn> byHeading = new HashMap<>();

    Headings(List<SheetColumn> columns) {
        this.columns = columns;
        for (var column : columns) {
            for (var heading : column.headings()) {
                var other = byHeading.put(CellText.heading(heading), column);
                if (other != null && !other.equals(column)) {
                    throw new IllegalArgumentException("expected each heading in one column, but " + heading + " is in "
                            + other.key() + " and " + column.key());
                }
            }
        }
    }

    /**
     * Where the headings stand.
     *
     * @param row the number of the heading row
     * @param positions column by index, from 0
     * @param width how many cells the heading row has
     */
    record Found(int row, Map<Integer, SheetColumn> positions, int width, List<String> ignored) {}

    /** How many different columns a row names. */
    int matches(RawRow row) {
        return (int) row.cells().stream()
                .map(cell -> byHeading.get(CellText.heading(cell.shown())))
                .filter(java.util.Objects::nonNull)
                .distinct()
                .count();
    }

    /**
     * The heading row among the first rows of the file.
     *
     * @throws RuleViolation naming what was expected and what was found
     */
    Found find(List<RawRow> firstRows) {
        @Nullable RawRow best = null;
        var bestMatches = 0;
        for (var row : firstRows) {
            var matches = matches(row);
            if (matches > bestMatches) {
                best = row;
                bestMatches = matches;
            }
        }
        if (best == null) {
            throw new RuleViolation(
                    "core.sheet.heading-none",
                    SheetReader.HEADING_WITHIN,
                    names(columns.stream().filter(SheetColumn::required).toList()),
                    shown(firstRows));
        }
        return positions(best);
    }

    private Found positions(RawRow row) {
        var positions = new LinkedHashMap<Integer, SheetColumn>();
        var ignored = new ArrayList<String>();
        for (var index = 0; index < row.width(); index++) {
            var shown = row.cell(index).shown();
            var column = byHeading.get(CellText.heading(shown));
            if (column == null) {
                if (!shown.isEmpty()) {
                    ignored.add(shown);
                }
                continue;
            }
            for (var earlier : positions.entrySet()) {
                if (earlier.getValue().equals(column)) {
                    throw new RuleViolation(
                            "core.sheet.heading-twice",
                            column.heading(),
                            letters(earlier.getKey()),
                            letters(index),
                            row.number());
                }
            }
            positions.put(index, column);
        }
        var missing = columns.stream()
                .filter(column -> column.required() && !positions.containsValue(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new RuleViolation("core.sheet.heading-missing", row.number(), names(missing), shown(List.of(row)));
        }
        return new Found(row.number(), positions, row.width(), ignored);
    }

    private static String names(List<SheetColumn> columns) {
        return String.join("、", columns.stream().map(SheetColumn::heading).toList());
    }

    private static String shown(List<RawRow> rows) {
        var cells = rows.stream()
                .filter(row -> !row.isBlank())
                .limit(1)
                .flatMap(row -> row.cells().stream().map(RawCell::shown))
                .filter(text -> !text.isEmpty())
                .toList();
        var joined = String.join("、", cells);
        return joined.length() <= SHOWN ? joined : joined.substring(0, SHOWN) + "…";
    }

    /** The column's letters as a spreadsheet shows them: A, B, … Z, AA. */
    static String letters(int index) {
        var letters = new StringBuilder();
        for (var rest = index; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }
}
