package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** Plans an inspection: how many to check, what each result would prove; then freezes its list. */
@Route("inspection-plan")
@PermitAll
@OpenTo(Action.INSPECT)
class InspectionPlanView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Inspections inspections;
    private final Divisions divisions;
    private final TextField title = new TextField();
    private final RadioButtonGroup<Preset> preset = new RadioButtonGroup<>();
    private final MultiSelectComboBox<Division> units = new MultiSelectComboBox<>();
    private final IntegerField reported = new IntegerField();
    private final IntegerField unreported = new IntegerField();
    private final Div shown = new Div();

    InspectionPlanView(Inspections inspections, Divisions divisions) {
        this.inspections = inspections;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        shown.addClassName("mb-stack");
        shown.setWidthFull();
        title.setLabel(getTranslation("district.inspection.name"));
        title.setId("inspection-title");
        title.setMaxLength(Inspections.TITLE_LENGTH);
        title.setWidth("24rem");
        title.setMaxWidth("100%");
        preset.setLabel(getTranslation("district.inspection.preset"));
        preset.setId("inspection-preset");
        preset.setItems(Preset.values());
        preset.setItemLabelGenerator(each -> getTranslation("district.inspection.preset." + each));
        units.setId("inspection-units");
        units.setWidth("32rem");
        units.setMaxWidth("100%");
        units.setItemLabelGenerator(each -> each.name() + " " + each.code().value());
        field(reported, "reported");
        field(unreported, "unreported");
        preset.addValueChangeListener(change -> choose());
        preset.setValue(Preset.POOLED);
        units.addValueChangeListener(change -> shown.removeAll());
        var preview = new Button(getTranslation("district.inspection.preview"), click -> preview());
        preview.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        preview.setId("inspection-preview");
        var numbers = new Div(reported, unreported, preview);
        numbers.addClassName("mb-actions");
        var hint = new Paragraph(getTranslation("district.inspection.plan-hint"));
        hint.addClassName("mb-quiet");
        var back = new Div(new Anchor("inspections", "← " + getTranslation("district.inspection.title")));
        back.addClassName("mb-links");
        add(back, title, preset, units, numbers, hint, shown);
    }

    private String key(String what) {
        return (preset.getValue() == Preset.TRAINING
                        ? "district.callback.check-label."
                        : "district.inspection.check-label.")
                + what;
    }

    private void number(IntegerField field, String key) {
        field.setLabel(getTranslation(key));
    }

    private void field(IntegerField field, String key) {
        field.setId("inspection-" + key);
        field.setMin(0);
        field.setWidth("14rem");
        field.addValueChangeListener(change -> shown.removeAll());
    }

    private void choose() {
        var kind = preset.getValue();
        var level = kind == Preset.DISTRICT ? Level.COUNTY : Level.VILLAGE;
        units.setLabel(getTranslation(
                kind == Preset.TRAINING
                        ? "district.callback.unit-label"
                        : kind == Preset.DISTRICT ? "district.inspection.district" : "district.inspection.villages"));
        var offered = kind == Preset.TRAINING
                ? divisions.reachable(Action.INSPECT).stream()
                        .filter(unit -> unit.level().compareTo(Level.COUNTY) >= 0)
                        .toList()
                : divisions.reachable(Action.INSPECT, level);
        number(reported, key("reported"));
        number(unreported, key("unreported"));
        units.setItems(offered);
        if (offered.size() == 1) {
            units.setValue(offered.getFirst());
        }
        reported.setValue(null);
        unreported.setValue(null);
        shown.removeAll();
    }

    private List<DivisionId> units() {
        return units.getValue().stream().map(Division::id).toList();
    }

    private InspectionDraft draft(int checkReported, int checkUnreported) {
        return new InspectionDraft(title.getValue(), preset.getValue(), units(), checkReported, checkUnreported);
    }

    private void preview() {
        shown.removeAll();
        Notices.attempt(this, () -> {
            // What is left empty is what the preset suggests for the list as it is today.
            var suggested = inspections.suggest(preset.getValue(), units());
            if (reported.getValue() == null) {
                reported.setValue(suggested.reported());
            }
            if (unreported.getValue() == null) {
                unreported.setValue(suggested.unreported());
            }
            var draft = draft(reported.getValue(), unreported.getValue());
            show(draft, inspections.plan(draft));
        });
    }

    private void show(InspectionDraft draft, InspectionPlan plan) {
        var parts = new FigureTable(getTranslation("district.inspection.parts"))
                .column(getTranslation("district.inspection.part-label"), Column.TEXT)
                .column(getTranslation(listed(draft, "listed")), Column.NUMBER)
                .column(getTranslation(listed(draft, "to-check")), Column.NUMBER)
                .column(getTranslation(listed(draft, "replacements")), Column.NUMBER);
        plan.parts()
                .forEach(part -> parts.row(
                        draft.preset().ofHouseholds()
                                ? part(this, part.name())
                                : getTranslation("district.callback.part." + part.name()),
                        part.households(),
                        part.check(),
                        part.replacements()));
        shown.add(new H3(getTranslation("district.inspection.parts")), parts);
        if (!plan.proofs().isEmpty()) {
            var proofs = new FigureTable(getTranslation(listed(draft, "proofs")))
                    .column(getTranslation(listed(draft, "if-missed")), Column.NUMBER)
                    .column(getTranslation(listed(draft, "at-least")), Column.NUMBER);
            plan.proofs()
                    .forEach(proof ->
                            proofs.row(proof.missed(), proof.bound().percent(1).toPlainString() + "%"));
            shown.add(new H3(getTranslation(listed(draft, "proofs"))), proofs);
        }
        plan.needed()
                .forEach(needed -> shown.add(new Paragraph(getTranslation(
                        listed(draft, "needed"),
                        needed.share().movePointRight(2).toPlainString(),
                        needed.check()))));
        var acceptance = plan.acceptance();
        if (acceptance != null) {
            shown.add(new Paragraph(
                    getTranslation("district.inspection.acceptance", acceptance.check(), acceptance.allow())));
        }
        var freeze = new Button(getTranslation("district.inspection.freeze"), click -> confirm(draft));
        freeze.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        freeze.setId("inspection-freeze");
        shown.add(new Div(freeze));
    }

    private static String listed(InspectionDraft draft, String key) {
        return (draft.preset().ofHouseholds() ? "district.inspection." : "district.callback.") + key;
    }

    /** What a part is called for people. */
    static String part(com.vaadin.flow.component.Component view, String name) {
        return name.startsWith("reported-")
                ? view.getTranslation("district.inspection.part.town", name.substring("reported-".length()))
                : view.getTranslation("district.inspection.part." + name);
    }

    private void confirm(InspectionDraft draft) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("district.inspection.freeze-question"));
        dialog.setText(getTranslation("district.inspection.freeze-text"));
        dialog.setConfirmText(getTranslation("district.inspection.freeze"));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.addConfirmListener(confirmed -> Notices.attempt(this, () -> {
            var id = inspections.freeze(new InspectionDraft(
                    title.getValue(), draft.preset(), draft.units(), draft.reported(), draft.unreported()));
            getUI().ifPresent(ui -> ui.navigate(InspectionView.class, id.value()));
        }));
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.inspection.new");
    }
}
