package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which households belong where after villages were merged or split: look first, then do it; each can be taken back. */
@Route("village-changes")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class VillageChangesView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final VillageChanges changes;
    private final Divisions divisions;
    private final Clock clock;

    VillageChangesView(VillageChanges changes, Divisions divisions, Clock clock) {
        this.changes = changes;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        add(new RouterLink(getTranslation("households.ledger.title"), HouseholdsView.class));
        add(new Paragraph(getTranslation("households.village-change.note")));
        var orphaned = changes.orphaned();
        for (var village : orphaned) {
            var line = new Paragraph(getTranslation(
                    "households.village-change.orphaned",
                    village.name(),
                    village.gone().toString(),
                    village.households()));
            line.addClassName("mb-refused");
            add(line);
        }
        add(form(orphaned));
        add(new H3(getTranslation("households.village-change.done-title")), past());
    }

    private Component form(java.util.List<VillageChanges.Orphaned> orphaned) {
        var names = new LinkedHashMap<DivisionId, String>();
        orphaned.forEach(village ->
                names.put(village.village(), getTranslation("households.village-change.gone-village", village.name())));
        var there = divisions.reachable(Action.EDIT_LEDGER, Level.VILLAGE);
        there.forEach(village -> names.putIfAbsent(
                village.id(), village.name() + " " + village.code().value()));
        var from = chooser("from", names);
        var to = chooser(
                "to",
                there.stream()
                        .collect(java.util.stream.Collectors.toMap(
                                Division::id,
                                village -> village.name() + " " + village.code().value(),
                                (a, b) -> a,
                                LinkedHashMap::new)));
        var groups = new CheckboxGroup<String>(getTranslation("households.village-change.groups"));
        groups.setId("groups");
        groups.setHelperText(getTranslation("households.village-change.groups-hint"));
        groups.setVisible(false);
        from.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                Notices.attempt(this, () -> {
                    var found = changes.groups(change.getValue());
                    groups.setItems(found.keySet());
                    groups.setItemLabelGenerator(group -> getTranslation(
                            "households.word.count",
                            group.isEmpty() ? getTranslation("households.village-change.no-group") : group,
                            found.getOrDefault(group, 0)));
                    groups.setVisible(found.size() > 1);
                });
            }
        });
        var day = SetStateDialog.past(getTranslation("households.village-change.day"), clock);
        day.setId("change-day");
        var plan = new VerticalLayout();
        plan.setPadding(false);
        plan.setId("plan");
        var look = new Button(getTranslation("households.village-change.look"), click -> {
            plan.removeAll();
            Notices.attempt(this, () -> {
                var order = new VillageChanges.Order(chosen(from), chosen(to), groups.getSelectedItems(), day.chosen());
                plan.add(planned(order, names));
            });
        });
        look.setId("look");
        look.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var form = new VerticalLayout(from, groups, to, day, look, plan);
        form.setPadding(false);
        form.setMaxWidth("36rem");
        return form;
    }

    private ComboBox<DivisionId> chooser(String key, Map<DivisionId, String> names) {
        var chooser = new ComboBox<DivisionId>(getTranslation("households.village-change." + key));
        chooser.setId(key);
        chooser.setItems(new ArrayList<>(names.keySet()));
        chooser.setItemLabelGenerator(village -> names.getOrDefault(village, ""));
        chooser.setWidthFull();
        return chooser;
    }

    private static DivisionId chosen(ComboBox<DivisionId> chooser) {
        var value = chooser.getValue();
        if (value == null) {
            throw new RuleViolation("households.ledger.choose-village");
        }
        return value;
    }

    private Component planned(VillageChanges.Order order, Map<DivisionId, String> names) {
        var plan = changes.plan(order);
        var said = new VerticalLayout(new Paragraph(getTranslation(
                "households.village-change.plan", plan.households(), plan.staying(), plan.renumbered())));
        said.setPadding(false);
        if (!plan.workers().isEmpty()) {
            said.add(new Paragraph(getTranslation(
                    plan.otherHasA() ? "households.village-change.workers-b" : "households.village-change.workers",
                    String.join(getTranslation("households.word.comma"), plan.workers()))));
        }
        var go = new Button(
                getTranslation("households.village-change.go", plan.households()),
                click -> new ReasonDialog(
                                getTranslation("households.village-change.go", plan.households()),
                                getTranslation(
                                        "households.village-change.go-text",
                                        names.getOrDefault(order.from(), ""),
                                        names.getOrDefault(order.to(), ""),
                                        order.day().toString()),
                                getTranslation("households.village-change.basis"),
                                getTranslation("households.village-change.go", plan.households()),
                                200,
                                reason -> {
                                    changes.apply(order, reason);
                                    Notices.done(this, "households.ledger.done");
                                    show();
                                })
                        .open());
        go.setId("go");
        go.setEnabled(plan.households() > 0);
        said.add(go);
        return said;
    }

    private Component past() {
        var done = changes.changes();
        if (done.isEmpty()) {
            return new Paragraph(getTranslation("households.village-change.none"));
        }
        var table = new FigureTable(getTranslation("households.village-change.done-title"))
                .column(getTranslation("households.village-change.day"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.village-change.from-to"), FigureTable.Column.TEXT)
                .column(getTranslation("households.village-change.households"), FigureTable.Column.NUMBER)
                .column(getTranslation("households.village-change.basis"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.file.by"), FigureTable.Column.WIDE_TEXT)
                .column("", FigureTable.Column.TEXT);
        for (var change : done) {
            table.row(
                    day(change.day()),
                    change.fromName() + " → " + change.toName(),
                    change.households(),
                    change.reason(),
                    change.by(),
                    undo(change));
        }
        return table;
    }

    private static Span day(LocalDate day) {
        return new Span(day.toString());
    }

    private Component undo(VillageChanges.Change change) {
        if (!change.undoable()) {
            return new Span();
        }
        var undo = new Button(
                getTranslation("households.village-change.undo"),
                click -> new ReasonDialog(
                                getTranslation("households.village-change.undo-title"),
                                getTranslation(
                                        "households.village-change.undo-text", change.households(), change.fromName()),
                                getTranslation("households.ledger.reason"),
                                getTranslation("households.village-change.undo"),
                                200,
                                reason -> {
                                    changes.undo(change.id(), reason);
                                    Notices.done(this, "households.ledger.done");
                                    show();
                                })
                        .open());
        undo.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        var actions = new FlexLayout(undo);
        actions.addClassName("mb-actions");
        return actions;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.village-change.title");
    }
}
