package cn.mingbai.core.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;

/** A plain table of figures that reads, prints and copies like one; columns marked wide vanish on a phone. */
public final class FigureTable extends Div {

    /** How a column is set. */
    public enum Column {
        TEXT(""),
        /** Text of a few characters that reads badly in two lines: a name, a group, a state. */
        SHORT_TEXT("mb-nowrap"),
        /** Text that may hold long words, a digest or a file name, which break anywhere. */
        LONG_TEXT("mb-long"),
        NUMBER("mb-number"),
        /** Text that a phone has no room for. */
        WIDE_TEXT("mb-wide"),
        /** Text of a few characters, a time for instance, that reads badly in two lines and a phone has no room for. */
        WIDE_SHORT_TEXT("mb-wide mb-nowrap"),
        /** Long text that a phone has no room for. */
        WIDE_LONG_TEXT("mb-wide mb-long"),
        /** A number that a phone has no room for. */
        WIDE_NUMBER("mb-number mb-wide");

        private final String classes;

        Column(String classes) {
            this.classes = classes;
        }
    }

    private final NativeTable table = new NativeTable();
    private final List<Column> columns = new ArrayList<>();
    private final NativeTableRow headings;

    /** An empty table; {@code caption} is read to people who cannot see it. */
    public FigureTable(String caption) {
        addClassName("mb-table-wrap");
        table.addClassName("mb-table");
        table.getElement().setAttribute("aria-label", caption);
        headings = table.getHead().addRow();
        add(table);
    }

    /** Adds a column to the right. */
    public FigureTable column(String heading, Column column) {
        var cell = new NativeTableHeaderCell(heading);
        cell.getElement().setAttribute("scope", "col");
        style(cell, column);
        headings.add(cell);
        columns.add(column);
        return this;
    }

    /** Adds a row: components, or anything else as its text; as many as there are columns. */
    public NativeTableRow row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("expected " + columns.size() + " cells, but got " + cells.length);
        }
        var row = table.getBody().addRow();
        for (var i = 0; i < cells.length; i++) {
            var cell = new NativeTableCell(
                    cells[i] instanceof Component component ? component : new Span(String.valueOf(cells[i])));
            style(cell, columns.get(i));
            row.add(cell);
        }
        return row;
    }

    private static void style(Component cell, Column column) {
        for (var name : column.classes.split(" ")) {
            if (!name.isEmpty()) {
                cell.addClassName(name);
            }
        }
    }

    /** Whether no row was added. */
    public boolean isEmpty() {
        return table.getBody().getRowCount() == 0;
    }
}
