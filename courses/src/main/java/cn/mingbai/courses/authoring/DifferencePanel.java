package cn.mingbai.courses.authoring;

import cn.mingbai.courses.authoring.LessonDifference.Kind;
import cn.mingbai.courses.authoring.LessonDifference.Piece;
import cn.mingbai.courses.authoring.LessonDifference.Row;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;

/** Two texts beside each other on a wide screen and one below the other on a phone, with what changed marked. */
class DifferencePanel extends Div {

    /** How many unchanged lines around a change are shown. */
    private static final int CONTEXT = 2;

    DifferencePanel(LessonDifference difference, String before, String after) {
        addClassName("mb-difference");
        if (difference.isEmpty()) {
            add(new Paragraph(getTranslation("courses.authoring.difference.none")));
            return;
        }
        var table = new NativeTable();
        var heads = table.getHead().addRow();
        for (var title : List.of(before, after)) {
            var head = new NativeTableHeaderCell(title);
            head.getElement().setAttribute("scope", "col");
            heads.add(head);
        }
        var rows = difference.rows();
        var skipped = 0;
        for (var i = 0; i < rows.size(); i++) {
            if (isNear(rows, i)) {
                note(table, skipped);
                skipped = 0;
                row(table, rows.get(i));
            } else {
                skipped++;
            }
        }
        note(table, skipped);
        add(table);
    }

    private static boolean isNear(List<Row> rows, int at) {
        for (var i = Math.max(0, at - CONTEXT); i <= Math.min(rows.size() - 1, at + CONTEXT); i++) {
            if (rows.get(i).kind() != Kind.SAME) {
                return true;
            }
        }
        return false;
    }

    private void note(NativeTable table, int skipped) {
        if (skipped == 0) {
            return;
        }
        var cell = new NativeTableCell(new Span(getTranslation("courses.authoring.difference.skipped", skipped)));
        cell.getElement().setAttribute("colspan", "2");
        cell.addClassName("mb-quiet");
        table.getBody().addRow().add(cell);
    }

    private void row(NativeTable table, Row row) {
        var shown = table.getBody().addRow();
        shown.addClassName("mb-difference-" + row.kind().name().toLowerCase(java.util.Locale.ROOT));
        shown.add(cell(row.before(), "del", "mb-before", row.kind()), cell(row.after(), "ins", "mb-after", row.kind()));
    }

    private NativeTableCell cell(List<Piece> pieces, String mark, String side, Kind kind) {
        var cell = new NativeTableCell();
        cell.addClassName(side);
        for (var piece : pieces) {
            var element = new Element(piece.changed() ? mark : "span");
            element.setText(piece.text());
            cell.getElement().appendChild(element);
        }
        if (pieces.isEmpty()) {
            cell.addClassName("mb-nothing");
        }
        return cell;
    }
}
