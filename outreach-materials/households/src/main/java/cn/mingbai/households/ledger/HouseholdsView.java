package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
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
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Divisions divisions;
    private final Clock clock;
    private final Div lines = new Div();
    private @Nullable HouseholdState state;
    private int page;
    private String head = "";

    HouseholdsView(Households households, Divisions divisions, Clock clock) {
        this.households = households;
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
        state = query.getSingleParameter("state")
                .flatMap(name -> Arrays.stream(HouseholdState.values())
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .orElse(null);
        page = query.getSingleParameter("page")
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(0);
        var villages = divisions.reachable(Action.VIEW_LEDGER, Level.VILLAGE);
        if (villages.isEmpty()) {
            add(new Paragraph(getTranslation("households.ledger.no-village")));
            return;
        }
        var chosen =
                id == null && villages.size() == 1 ? villages.getFirst().id() : id == null ? null : new DivisionId(id);
        add(chooser(villages, chosen));
        if (chosen == null) {
            add(new Paragraph(getTranslation("households.ledger.choose")));
        } else if (villages.stream().noneMatch(village -> village.id().equals(chosen))) {
            throw new NotFound("core.access.not-found");
        } else {
            show(chosen);
        }
    }

    private Component chooser(List<Division> villages, @Nullable DivisionId chosen) {
        var chooser = new ComboBox<Division>(getTranslation("households.ledger.village"));
        chooser.setId("village");
        chooser.setItems(villages);
        chooser.setItemLabelGenerator(
                village -> village.name() + " " + village.code().value());
        chooser.setWidthFull();
        chooser.setMaxWidth("28rem");
        villages.stream()
                .filter(village -> village.id().equals(chosen))
                .findFirst()
                .ifPresent(chooser::setValue);
        chooser.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                getUI().ifPresent(ui ->
                        ui.navigate(HouseholdsView.class, change.getValue().id().value()));
            }
        });
        return chooser;
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
                    click -> new AddHouseholdDialog(households, village, clock, () -> reload(village)).open());
            add.setId("add");
            var total = new Button(
                    getTranslation("households.ledger.set-control"),
                    click -> new ControlTotalDialog(households, village, clock, () -> reload(village)).open());
            total.setId("set-control");
            var fromFile = new Anchor("households-import", getTranslation("households.import.title"));
            var actions = new FlexLayout(add, total, fromFile);
            actions.addClassName("mb-actions");
            add(actions);
        }
        if (summary.ledger() == 0) {
            add(new Paragraph(getTranslation("households.ledger.empty")));
            return;
        }
        add(filters(village), lines);
        list(village, summary.editable());
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
        var found = households.page(village, new Households.Filter(state, head), page * PAGE, PAGE);
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
                    line.number(),
                    name(line.maskedHead()),
                    line.members() == null ? "" : line.members(),
                    flags(line),
                    getTranslation("households.state." + line.state()),
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
                    click -> new SetStateDialog(households, line, clock, () -> reload(village)).open());
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
        if (toPage > 0) {
            parameters.put("page", String.valueOf(toPage));
        }
        getUI().ifPresent(ui -> ui.navigate(HouseholdsView.class, village.value(), QueryParameters.simple(parameters)));
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
