package cn.mingbai.households.ledger;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;

/** The fields of what the ledger says of a household. */
class HouseholdFields extends VerticalLayout {

    final TextField group = text("group", 40);
    final TextField head = text("head", 60);
    final IntegerField members = new IntegerField(getTranslation("households.ledger.members"));
    final TextField phone = text("phone", 20);
    final Checkbox registered = new Checkbox(getTranslation("households.flag.registered"), true);
    final Checkbox resident = new Checkbox(getTranslation("households.flag.resident"), true);
    final Checkbox assisted = new Checkbox(getTranslation("households.flag.assisted"), false);

    HouseholdFields() {
        setPadding(false);
        setSpacing(false);
        members.setId("new-members");
        members.setMin(1);
        members.setMax(99);
        add(group, head, members, phone, registered, resident, assisted);
    }

    HouseholdDetails details() {
        return new HouseholdDetails(
                group.getValue(),
                head.getValue(),
                phone.getValue(),
                members.getValue(),
                registered.getValue(),
                resident.getValue(),
                assisted.getValue());
    }

    private TextField text(String key, int longest) {
        var field = new TextField(getTranslation("households.ledger." + key));
        field.setId("new-" + key);
        field.setMaxLength(longest);
        field.setWidthFull();
        return field;
    }
}
