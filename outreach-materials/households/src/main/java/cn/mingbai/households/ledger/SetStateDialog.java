package cn.mingbai.households.ledger;

import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;
import java.util.function.Consumer;

/** Asks for a household's new state, why, and from which day; says what it does to the figures before it is done. */
class SetStateDialog extends Dialog {

    SetStateDialog(Households households, Households.Line line, Clock clock, Consumer<Households.Outcome> afterwards) {
        setHeaderTitle(getTranslation("households.visit.door", line.group(), line.maskedHead()) + " " + line.number());
        var state = new Select<HouseholdState>();
        state.setId("new-state");
        state.setLabel(getTranslation("households.ledger.state"));
        // Which household it has become part of, or came out of, is said where that is done.
        state.setItems(
                HouseholdState.DUE,
                HouseholdState.EMPTY,
                HouseholdState.AWAY,
                HouseholdState.REFUSED,
                HouseholdState.DEMOLISHED);
        state.setItemLabelGenerator(each -> getTranslation("households.state." + each));
        state.setValue(
                line.state() == HouseholdState.MERGED || line.state() == HouseholdState.SPLIT
                        ? HouseholdState.DUE
                        : line.state());
        var consequence = new Paragraph();
        consequence.addClassName("mb-quiet");
        state.addValueChangeListener(
                change -> consequence.setText(getTranslation("households.ledger.consequence." + change.getValue())));
        consequence.setText(getTranslation("households.ledger.consequence." + state.getValue()));
        var reason = new TextField(getTranslation("households.ledger.reason"));
        reason.setId("reason");
        reason.setMaxLength(200);
        reason.setHelperText(getTranslation("households.ledger.reason-hint"));
        var from = past(getTranslation("households.ledger.from"), clock);
        from.setId("from");
        var save = new Button(getTranslation("households.ledger.confirm-state"), click -> {
            Notices.attempt(this, () -> {
                var outcome = households.setState(line.household(), state.getValue(), reason.getValue(), from.chosen());
                close();
                afterwards.accept(outcome);
            });
        });
        save.setId("confirm-state");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var fields = new VerticalLayout(state, consequence, reason, from);
        fields.setPadding(false);
        reason.setWidthFull();
        add(fields);
        getFooter().add(new Button(getTranslation("households.ledger.cancel"), click -> close()), save);
    }

    /** A day up to today, today unless changed. */
    static DayPicker past(String label, Clock clock) {
        var today = Times.today(clock);
        var picker = new DayPicker(label, today);
        picker.setMax(today);
        return picker;
    }
}
