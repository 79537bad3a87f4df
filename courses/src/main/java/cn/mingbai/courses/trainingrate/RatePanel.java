package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ShareBar;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The table of units with both shares, and the sentences of one unit. */
class RatePanel extends Div {

    private final QueryParameters days;

    RatePanel(QueryParameters days) {
        this.days = days;
    }

    /** What a unit's figures say: 应参训312人，合格305人，未合格7人, and who is not counted and why. */
    void sentences(Tally tally, boolean hasUnitsBelow) {
        if (tally.roster() == 0) {
            add(new Paragraph(getTranslation("courses.rate.nobody")));
        } else {
            var first = new Paragraph(getTranslation(
                    "courses.rate.sentence",
                    tally.counted(),
                    tally.count(Reason.MET),
                    tally.counted() - tally.count(Reason.MET)));
            first.addClassName("mb-lead");
            first.setId("rate-sentence");
            add(first, new Paragraph(roster(tally)));
        }
        if (hasUnitsBelow && tally.repeats() > 0) {
            add(quiet("courses.rate.repeats", tally.repeats()));
        }
        if (tally.withoutRequirement() > 0) {
            add(quiet("courses.rate.without-requirement", tally.withoutRequirement()));
        }
    }

    private String roster(Tally tally) {
        var excluded = Arrays.stream(Reason.values())
                .filter(reason -> !reason.counted() && tally.count(reason) > 0)
                .map(reason -> getTranslation(
                        "courses.rate.part", getTranslation("courses.reason." + reason), tally.count(reason)))
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
        return excluded.isEmpty()
                ? getTranslation("courses.rate.roster-all", tally.roster())
                : getTranslation("courses.rate.roster", tally.roster(), tally.counted(), tally.excluded(), excluded);
    }

    private Paragraph quiet(String key, Object... arguments) {
        var paragraph = new Paragraph(getTranslation(key, arguments));
        paragraph.addClassName("mb-quiet");
        return paragraph;
    }

    /**
     * The rows of units in code order; {@code own} is the unit itself without those below.
     *
     * @param ownName what the row of the unit itself is called
     */
    void table(List<UnitRate> units, Tally own, String ownName) {
        var table = new FigureTable(getTranslation("courses.rate.title"))
                .column(getTranslation("courses.rate.unit"), Column.TEXT)
                .column(getTranslation("courses.rate.by-rule"), Column.TEXT)
                .column(getTranslation("courses.rate.left"), Column.NUMBER)
                .column(getTranslation("courses.rate.everyone"), Column.WIDE_TEXT);
        for (var reason : Reason.values()) {
            if (!reason.counted()) {
                table.column(getTranslation("courses.reason." + reason), Column.WIDE_NUMBER);
            }
        }
        if (own.roster() > 0) {
            table.row(cells(new Span(ownName), own));
        }
        for (var unit : units) {
            table.row(cells(link(unit), unit.total()));
        }
        add(table);
    }

    private Object[] cells(Component name, Tally tally) {
        var cells = new java.util.ArrayList<Object>();
        cells.add(name);
        cells.add(new ShareBar(tally.byRule(), getTranslation("courses.rate.nobody-due")));
        cells.add(tally.byRule().isEmpty() ? "" : tally.byRule().left());
        cells.add(new ShareBar(tally.everyone(), getTranslation("courses.rate.nobody-due")));
        for (var reason : Reason.values()) {
            if (!reason.counted()) {
                cells.add(tally.count(reason) == 0 ? "" : tally.count(reason));
            }
        }
        return cells.toArray();
    }

    private Anchor link(UnitRate unit) {
        var query = days.getQueryString();
        return new Anchor(
                "training-rate/" + unit.division().id().value() + (query.isEmpty() ? "" : "?" + query),
                unit.division().name());
    }
}
