package cn.mingbai.district.ledgers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.identity.SecondFactors;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.LedgerLinks;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.ledger.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import org.jspecify.annotations.Nullable;

/** All ledgers of a unit on a day, to be fetched and to be arranged; unit and days are in the address. */
@Route("ledgers")
@PermitAll
@OpenTo(Action.EXPORT_FIGURES)
class LedgersView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private final Ledgers ledgers;
    private final SecondFactors factors;
    private final Divisions divisions;
    private final Clock clock;

    LedgersView(Ledgers ledgers, SecondFactors factors, Divisions divisions, Clock clock) {
        this.ledgers = ledgers;
        this.factors = factors;
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
        if (unit == null) {
            add(new Paragraph(getTranslation("district.ledgers.no-unit")));
            return;
        }
        var asOf = AsOfPicker.read(event.getLocation().getQueryParameters(), clock);
        var chooser = new DivisionChooser(
                getTranslation("district.ledgers.unit"),
                units,
                unit,
                other -> go(other.id(), AsOfPicker.parameters(asOf, Times.today(clock))));
        chooser.setId("ledger-unit");
        add(
                new Paragraph(getTranslation("district.ledgers.lead")),
                chooser,
                new AsOfPicker(asOf, clock, parameters -> go(unit.id(), parameters)));
        if (divisions.may(Action.MANAGE_FEED)) {
            add(new Anchor("feed-keys", getTranslation("district.feed")));
        }
        var arranges = divisions.may(Action.CHOOSE_LEDGER_COLUMNS);
        for (var offered : ledgers.offered()) {
            add(offer(offered, unit, asOf, arranges));
        }
    }

    private Component offer(Ledgers.Offered offered, Division unit, AsOf asOf, boolean arranges) {
        var ledger = offered.ledger();
        var name = getTranslation(offered.nameKey());
        var links = new Div(new LedgerLinks(
                this,
                "export-" + ledger.name(),
                getTranslation(offered.masked() ? "district.ledgers.masked" : "district.ledgers.export"),
                format -> ledgers.export(ledger.name(), unit.id(), asOf, format, getLocale())));
        links.addClassName("mb-links");
        if (offered.masked()) {
            links.add(unmasked(offered, unit, asOf, links));
        }
        if (arranges) {
            links.add(new Anchor("ledger-columns/" + ledger.name(), getTranslation("core.ledger.columns")));
        }
        var columns = new Paragraph(getTranslation(
                "district.ledgers.with-columns",
                String.join(
                        getTranslation("district.list-comma"),
                        ColumnChoice.shown(
                                ledgers.columns(ledger.name(), unit.id()),
                                key -> getTranslation(ledger.heading(key))))));
        columns.addClassName("mb-quiet");
        var offer = new Div(new H3(name), links, columns);
        offer.setWidthFull();
        return offer;
    }

    // With a reason, the button gives way to the files.
    private Button unmasked(Ledgers.Offered offered, Division unit, AsOf asOf, Div links) {
        var name = offered.ledger().name();
        var button = new Button(getTranslation("district.ledgers.unmask"));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        button.setId("unmask-" + name);
        button.addClickListener(click -> new ReasonDialog(
                        getTranslation("district.ledgers.unmask"),
                        getTranslation("district.ledgers.unmask-text"),
                        getTranslation("district.ledgers.reason"),
                        getTranslation("district.ledgers.unmask-confirm"),
                        Reason.LENGTH,
                        reason -> {
                            var why = Reason.checked(reason);
                            factors.requireShown();
                            links.replace(
                                    button,
                                    new LedgerLinks(
                                            this,
                                            "unmasked-" + name,
                                            getTranslation("district.ledgers.unmasked"),
                                            format -> ledgers.exportUnmasked(
                                                    name, unit.id(), asOf, why, format, getLocale())));
                        })
                .open());
        return button;
    }

    private void go(DivisionId unit, QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(LedgersView.class, unit.value(), parameters));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.ledgers");
    }
}
