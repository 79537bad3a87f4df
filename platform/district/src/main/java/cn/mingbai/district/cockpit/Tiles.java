package cn.mingbai.district.cockpit;

import cn.mingbai.district.figures.UnitFigures;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.function.Function;

/**
 * A picture of units: one tile each in code order, coloured by one value that is written in it. Every tile is a link that
 * the keyboard reaches and a screen reader reads.
 */
class Tiles extends Div {

    Tiles(List<UnitFigures> units, Measure measure, Function<UnitFigures, String> address) {
        addClassName("mb-tiles-box");
        var list = new UnorderedList();
        list.addClassName("mb-tiles");
        list.getElement().setAttribute("aria-label", getTranslation(measure.title()));
        list.getElement().setAttribute("role", "list");
        units.forEach(unit -> list.add(new ListItem(tile(unit, measure, address.apply(unit)))));
        add(list, legend());
    }

    private Component tile(UnitFigures unit, Measure measure, String address) {
        var share = measure.of(unit);
        var name = new Span(unit.division().name());
        name.addClassName("mb-tile-name");
        var value = new Span(share.isEmpty() ? getTranslation(measure.nobody()) : share.percent());
        value.addClassName(share.isEmpty() ? "mb-tile-none" : "mb-tile-value");
        var of = new Span(share.isEmpty() ? "" : share.fraction());
        of.addClassName("mb-tile-of");
        var tile = new Anchor(address, name, value, of);
        tile.addClassNames("mb-tile", Step.of(share).style());
        tile.getElement().setAttribute("data-code", unit.division().code().value());
        return tile;
    }

    private Component legend() {
        var legend = new UnorderedList();
        legend.addClassName("mb-legend");
        legend.getElement().setAttribute("aria-label", getTranslation("district.cockpit.legend"));
        for (var step : Step.values()) {
            var swatch = new Span();
            swatch.addClassNames("mb-swatch", step.style());
            swatch.getElement().setAttribute("aria-hidden", "true");
            legend.add(new ListItem(swatch, new Span(getTranslation(step.key()))));
        }
        return legend;
    }
}
