package cn.mingbai.print;

import java.util.List;
import java.util.function.Consumer;

/**
 * A ledger to be handed in, without its rows: those come one by one ({@link Rows}), for there may be 100,000 of them.
 *
 * @param title its title, on one line
 * @param cover the lines of the cover, in order: whose it is, the day it speaks of, the day it was known, who exported it
 * @param rowCount the cover's line about how many rows there are, with {@code {0}} for the number
 * @param definitionsHeading the words above the definitions
 * @param definitions what the figures mean, one paragraph each
 * @param columns the columns, at least one
 * @param signatures where people sign, on one line at the end
 * @param foot what stands at the foot of every page, on one line
 * @param watermark who and when, printed pale behind every page
 * @param pageOf the words for the page's number, with {@code {0}} for it and {@code {1}} for how many there are
 * @param unprintable the note at the end when characters have no glyph and {@link #INSTEAD} stands for them, with
 *     {@code {0}} for what they are
 */
public record LedgerPrint(
        String title,
        List<String> cover,
        String rowCount,
        String definitionsHeading,
        List<String> definitions,
        List<Column> columns,
        String signatures,
        String foot,
        String watermark,
        String pageOf,
        String unprintable) {

    /** Stands for a character without a glyph, as printers of Chinese have long done. */
    public static final String INSTEAD = "〓";

    /**
     * A column.
     *
     * @param isNumber whether its cells stand on the right
     */
    public record Column(String heading, boolean isNumber) {}

    /** Where the rows come from. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Hands over every row once, in order.
         *
         * @param row takes the cells of a row, as many as there are columns; an empty text for nothing
         */
        void each(Consumer<List<String>> row);
    }
}
