package cn.mingbai.households.ledger;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;

/** Enters how many households an outside register counts in the village. */
class ControlTotalDialog extends Dialog {

    ControlTotalDialog(Households households, DivisionId village, Clock clock, Runnable afterwards) {
        setHeaderTitle(getTranslation("households.ledger.set-control"));
        setWidth("26rem");
        var total = new IntegerField(getTranslation("households.control.total"));
        total.setId("control-total");
        total.setMin(0);
        var source = new TextField(getTranslation("households.control.source"));
        source.setId("control-source");
        source.setMaxLength(200);
        source.setWidthFull();
        source.setHelperText(getTranslation("households.control.source-hint"));
        var day = SetStateDialog.past(getTranslation("households.control.day"), clock);
        var save = new Button(getTranslation("households.ledger.save"), click -> {
            if (Notices.attempt(
                    this,
                    () -> households.setControlTotal(
                            village,
                            total.getValue() == null ? -1 : total.getValue(),
                            source.getValue(),
                            day.chosen()))) {
                close();
                afterwards.run();
            }
        });
        save.setId("save-control");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var fields = new VerticalLayout(total, source, day);
        fields.setPadding(false);
        add(fields);
        getFooter().add(new Button(getTranslation("households.ledger.cancel"), click -> close()), save);
    }
}
