package cn.mingbai.households.ledger;

import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;

/** Shows a head's name and phone once a reason is given; both are gone when it closes. */
class UnmaskDialog extends Dialog {

    UnmaskDialog(Households households, Households.Line line) {
        setHeaderTitle(getTranslation("households.visit.door", line.group(), line.maskedHead()) + " " + line.number());
        var reason = new TextField(getTranslation("households.ledger.unmask-reason"));
        reason.setId("unmask-reason");
        reason.setMaxLength(200);
        reason.setWidthFull();
        reason.setHelperText(getTranslation("households.ledger.unmask-hint"));
        var content = new VerticalLayout(reason);
        content.setPadding(false);
        add(content);
        var show = new Button(getTranslation("households.ledger.unmask"));
        show.setId("unmask");
        show.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        show.addClickListener(click -> Notices.attempt(this, () -> {
            var unmasked = households.unmask(line.household(), reason.getValue());
            content.removeAll();
            content.add(
                    new Paragraph(unmasked.head()),
                    new Paragraph(
                            unmasked.phone() == null
                                    ? getTranslation("households.ledger.no-phone")
                                    : unmasked.phone()));
            show.setVisible(false);
        }));
        getFooter().add(new Button(getTranslation("households.ledger.close"), click -> close()), show);
    }
}
