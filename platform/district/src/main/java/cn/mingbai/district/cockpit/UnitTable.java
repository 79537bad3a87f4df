package cn.mingbai.district.cockpit;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ShareBar;
import cn.mingbai.district.figures.UnitFigures;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.function.Function;

/** Units one below the other in code order, with both rates: the numbers behind the tiles and the bars. */
class UnitTable extends Div {

    private final FigureTable table;
    private final String days;
    private final Function<Division, String> address;

    /**
     * An empty table.
     *
     * @param days the days as they stand in an address; empty for today
     * @param address where a unit opens
     */
    UnitTable(String caption, String days, Function<Division, String> address) {
        this.days = days;
        this.address = address;
        table = new FigureTable(caption)
                .column(getTranslation("district.unit"), Column.TEXT)
                .column(getTranslation("district.training"), Column.TEXT)
                .column(getTranslation("district.training-everyone"), Column.WIDE_TEXT)
                .column(getTranslation("district.outreach"), Column.TEXT)
                .column(getTranslation("district.named"), Column.WIDE_TEXT)
                .column(getTranslation("district.left"), Column.WIDE_TEXT);
        setWidthFull();
        add(table);
    }

    /** The line that the others belong to. */
    void total(UnitFigures unit) {
        var name = unit.division().name();
        add(unit, new Span(unit.districtTotal() ? getTranslation("district.total", name) : name), true);
    }

    /** One of the others. */
    void unit(UnitFigures unit) {
        add(unit, new Anchor(address.apply(unit.division()), unit.division().name()), false);
    }

    private void add(UnitFigures unit, Component name, boolean isTotal) {
        var noPeople = getTranslation("district.no-people");
        var noHouseholds = getTranslation("district.no-households");
        var row = table.row(
                name,
                open("training-rate", unit, new ShareBar(unit.training().byRule(), noPeople)),
                new ShareBar(unit.training().everyone(), noPeople),
                open("coverage", unit, new ShareBar(unit.coverage().reached(), noHouseholds)),
                new ShareBar(unit.coverage().named(), noHouseholds),
                left(unit));
        row.getElement().setAttribute("data-code", unit.division().code().value());
        if (isTotal) {
            row.addClassName("mb-total");
        }
    }

    private Component open(String route, UnitFigures unit, Component shown) {
        if (unit.districtTotal()) {
            return shown;
        }
        var isDistrict = unit.division().level().compareTo(Level.COUNTY) <= 0;
        var path = isDistrict && route.equals("coverage")
                ? route
                : route + "/" + unit.division().id().value();
        var link = new Anchor(days.isEmpty() ? path : path + "?" + days, shown);
        link.addClassName("mb-figure-link");
        return link;
    }

    private Component left(UnitFigures unit) {
        var lines = new Div();
        var people = unit.training().byRule().left();
        var households = unit.coverage().reached().left();
        if (people == 0 && households == 0 && unit.villagesWithoutWorker() == 0) {
            lines.add(new Span(getTranslation("district.nothing-left")));
            return lines;
        }
        lines.addClassName("mb-nowrap");
        if (households > 0) {
            lines.add(new Div(getTranslation("district.left-households", households)));
        }
        if (people > 0) {
            lines.add(new Div(getTranslation("district.left-people", people)));
        }
        if (unit.villagesWithoutWorker() > 0) {
            lines.add(new Div(getTranslation("district.without-worker", unit.villagesWithoutWorker())));
        }
        return lines;
    }
}
