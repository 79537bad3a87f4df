package cn.mingbai.print;

import java.util.List;

/**
 * A plain report on A4: a title, a few lines, tables, notes, and on every page what proves it.
 *
 * @param title the title, on one line
 * @param lead the lines below it
 * @param tables the tables, in order
 * @param notes the paragraphs after the last table
 * @param proof what stands at the foot of every page, one line each; two to four lines
 * @param pageOf the words for the page's number, with {@code {0}} for it and {@code {1}} for how many there are
 * @param code the address of the page that verifies it, in the QR alphanumeric set, or empty when there is none
 */
public record Report(
        String title,
        List<String> lead,
        List<Table> tables,
        List<String> notes,
        List<String> proof,
        String pageOf,
        String code) {

    /**
     * A table.
     *
     * @param heading the line above it
     * @param rows the cells, as many in each row as there are columns
     */
    public record Table(String heading, List<Column> columns, List<List<String>> rows) {}

    /**
     * A column.
     *
     * @param share of the width, compared with the other columns' shares; more than 0
     * @param isNumber whether its cells stand on the right
     */
    public record Column(String heading, float share, boolean isNumber) {

        /** A column of text. */
        public static Column text(String heading, float share) {
            return new Column(heading, share, false);
        }

        /** A column of numbers. */
        public static Column number(String heading, float share) {
            return new Column(heading, share, true);
        }
    }
}
