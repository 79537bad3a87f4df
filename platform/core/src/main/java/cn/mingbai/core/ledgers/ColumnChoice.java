package cn.mingbai.core.ledgers;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How a district wants a column.
 *
 * @param key one of the ledger's columns
 * @param heading what to write above it, up to {@link #HEADING_LENGTH} characters, or empty for the usual words
 * @param hidden whether it is left out
 */
public record ColumnChoice(String key, String heading, boolean hidden) {

    /** How long a heading may be. */
    public static final int HEADING_LENGTH = 30;

    /**
     * The headings of the columns that are not hidden.
     *
     * @param usual gives a column's usual heading
     */
    public static List<String> shown(List<ColumnChoice> columns, UnaryOperator<String> usual) {
        return columns.stream()
                .filter(column -> !column.hidden())
                .map(column -> column.heading().isBlank()
                        ? usual.apply(column.key())
                        : column.heading().strip())
                .toList();
    }
}
