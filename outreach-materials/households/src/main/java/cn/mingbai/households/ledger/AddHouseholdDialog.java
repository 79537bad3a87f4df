package cn.mingbai.households.ledger;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;

/** Enters a household that the ledger lacks. */
class AddHouseholdDialog extends Dialog {

    AddHouseholdDialog(Households households, DivisionId village, Clock clock, Runnable afterwards) {
        setHeaderTitle(getTranslation("households.ledger.add"));
        setWidth("26rem");
        var group = text("group", 40);
        var number = text("number", 13);
        number.setHelperText(getTranslation("households.ledger.number-hint"));
        var head = text("head", 60);
        var members = new IntegerField(getTranslation("households.ledger.members"));
        members.setId("new-members");
        var phone = text("phone", 20);
        var registered = flag("registered", true);
        var resident = flag("resident", true);
        var assisted = flag("assisted", false);
        var from = SetStateDialog.past(getTranslation("households.ledger.there-since"), clock);
        var save = new Button(getTranslation("households.ledger.save"), click -> {
            if (Notices.attempt(
                    this,
                    () -> households.add(
                            village,
                            HouseholdNumber.fromRegister(number.getValue()),
                            new HouseholdDetails(
                                    group.getValue(),
                                    head.getValue(),
                                    phone.getValue(),
                                    members.getValue(),
                                    registered.getValue(),
                                    resident.getValue(),
                                    assisted.getValue()),
                            from.chosen()))) {
                close();
                afterwards.run();
            }
        });
        save.setId("save-household");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var fields = new VerticalLayout(number, group, head, members, phone, registered, resident, assisted, from);
        fields.setPadding(false);
        fields.setSpacing(false);
        add(fields);
        getFooter().add(new Button(getTranslation("households.ledger.cancel"), click -> close()), save);
    }

    private TextField text(String key, int longest) {
        var field = new TextField(getTranslation("households.ledger." + key));
        field.setId("new-" + key);
        field.setMaxLength(longest);
        field.setWidthFull();
        return field;
    }

    private Checkbox flag(String key, boolean value) {
        return new Checkbox(getTranslation("households.flag." + key), value);
    }
}
