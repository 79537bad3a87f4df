package cn.mingbai.core.ui;

import cn.mingbai.core.ui.FigureTable.Column;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import java.util.ArrayList;
import java.util.List;

/**
 * How a page shows why the figures of two sealed reports differ, whatever the reports count.
 *
 * @param causes what the keys of the causes' names begin with
 * @param counted what the keys of the figures' names begin with
 */
public record DifferenceTables(Component view, String causes, String counted) {

    private static final int ON_A_PHONE = 2;

    /** A figure of both reports. */
    public record Figure(Enum<?> counted, long before, long after) {

        private String change() {
            return signed(after - before);
        }
    }

    /** How many changes have a cause, and what they do to each figure, in the order of the figures. */
    public record Group(Enum<?> cause, int changes, List<Integer> effects) {}

    /** The figures before and after, with the difference; shares may follow in rows of their own. */
    public FigureTable figures(List<Figure> figures) {
        var table = new FigureTable(view.getTranslation("core.sealing.difference.figure"))
                .column(view.getTranslation("core.sealing.difference.figure"), Column.TEXT)
                .column(view.getTranslation("core.sealing.difference.before"), Column.NUMBER)
                .column(view.getTranslation("core.sealing.difference.after"), Column.NUMBER)
                .column(view.getTranslation("core.sealing.difference.change"), Column.NUMBER);
        figures.forEach(figure -> table.row(name(figure), figure.before(), figure.after(), figure.change()));
        return table;
    }

    /** What each cause does to each figure, and the sum; {@code changed} and {@code total} are the page's words. */
    public FigureTable causes(String changed, List<Group> groups, String total, List<Figure> figures) {
        var table = new FigureTable(view.getTranslation("core.sealing.difference.by-cause"))
                .column(view.getTranslation("core.sealing.difference.cause"), Column.TEXT)
                .column(changed, Column.NUMBER);
        for (var i = 0; i < figures.size(); i++) {
            table.column(name(figures.get(i)), i < ON_A_PHONE ? Column.NUMBER : Column.WIDE_NUMBER);
        }
        for (var group : groups) {
            var cells = new ArrayList<Object>();
            cells.add(new Anchor("#cause-" + group.cause(), name(group)));
            cells.add(group.changes());
            group.effects().forEach(effect -> cells.add(signed(effect)));
            table.row(cells.toArray());
        }
        var sum = new ArrayList<Object>();
        sum.add(total);
        sum.add(groups.stream().mapToInt(Group::changes).sum());
        figures.forEach(figure -> sum.add(figure.change()));
        table.row(sum.toArray()).addClassName("mb-total");
        return table;
    }

    /** The heading that a cause's row leads to; {@code key} is that of a sentence with the cause and how many there are. */
    public H3 heading(String key, Group group) {
        var heading = new H3(view.getTranslation(key, name(group), group.changes()));
        heading.setId("cause-" + group.cause());
        return heading;
    }

    /** What one change, before it was 0 and after it what it does, means for the figures. */
    public String effect(List<Figure> figures, String comma) {
        var parts = figures.stream()
                .filter(figure -> figure.before() != figure.after())
                .map(figure -> view.getTranslation("core.sealing.difference.part", name(figure), figure.change()))
                .toList();
        return parts.isEmpty() ? view.getTranslation("core.sealing.difference.none") : String.join(comma, parts);
    }

    private String name(Figure figure) {
        return view.getTranslation(counted + figure.counted());
    }

    private String name(Group group) {
        return view.getTranslation(causes + group.cause());
    }

    private static String signed(long number) {
        return number > 0 ? "+" + number : number < 0 ? "−" + -number : "0";
    }
}
