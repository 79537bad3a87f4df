package cn.mingbai.households.ledger;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;

/** Enters a household that the ledger lacks: from a register, or found at the door. Warns first of one that is alike. */
class AddHouseholdDialog extends Dialog {

    private final Households households;
    private final HouseholdFiles files;
    private final DivisionId village;
    private final HouseholdFields fields = new HouseholdFields();
    private final Paragraph alike = new Paragraph();
    private boolean warned;

    private AddHouseholdDialog(Households households, HouseholdFiles files, DivisionId village, String titleKey) {
        this.households = households;
        this.files = files;
        this.village = village;
        setHeaderTitle(getTranslation(titleKey));
        setWidth("26rem");
        alike.addClassName("mb-refused");
        alike.setId("alike");
        alike.setVisible(false);
    }

    /** A household of the register, with its number. */
    static AddHouseholdDialog registered(
            Households households, HouseholdFiles files, DivisionId village, Clock clock, Runnable afterwards) {
        var dialog = new AddHouseholdDialog(households, files, village, "households.ledger.add");
        var number = new TextField(dialog.getTranslation("households.ledger.number"));
        number.setId("new-number");
        number.setMaxLength(13);
        number.setHelperText(dialog.getTranslation("households.ledger.number-hint"));
        number.setWidthFull();
        var from = SetStateDialog.past(dialog.getTranslation("households.ledger.there-since"), clock);
        dialog.show(
                new VerticalLayout(number, dialog.fields, from),
                details -> dialog.households.add(
                        village, HouseholdNumber.fromRegister(number.getValue()), details, from.chosen()),
                afterwards);
        return dialog;
    }

    /** A household that somebody found and no list has, with what shows that it is there. */
    static AddHouseholdDialog found(
            Households households, HouseholdFiles files, DivisionId village, Clock clock, Runnable afterwards) {
        var dialog = new AddHouseholdDialog(households, files, village, "households.ledger.found");
        var evidence = new TextArea(dialog.getTranslation("households.ledger.evidence"));
        evidence.setId("evidence");
        evidence.setMaxLength(200);
        evidence.setHelperText(dialog.getTranslation("households.ledger.evidence-hint"));
        evidence.setWidthFull();
        var day = SetStateDialog.past(dialog.getTranslation("households.ledger.found-on"), clock);
        dialog.show(
                new VerticalLayout(
                        new Paragraph(dialog.getTranslation("households.ledger.found-note")),
                        dialog.fields,
                        evidence,
                        day),
                details -> dialog.households.found(village, details, evidence.getValue(), day.chosen()),
                afterwards);
        return dialog;
    }

    private interface Save {
        void with(HouseholdDetails details);
    }

    private void show(VerticalLayout content, Save save, Runnable afterwards) {
        content.setPadding(false);
        content.setSpacing(false);
        content.add(alike);
        add(content);
        var button = new Button(getTranslation("households.ledger.save"));
        button.addClickListener(click -> {
            Notices.attempt(this, () -> {
                var details = fields.details();
                if (!warned && warns(details)) {
                    button.setText(getTranslation("households.ledger.save-anyway"));
                    return;
                }
                save.with(details);
                close();
                afterwards.run();
            });
        });
        button.setId("save-household");
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(getTranslation("households.ledger.cancel"), click -> close()), button);
    }

    private boolean warns(HouseholdDetails details) {
        var found = files.alike(village, details);
        if (found.isEmpty()) {
            return false;
        }
        warned = true;
        var first = found.getFirst();
        alike.setText(getTranslation(
                "households.ledger.alike", found.size(), first.group(), first.maskedHead(), first.number()));
        alike.setVisible(true);
        return true;
    }
}
