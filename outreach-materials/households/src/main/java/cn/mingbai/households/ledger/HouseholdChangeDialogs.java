package cn.mingbai.households.ledger;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** The dialogs in which an officer says what happened to a household: why, and from which day. */
class HouseholdChangeDialogs {

    private final HouseholdChanges changes;
    private final Households.Line line;
    private final Clock clock;
    private final Consumer<HouseholdId> done;
    private final Dialog dialog = new Dialog();
    private final VerticalLayout content = new VerticalLayout();
    private final TextField reason = new TextField();
    private final DayPicker from;

    HouseholdChangeDialogs(HouseholdChanges changes, Households.Line line, Clock clock, Consumer<HouseholdId> done) {
        this.changes = changes;
        this.line = line;
        this.clock = clock;
        this.done = done;
        this.from = SetStateDialog.past(dialog.getTranslation("households.ledger.from"), this.clock);
        from.setId("from");
        reason.setId("reason");
        reason.setMaxLength(200);
        reason.setLabel(dialog.getTranslation("households.ledger.reason"));
        reason.setWidthFull();
        content.setPadding(false);
        content.setSpacing(false);
        dialog.setWidth("26rem");
        dialog.add(content);
    }

    /** Another head, phone, group or kind. What stays empty of name and phone stays as it is. */
    void correct() {
        var fields = new HouseholdFields();
        fields.group.setValue(line.group());
        fields.head.setHelperText(translation("households.change.head-hint"));
        fields.phone.setHelperText(translation("households.change.phone-hint"));
        fields.members.setValue(line.members());
        fields.registered.setValue(line.registered());
        fields.resident.setValue(line.resident());
        fields.assisted.setValue(line.assisted());
        var nobody = new Checkbox(translation("households.change.no-head"));
        nobody.setId("no-head");
        var noPhone = new Checkbox(translation("households.change.no-phone"));
        open(
                "correct",
                () -> {
                    changes.correct(
                            line.household(),
                            new HouseholdChanges.Correction(
                                    fields.group.getValue(),
                                    nobody.getValue() ? "" : fields.head.isEmpty() ? null : fields.head.getValue(),
                                    noPhone.getValue() ? "" : fields.phone.isEmpty() ? null : fields.phone.getValue(),
                                    fields.members.getValue(),
                                    fields.registered.getValue(),
                                    fields.resident.getValue(),
                                    fields.assisted.getValue()),
                            reason.getValue(),
                            from.chosen());
                    done.accept(line.household());
                },
                fields,
                nobody,
                noPhone);
    }

    /** A family of its own. */
    void split() {
        var number = number();
        var fields = new HouseholdFields();
        fields.group.setValue(line.group());
        open(
                "split",
                () -> done.accept(changes.split(
                        line.household(),
                        HouseholdNumber.fromRegister(number.getValue()),
                        fields.details(),
                        reason.getValue(),
                        from.chosen())),
                number,
                fields);
    }

    /** Two doors join. */
    void join(Households households, Consumer<Households.Outcome> said) {
        var number = new TextField(translation("households.change.join-into"));
        number.setId("into");
        number.setMaxLength(14);
        number.setHelperText(translation("households.change.join-hint"));
        number.setWidthFull();
        open(
                "join",
                () -> {
                    var into = households.byNumber(line.village(), number.getValue());
                    said.accept(changes.join(line.household(), into, reason.getValue(), from.chosen()));
                },
                number);
    }

    /** The family has moved. */
    void move(List<Division> villages) {
        var to = new ComboBox<Division>(translation("households.change.move-to"));
        to.setId("to");
        to.setItems(villages);
        to.setItemLabelGenerator(
                village -> village.name() + " " + village.code().value());
        to.setHelperText(translation("households.change.move-hint"));
        to.setWidthFull();
        var number = number();
        number.setValue(line.number());
        var group = new TextField(translation("households.ledger.group"));
        group.setMaxLength(40);
        group.setWidthFull();
        open(
                "move",
                () -> {
                    var village = to.getValue();
                    if (village == null) {
                        throw new cn.mingbai.core.error.RuleViolation("households.ledger.choose-village");
                    }
                    changes.move(
                            line.household(),
                            village.id(),
                            HouseholdNumber.fromRegister(number.getValue()),
                            group.getValue(),
                            reason.getValue(),
                            from.chosen());
                    done.accept(line.household());
                },
                to,
                number,
                group);
    }

    private TextField number() {
        var number = new TextField(translation("households.ledger.number"));
        number.setId("new-number");
        number.setMaxLength(13);
        number.setHelperText(translation("households.ledger.number-hint"));
        number.setWidthFull();
        return number;
    }

    private void open(String key, Runnable action, Component... fields) {
        dialog.setHeaderTitle(translation("households.change." + key) + " " + line.group() + " " + line.maskedHead()
                + " " + line.number());
        var note = new Paragraph(translation("households.change." + key + "-note"));
        note.addClassName("mb-quiet");
        content.add(note);
        content.add(fields);
        content.add(reason, from);
        var go = new Button(translation("households.change." + key), click -> {
            if (Notices.attempt(dialog, action)) {
                dialog.close();
            }
        });
        go.setId("go");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(translation("households.ledger.cancel"), click -> dialog.close()), go);
        dialog.open();
    }

    private String translation(String key) {
        return dialog.getTranslation(key);
    }
}
