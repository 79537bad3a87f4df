package cn.mingbai.core.spreadsheet;

import java.util.List;

/**
 * A column that a file may have.
 *
 * @param key how code names it
 * @param headings the template's heading first, then synonyms seen in the field; never empty
 * @param required whether the heading must be there and every row must fill it
 * @param kind how its cells are read
 */
public record SheetColumn(String key, List<String> headings, boolean required, CellKind kind) {

    public SheetColumn {
        headings = List.copyOf(headings);
        if (headings.isEmpty()) {
            throw new IllegalArgumentException("expected at least one heading for column " + key);
        }
    }

    /** The heading as the template writes it. */
    public String heading() {
        return headings.getFirst();
    }
}
