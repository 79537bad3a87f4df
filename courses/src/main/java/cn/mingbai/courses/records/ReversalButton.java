package cn.mingbai.courses.records;

import cn.mingbai.core.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;

/** A button beside a training record in somebody's evidence: asks for the reason and proposes the reversal. */
public final class ReversalButton extends Button {

    private static final int REASON_LENGTH = 300;

    /**
     * A button.
     *
     * @param record the record's number
     * @param afterwards what to do once it is proposed, for example show the evidence anew
     */
    public ReversalButton(Corrections corrections, long record, Runnable afterwards) {
        setText(getTranslation("courses.record.reverse"));
        setId("reverse-" + record);
        addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        addClickListener(click -> ask(corrections, record, afterwards));
    }

    private void ask(Corrections corrections, long record, Runnable afterwards) {
        var reason = new TextArea(getTranslation("courses.record.reverse.reason"));
        reason.setMaxLength(REASON_LENGTH);
        reason.setWidthFull();
        reason.setId("reason");
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("courses.record.reverse.title"));
        dialog.setText(new Div(new Paragraph(getTranslation("courses.record.reverse.text")), reason));
        dialog.setConfirmText(getTranslation("courses.record.reverse.confirm"));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.class.keep"));
        dialog.addConfirmListener(confirmed -> {
            if (Notices.attempt(this, () -> corrections.propose(record, reason.getValue()))) {
                Notices.done(this, "courses.record.reverse.proposed");
                afterwards.run();
            } else {
                dialog.open();
            }
        });
        dialog.open();
    }
}
