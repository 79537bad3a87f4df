package cn.mingbai.print;

import java.util.List;

/**
 * What a sign-in sheet says.
 *
 * @param title the heading of every page
 * @param facts the lines below it on the first page, label and text, for example 培训名称
 * @param headings the six headings of the table, from the row's number to its code
 * @param rows the people, in the order of print
 * @param blankRows empty rows at the end for people who are not on the list, 0 or more
 * @param note the line at the foot of every page
 */
public record SignInSheet(
        String title, List<Fact> facts, List<String> headings, List<Row> rows, int blankRows, String note) {

    /** How many columns the table has. */
    public static final int COLUMNS = 6;

    public SignInSheet {
        facts = List.copyOf(facts);
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
        if (headings.size() != COLUMNS) {
            throw new IllegalArgumentException("Expected " + COLUMNS + " headings, got " + headings.size());
        }
        if (blankRows < 0) {
            throw new IllegalArgumentException("Expected 0 or more blank rows, got " + blankRows);
        }
    }

    /** A line of the heading. */
    public record Fact(String label, String text) {}

    /**
     * A person.
     *
     * @param unit the unit, and the unit above it, as they are to be printed
     * @param duty what the person does there
     * @param code the address in the person's code: upper case, of the QR alphanumeric characters
     */
    public record Row(String name, String unit, String duty, String code) {}
}
