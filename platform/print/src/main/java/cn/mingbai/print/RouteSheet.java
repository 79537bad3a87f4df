package cn.mingbai.print;

import java.util.List;

/**
 * What an inspector's route sheet says.
 *
 * @param title the heading of every page
 * @param lead lines below it on the first page
 * @param tables what is filled in by hand, in the order of print
 * @param pages paragraphs that are printed after the tables, each list from a new page on, its first line as a heading
 * @param notes at the foot of every page, at most two lines
 */
public record RouteSheet(
        String title, List<String> lead, List<Table> tables, List<List<String>> pages, List<String> notes) {

    public RouteSheet {
        lead = List.copyOf(lead);
        tables = List.copyOf(tables);
        pages = List.copyOf(pages);
        notes = List.copyOf(notes);
        if (notes.size() > 2) {
            throw new IllegalArgumentException("Expected at most 2 notes, got " + notes.size());
        }
    }

    /**
     * A table.
     *
     * @param heading above it, may be empty
     * @param columns shared by all its parts
     * @param parts its rows under their names, repeated on every page
     * @param blankRows empty rows at its end, 0 or more
     * @param onNewPage whether it begins a page
     */
    public record Table(String heading, List<Column> columns, List<Part> parts, int blankRows, boolean onNewPage) {

        public Table {
            columns = List.copyOf(columns);
            parts = List.copyOf(parts);
            if (columns.isEmpty() || blankRows < 0) {
                throw new IllegalArgumentException("Expected columns and 0 or more blank rows, got %d and %d"
                        .formatted(columns.size(), blankRows));
            }
            for (Part part : parts) {
                for (List<String> row : part.rows()) {
                    if (row.size() != columns.size()) {
                        throw new IllegalArgumentException(
                                "Expected %d cells in a row, got %d".formatted(columns.size(), row.size()));
                    }
                }
            }
        }
    }

    /**
     * A column.
     *
     * @param width its share of the page's width
     * @param boxes what can be ticked in it, each a short word; none where something is printed or written
     */
    public record Column(String heading, float width, List<String> boxes) {

        public Column {
            boxes = List.copyOf(boxes);
        }

        /** One that is printed, or written by hand. */
        public Column(String heading, float width) {
            this(heading, width, List.of());
        }
    }

    /** Rows under a name; a cell of a column with boxes is not printed. */
    public record Part(String name, List<List<String>> rows) {

        public Part {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
