package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a village: what it holds and lacks, its households in group order, and the changes an officer makes by hand.
 * Village, state and page are in the address; a name that is searched for is not, or it would stay in histories and logs.
 */
@Route("households")
@Menu(title = "households.ledger.title", order = 40, icon = "vaadin:home-o")
@PermitAll
@OpenTo(Action.VIEW_LEDGER)
class HouseholdsView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final int PAGE = 50;

    private final Households households;
    private final HouseholdFiles files;
    private final Divisions divisions;
    private final Clock clock;
    private final Div lines = new Div();
    private @Nullable HouseholdState state;
    private int page;
    private String head = "";
    private boolean headless;
    private Set<HouseholdId> waiting = Set.of();

    HouseholdsView(Households households, HouseholdFiles files, Divisions divisions, Clock clock) {
        this.households = households;
        this.files = files;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        lines.setWidthFull();
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        head = "";
        var query = event.getLocation().getQueryParameters();
        state = Asked.among(query, "state", HouseholdState.values());
        headless = query.getSingleParameter("head").filter("none"::equals).isPresent();
        page = Asked.page(query);
        var villages = divisions.reachable(Action.VIEW_LEDGER, Level.VILLAGE);
        if (villages.isEmpty()) {
            add(new Paragraph(getTranslation("households.ledger.no-village")));
            return;
        }
        var chosen =
                id == null && villages.size() == 1 ? villages.getFirst().id() : id == null ? null : new DivisionId(id);
        add(chooser(villages, chosen));
        if (chosen == null) {
            add(
                    new Paragraph(getTranslation("households.ledger.choose")),
                    villages(),
                    officersLinks(villages.getFirst().id()));
        } else if (villages.stream().noneMatch(village -> village.id().equals(chosen))) {
            throw new NotFound("core.access.not-found");
        } else {
            show(chosen);
        }
    }

    private Component chooser(List<Division> villages, @Nullable DivisionId chosen) {
        var chooser = new DivisionChooser(
                getTranslation("households.ledger.village"),
                villages,
                villages.stream()
                        .filter(village -> village.id().equals(chosen))
                        .findFirst()
                        .orElse(null),
                village -> getUI().ifPresent(ui ->
                        ui.navigate(HouseholdsView.class, village.id().value())));
        chooser.setId("village");
        return chooser;
    }

    private Component villages() {
        var table = new FigureTable(getTranslation("households.ledger.title"))
                .column(getTranslation("households.ledger.village"), FigureTable.Column.TEXT)
                .column(getTranslation("households.ledger.holds-column"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.control.total"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.ledger.gap"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.control.source"), FigureTable.Column.WIDE_TEXT);
        for (var each : households.villages()) {
            var none = each.controlTotal() == null;
            table.row(
                    new RouterLink(
                            each.name(), HouseholdsView.class, each.village().value()),
                    each.households(),
                    none ? getTranslation("households.ledger.not-entered") : each.controlTotal(),
                    none ? "" : each.gap(),
                    none ? "" : each.controlSource() + " " + each.controlDay());
        }
        var note = new Paragraph(getTranslation("households.ledger.gap-note"));
        note.addClassName("mb-quiet");
        return new Div(table, note);
    }

    private Component changesLink() {
        return new RouterLink(getTranslation("households.village-change.title"), VillageChangesView.class);
    }

    private Component officersLinks(DivisionId first) {
        var links = new FlexLayout();
        links.addClassName("mb-actions");
        if (households.summary(first).editable()) {
            links.add(
                    changesLink(),
                    new Anchor("outreach", getTranslation("households.outreach.title")),
                    new Anchor("phones", getTranslation("households.phones.title")));
        }
        return links;
    }

    private void show(DivisionId village) {
        var summary = households.summary(village);
        var holds = new Paragraph(holds(summary));
        holds.setId("holds");
        var control = new Paragraph(control(summary));
        control.setId("control");
        add(holds, control);
        if (summary.editable()) {
            var add = new Button(
                    getTranslation("households.ledger.add"),
                    click -> AddHouseholdDialog.registered(households, files, village, clock, () -> reload(village))
                            .open());
            add.setId("add");
            var found = new Button(
                    getTranslation("households.ledger.found"),
                    click -> AddHouseholdDialog.found(households, files, village, clock, () -> reload(village))
                            .open());
            found.setId("found");
            var total = new Button(
                    getTranslation("households.ledger.set-control"),
                    click -> new ControlTotalDialog(households, village, clock, () -> reload(village)).open());
            total.setId("set-control");
            var fromFile = new Anchor("households-import", getTranslation("households.import.title"));
            var workers = new Anchor("outreach/" + village.value(), getTranslation("households.outreach.title"));
            var actions = new FlexLayout(add, found, total, fromFile, workers);
            actions.addClassName("mb-actions");
            add(actions);
        }
        if (summary.ledger() == 0) {
            add(new Paragraph(getTranslation("households.ledger.empty")));
            return;
        }
        add(paper(village));
        waiting = files.waiting(village);
        if (!waiting.isEmpty()) {
            var waits = new Paragraph(getTranslation("households.exclusion.waiting-count", waiting.size()));
            waits.setId("waiting");
            add(waits);
        }
        if (summary.editable()) {
            add(twins(village));
        }
        add(filters(village), lines);
        list(village, summary.editable());
    }

    // Where phones are of no use: a list to take along, and its way back.
    private Component paper(DivisionId village) {
        var all = new Anchor("printed/village-list/" + village.value(), getTranslation("households.paper.print"));
        var left = new Anchor(
                "printed/village-list/" + village.value() + "?left=1", getTranslation("households.paper.print-left"));
        all.setRouterIgnore(true);
        left.setRouterIgnore(true);
        var enter = new Anchor("paper-entry?village=" + village.value(), getTranslation("households.paper.title"));
        enter.setId("paper-entry");
        var links = new FlexLayout(all, left, enter);
        links.addClassName("mb-actions");
        return links;
    }

    // Closed until somebody wants to see them: they are likely, not sure.
    private Component twins(DivisionId village) {
        var pairs = files.twins(village);
        if (pairs.isEmpty()) {
            return new Div();
        }
        var table = new FigureTable(getTranslation("households.twins.title", pairs.size()))
                .column(getTranslation("households.twins.one"), FigureTable.Column.TEXT)
                .column(getTranslation("households.twins.other"), FigureTable.Column.TEXT)
                .column(getTranslation("households.twins.alike"), FigureTable.Column.WIDE_TEXT)
                .column("", FigureTable.Column.TEXT);
        for (var pair : pairs) {
            var distinct = new Button(
                    getTranslation("households.twins.distinct"),
                    click -> new ReasonDialog(
                                    getTranslation("households.twins.distinct-title"),
                                    getTranslation("households.twins.distinct-text"),
                                    getTranslation("households.ledger.reason"),
                                    getTranslation("households.twins.distinct"),
                                    200,
                                    reason -> {
                                        files.distinct(
                                                pair.first().household(),
                                                pair.second().household(),
                                                reason);
                                        reload(village);
                                    })
                            .open());
            distinct.addThemeVariants(ButtonVariant.LUMO_SMALL);
            table.row(
                    door(pair.first()),
                    door(pair.second()),
                    getTranslation(pair.samePhone() ? "households.twins.phone" : "households.twins.group"),
                    distinct);
        }
        var details = new Details(getTranslation("households.twins.title", pairs.size()), table);
        details.setId("twins");
        details.setWidthFull();
        return details;
    }

    private Component door(Households.Line line) {
        return new RouterLink(
                line.group() + " " + line.maskedHead() + " " + line.number(),
                HouseholdView.class,
                line.household().value());
    }

    private String holds(Households.Summary summary) {
        var states = summary.byState().entrySet().stream()
                .map(entry -> getTranslation(
                        "households.word.count",
                        getTranslation("households.state." + entry.getKey()),
                        entry.getValue()))
                .collect(Collectors.joining(getTranslation("households.word.comma")));
        return getTranslation("households.ledger.holds", summary.ledger())
                + (states.isEmpty() ? "" : getTranslation("households.ledger.by-state", states));
    }

    private String control(Households.Summary summary) {
        if (summary.controlTotal() == null) {
            return getTranslation("households.ledger.no-control");
        }
        var gap = summary.gap();
        var words = gap == 0 ? "gap-none" : gap > 0 ? "gap-less" : "gap-more";
        return getTranslation(
                        "households.ledger.control",
                        summary.controlTotal(),
                        String.valueOf(summary.controlSource()),
                        String.valueOf(summary.controlDay()))
                + getTranslation("households.ledger." + words, Math.abs(gap));
    }

    private Component filters(DivisionId village) {
        var name = new TextField(getTranslation("households.ledger.exact-head"));
        name.setId("head");
        name.setMaxLength(60);
        name.setClearButtonVisible(true);
        name.setValue(head);
        name.addValueChangeListener(change -> {
            head = change.getValue();
            page = 0;
            list(village, households.summary(village).editable());
        });
        var states = new Select<HouseholdState>();
        states.setId("state");
        states.setLabel(getTranslation("households.ledger.state"));
        states.setItems(HouseholdState.values());
        states.setEmptySelectionAllowed(true);
        states.setEmptySelectionCaption(getTranslation("households.ledger.all-states"));
        states.setItemLabelGenerator(each -> each == null
                ? getTranslation("households.ledger.all-states")
                : getTranslation("households.state." + each));
        if (state != null) {
            states.setValue(state);
        }
        states.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(village, change.getValue(), 0);
            }
        });
        var filters = new FlexLayout(name, states);
        filters.addClassName("mb-actions");
        return filters;
    }

    private void list(DivisionId village, boolean editable) {
        lines.removeAll();
        if (headless) {
            lines.add(new Paragraph(
                    new Span(getTranslation("households.ledger.headless")),
                    new Span(" "),
                    new RouterLink(getTranslation("households.ledger.all"), HouseholdsView.class, village.value())));
        }
        var found = households.page(village, new Households.Filter(state, head, headless), page * PAGE, PAGE);
        if (found.lines().isEmpty()) {
            lines.add(new Paragraph(getTranslation("households.ledger.nothing-found")));
            return;
        }
        var table = new FigureTable(getTranslation("households.ledger.title"))
                .column(getTranslation("households.ledger.group"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.number"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.ledger.head"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.members"), FigureTable.Column.WIDE_NUMBER)
                .column(getTranslation("households.ledger.flags"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.ledger.state"), FigureTable.Column.TEXT)
                .column(getTranslation("households.ledger.since"), FigureTable.Column.WIDE_TEXT)
                .column("", FigureTable.Column.TEXT);
        for (var line : found.lines()) {
            table.row(
                    line.group(),
                    new RouterLink(
                            line.number(), HouseholdView.class, line.household().value()),
                    name(line.maskedHead()),
                    line.members() == null ? "" : line.members(),
                    flags(line),
                    waiting.contains(line.household())
                            ? getTranslation(
                                    "households.exclusion.state-waits",
                                    getTranslation("households.state." + line.state()))
                            : getTranslation("households.state." + line.state()),
                    line.stateFrom() + " " + line.stateReason(),
                    actions(line, village, editable));
        }
        lines.add(table, pages(village, found.total()));
    }

    private static Span name(String masked) {
        var name = new Span(masked);
        name.addClassName("mb-nowrap");
        return name;
    }

    private String flags(Households.Line line) {
        var flags = new LinkedHashMap<String, Boolean>();
        flags.put("registered", line.registered());
        flags.put("resident", line.resident());
        flags.put("assisted", line.assisted());
        return flags.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(flag -> getTranslation("households.flag." + flag.getKey()))
                .collect(Collectors.joining(getTranslation("households.word.comma")));
    }

    private Component actions(Households.Line line, DivisionId village, boolean editable) {
        var actions = new FlexLayout();
        actions.addClassName("mb-actions");
        if (editable) {
            var change = new Button(
                    getTranslation("households.ledger.change-state"),
                    click -> new SetStateDialog(households, line, clock, outcome -> said(outcome, village)).open());
            change.addThemeVariants(ButtonVariant.LUMO_SMALL);
            actions.add(change);
        }
        var show = new Button(
                getTranslation("households.ledger.unmask"), click -> new UnmaskDialog(households, line).open());
        show.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        actions.add(show);
        return actions;
    }

    private Component pages(DivisionId village, int total) {
        var previous = new Button(getTranslation("households.left.previous"), click -> turn(village, page - 1));
        var next = new Button(getTranslation("households.left.next"), click -> turn(village, page + 1));
        previous.setEnabled(page > 0);
        next.setEnabled((page + 1) * PAGE < total);
        next.addClickShortcut(Key.PAGE_DOWN);
        previous.addClickShortcut(Key.PAGE_UP);
        var pages = new FlexLayout(
                previous,
                new Span(getTranslation(
                        "households.ledger.page", page * PAGE + 1, Math.min((page + 1) * PAGE, total), total)),
                next);
        pages.addClassName("mb-actions");
        pages.setVisible(total > PAGE);
        return pages;
    }

    // With a name searched for, pages are turned in place: the name is not in the address.
    private void turn(DivisionId village, int to) {
        if (head.isBlank()) {
            go(village, state, to);
        } else {
            page = to;
            list(village, households.summary(village).editable());
        }
    }

    private void go(DivisionId village, @Nullable HouseholdState toState, int toPage) {
        var parameters = new LinkedHashMap<String, String>();
        if (toState != null) {
            parameters.put("state", toState.name());
        }
        if (headless) {
            parameters.put("head", "none");
        }
        if (toPage > 0) {
            parameters.put("page", String.valueOf(toPage));
        }
        getUI().ifPresent(ui -> ui.navigate(HouseholdsView.class, village.value(), QueryParameters.simple(parameters)));
    }

    private void said(Households.Outcome outcome, DivisionId village) {
        reload(village);
        if (outcome == Households.Outcome.WAITS) {
            Notices.done(this, "households.exclusion.waits");
        }
    }

    private void reload(DivisionId village) {
        Notices.done(this, "households.ledger.done");
        getChildren().filter(child -> !(child instanceof ComboBox)).toList().forEach(this::remove);
        show(village);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.ledger.title");
    }
}
