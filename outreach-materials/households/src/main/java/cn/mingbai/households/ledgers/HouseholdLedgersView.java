package cn.mingbai.households.ledgers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.identity.SecondFactors;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.LedgerLinks;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.ledger.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The household ledgers of a unit: what each is, its file, and for a village its rows. Unit, days, ledger and page are in the
 * address. Reached from coverage and the ledger.
 */
@Route("household-ledgers")
@PermitAll
@OpenTo(Action.EXPORT_FIGURES)
class HouseholdLedgersView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final int PAGE = 50;
    /** What a phone has room for. */
    private static final Set<String> NARROW =
            Set.of("number", "head", "day", "informed", "not-reached", "covers", "people");

    /** Numbers, days and the like, which read badly in two lines. */
    private static final Set<String> SHORT =
            Set.of("number", "head", "day", "group", "way", "signed", "inspected", "since", "confirmed", "worker");

    private final HouseholdLedgers ledgers;
    private final SecondFactors factors;
    private final Divisions divisions;
    private final Clock clock;
    private AsOf asOf;
    private @Nullable HouseholdLedger shown;
    private int page;

    HouseholdLedgersView(HouseholdLedgers ledgers, SecondFactors factors, Divisions divisions, Clock clock) {
        this.ledgers = ledgers;
        this.factors = factors;
        this.divisions = divisions;
        this.clock = clock;
        this.asOf = AsOf.today(clock);
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        var query = event.getLocation().getQueryParameters();
        asOf = AsOfPicker.read(query, clock);
        shown = Asked.among(query, "ledger", HouseholdLedger.values());
        page = Asked.page(query);
        var units = divisions.reachable(Action.EXPORT_FIGURES).stream()
                .filter(unit -> unit.level().compareTo(Level.COUNTY) >= 0)
                .toList();
        var unit = units.stream()
                .filter(each -> id != null && each.id().value() == id)
                .findFirst()
                .orElse(units.isEmpty() ? null : units.getFirst());
        add(new Anchor("coverage", "← " + getTranslation("households.coverage.title")));
        if (unit == null) {
            add(new Paragraph(getTranslation("households.coverage.nothing")));
            return;
        }
        var chooser = new DivisionChooser(
                getTranslation("households.coverage.unit"), units, unit, other -> go(other.id(), showing(shown, 0)));
        chooser.setId("ledger-unit");
        add(
                chooser,
                new AsOfPicker(
                        asOf,
                        clock,
                        parameters -> go(
                                unit.id(), shown == null ? parameters : parameters.merging("ledger", shown.name()))));
        for (var ledger : HouseholdLedger.values()) {
            add(offer(ledger, unit));
        }
        if (unit.level() != Level.COUNTY) {
            add(new Anchor("dossiers/" + unit.id().value(), getTranslation("households.ledgers.dossier")));
        }
        if (shown != null && unit.level() == Level.VILLAGE) {
            add(rows(shown, unit));
        }
    }

    private Component offer(HouseholdLedger ledger, Division unit) {
        var links = new Div(file(ledger, unit));
        links.addClassName("mb-actions");
        if (ledger != HouseholdLedger.MEETINGS) {
            links.add(unmasked(ledger, unit, links));
        }
        if (unit.level() == Level.VILLAGE) {
            var show = new RouterLink(
                    getTranslation("households.ledgers.show"),
                    HouseholdLedgersView.class,
                    unit.id().value());
            show.setQueryParameters(showing(ledger, 0));
            show.setId("show-" + ledger);
            links.addComponentAsFirst(show);
        }
        if (divisions.may(Action.CHOOSE_LEDGER_COLUMNS)) {
            links.add(new Anchor("ledger-columns/" + ledger, getTranslation("core.ledger.columns")));
        }
        var offer = new Div(
                new H3(getTranslation("households.ledgers.name." + ledger)),
                new Paragraph(getTranslation("households.ledgers.define." + ledger)),
                links);
        offer.setWidthFull();
        return offer;
    }

    private LedgerLinks file(HouseholdLedger ledger, Division unit) {
        return new LedgerLinks(
                this,
                "export-" + ledger,
                getTranslation(
                        ledger == HouseholdLedger.MEETINGS
                                ? "households.ledgers.export-plain"
                                : "households.ledgers.export"),
                format -> ledgers.export(ledger, unit.id(), asOf, format, getLocale()));
    }

    // With a reason, the button gives way to the file.
    private Button unmasked(HouseholdLedger ledger, Division unit, Div links) {
        var button = new Button(getTranslation("households.ledgers.export-unmasked"));
        button.setId("unmask-" + ledger);
        button.addClickListener(click -> new ReasonDialog(
                        getTranslation("households.ledgers.export-unmasked"),
                        getTranslation("households.ledgers.unmask-text"),
                        getTranslation("households.ledger.reason"),
                        getTranslation("households.ledgers.unmask-confirm"),
                        Reason.LENGTH,
                        reason -> {
                            var why = Reason.checked(reason);
                            factors.requireShown();
                            var file = new LedgerLinks(
                                    this,
                                    "unmasked-" + ledger,
                                    getTranslation("households.ledgers.download-unmasked"),
                                    format ->
                                            ledgers.exportUnmasked(ledger, unit.id(), asOf, why, format, getLocale()));
                            links.replace(button, file);
                        })
                .open());
        return button;
    }

    private Component rows(HouseholdLedger ledger, Division village) {
        var rows = ledgers.show(ledger, village.id(), asOf, getLocale()).rows();
        var title = new H3(getTranslation(
                "households.ledgers.rows", getTranslation("households.ledgers.name." + ledger), rows.size()));
        title.setId("rows");
        if (rows.isEmpty()) {
            return new Div(title, new Paragraph(getTranslation("households.ledgers.none")));
        }
        // County, town and village say the same in every row.
        var columns = ledger.columns().stream()
                .filter(column -> !Set.of("serial", "county", "town", "village").contains(column))
                .toList();
        var table = new FigureTable(getTranslation("households.ledgers.name." + ledger));
        columns.forEach(column -> table.column(
                getTranslation(ledger.heading(column)),
                NARROW.contains(column)
                        ? SHORT.contains(column) ? FigureTable.Column.SHORT_TEXT : FigureTable.Column.TEXT
                        : SHORT.contains(column) ? FigureTable.Column.WIDE_SHORT_TEXT : FigureTable.Column.WIDE_TEXT));
        rows.stream()
                .skip((long) page * PAGE)
                .limit(PAGE)
                .forEach(row -> table.row(columns.stream()
                        .map(column -> row.get(ledger.columns().indexOf(column)))
                        .map(cell -> cell == null ? "" : cell)
                        .toArray()));
        var pages = new Div();
        pages.addClassName("mb-actions");
        for (var number = 0; rows.size() > PAGE && number * PAGE < rows.size(); number++) {
            var text = number * PAGE + 1 + "–" + Math.min((number + 1) * PAGE, rows.size());
            if (number == page) {
                pages.add(new Span(text));
            } else {
                var link = new RouterLink(
                        text, HouseholdLedgersView.class, village.id().value());
                link.setQueryParameters(showing(ledger, number));
                pages.add(link);
            }
        }
        var all = new Div(title, table, pages);
        all.setWidthFull();
        return all;
    }

    private QueryParameters showing(@Nullable HouseholdLedger ledger, int number) {
        var days = AsOfPicker.parameters(asOf, Times.today(clock));
        var with = ledger == null ? days : days.merging("ledger", ledger.name());
        return number == 0 ? with : with.merging("page", String.valueOf(number));
    }

    private void go(DivisionId unit, QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(HouseholdLedgersView.class, unit.value(), parameters));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.ledgers.title");
    }
}
