package cn.mingbai.core.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;

/**
 * Puts the cursor into the first field of a dialog that asks for something. Left alone, Vaadin puts it on the button that
 * confirms, so that a person at a keyboard who begins to type types nowhere, and Enter confirms what is not filled in.
 */
public final class DialogFocus {

    private DialogFocus() {}

    /** Whenever the dialog opens: by itself it keeps the cursor on its frame, where typing goes nowhere. */
    public static void on(Dialog dialog, Component field) {
        dialog.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                focus(field);
            }
        });
    }

    /** Now, if the dialog is open, and whenever it opens again. */
    public static void on(ConfirmDialog dialog, Component field) {
        dialog.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                focus(field);
            }
        });
        if (dialog.isOpened()) {
            focus(field);
        }
    }

    private static void focus(Component field) {
        // After the dialog's own focus, which comes a moment after opening.
        field.getElement().executeJs("setTimeout(() => this.focus(), 120)");
    }
}
