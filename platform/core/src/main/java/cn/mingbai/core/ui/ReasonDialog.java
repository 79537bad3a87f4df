package cn.mingbai.core.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;

/** Asks for a reason before something that hurts; stays, with what was typed, until the action has succeeded. */
public final class ReasonDialog extends ConfirmDialog {

    private final TextArea reason;
    private final Div content;

    /**
     * A dialog, not open yet.
     *
     * @param title what is about to be done, as a question
     * @param text what it means
     * @param label the words above the reason
     * @param confirm the words on the button
     * @param length the most characters of a reason
     * @param action does it with the reason; what it throws is shown and the dialog opens again
     */
    public ReasonDialog(String title, String text, String label, String confirm, int length, Consumer<String> action) {
        reason = new TextArea(label);
        reason.setMaxLength(length);
        reason.setWidthFull();
        reason.setId("reason");
        setHeader(title);
        content = new Div(new Paragraph(text), reason);
        setText(content);
        setConfirmText(confirm);
        setCancelable(true);
        setCancelText(getTranslation("core.dialog.back"));
        DialogFocus.on(this, reason);
        addConfirmListener(confirmed -> {
            if (!Notices.attempt((Component) this, () -> action.accept(reason.getValue()))) {
                open();
            }
        });
    }

    /** Asks for something else besides, above the reason. */
    public ReasonDialog asking(Component field) {
        content.addComponentAtIndex(1, field);
        return this;
    }
}
