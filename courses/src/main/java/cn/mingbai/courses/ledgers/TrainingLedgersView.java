package cn.mingbai.courses.ledgers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.LedgerLinks;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exports the training ledgers of a unit on a day; unit and days are in the address. Reached from the held classes. */
@Route("training-ledgers")
@PermitAll
@OpenTo(Action.EXPORT_FIGURES)
@StyleSheet("context://mingbai/courses.css")
class TrainingLedgersView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private final TrainingLedgers ledgers;
    private final Divisions divisions;
    private final Clock clock;

    TrainingLedgersView(TrainingLedgers ledgers, Divisions divisions, Clock clock) {
        this.ledgers = ledgers;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var units = divisions.reachable(Action.EXPORT_FIGURES).stream()
                .filter(unit -> unit.level().compareTo(Level.COUNTY) >= 0)
                .toList();
        var unit = units.stream()
                .filter(each -> id != null && each.id().value() == id)
                .findFirst()
                .orElse(units.isEmpty() ? null : units.getFirst());
        add(new Anchor("held-classes", getTranslation("courses.class.title")));
        if (unit == null) {
            add(new Paragraph(getTranslation("courses.ledger.no-unit")));
            return;
        }
        var asOf = AsOfPicker.read(event.getLocation().getQueryParameters(), clock);
        var chooser = new DivisionChooser(
                getTranslation("courses.ledger.unit"),
                units,
                unit,
                other -> go(other.id(), AsOfPicker.parameters(asOf, Times.today(clock))));
        chooser.setId("ledger-unit");
        add(chooser, new AsOfPicker(asOf, clock, parameters -> go(unit.id(), parameters)));
        for (var ledger : TrainingLedger.values()) {
            add(offer(ledger, unit, asOf));
        }
        if (divisions.may(Action.CHOOSE_LEDGER_COLUMNS)) {
            var links = new Div();
            links.addClassName("mb-links");
            for (var ledger : TrainingLedger.values()) {
                links.add(new Anchor(
                        "training-ledger-columns/" + ledger,
                        getTranslation("core.ledger.columns-of", getTranslation("courses.ledger.name." + ledger))));
            }
            add(links);
        }
    }

    private Component offer(TrainingLedger ledger, Division unit, AsOf asOf) {
        var name = getTranslation("courses.ledger.name." + ledger);
        var export = new LedgerLinks(
                this,
                "export-" + ledger,
                getTranslation("courses.ledger.export", name),
                format -> ledgers.export(ledger, unit.id(), asOf, format, getLocale()));
        List<String> headings =
                ColumnChoice.shown(ledgers.columns(unit.id(), ledger), key -> getTranslation(ledger.heading(key)));
        var columns = new Paragraph(getTranslation(
                "courses.ledger.with-columns", String.join(getTranslation("courses.list-comma"), headings)));
        columns.addClassName("mb-quiet");
        var offer =
                new Div(new H3(name), new Paragraph(getTranslation("courses.ledger.about." + ledger)), export, columns);
        offer.setWidthFull();
        return offer;
    }

    private void go(DivisionId unit, QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(TrainingLedgersView.class, unit.value(), parameters));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.ledger.title");
    }
}
