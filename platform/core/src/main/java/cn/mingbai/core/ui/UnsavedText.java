package cn.mingbai.core.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.router.BeforeLeaveEvent;

/** Whether something typed on a page is not saved yet: it is asked about before the page goes, however it goes. */
public final class UnsavedText {

    /** The browser knows of typing before the server does, and asks when the window is closed. */
    private static final String GUARD = """
            window.mbUnsaved = false;
            if (!window.mbGuard) {
              window.mbGuard = event => { if (window.mbUnsaved) { event.preventDefault(); event.returnValue = ''; } };
              window.addEventListener('beforeunload', window.mbGuard);
            }
            this.addEventListener('input', () => { window.mbUnsaved = true; });
            """;

    private final Component page;
    private boolean isUnsaved;

    /** Nothing is typed on the page yet. */
    public UnsavedText(Component page) {
        this.page = page;
    }

    /** Watches fields into which long texts are typed. */
    public void watch(Component... fields) {
        for (var field : fields) {
            field.getElement().executeJs(GUARD);
        }
    }

    /** Something was typed. */
    public void typed() {
        isUnsaved = true;
    }

    /** All that was typed is saved, or was given up. */
    public void saved() {
        isUnsaved = false;
        page.getElement().executeJs("window.mbUnsaved = false;");
    }

    /** Whether something typed is not saved. */
    public boolean isThere() {
        return isUnsaved;
    }

    /** Asks before the page is left for another one, when there is reason to. */
    public void askBefore(BeforeLeaveEvent event) {
        if (!isUnsaved) {
            return;
        }
        var leave = event.postpone();
        var dialog = new ConfirmDialog(
                page.getTranslation("core.unsaved.title"),
                page.getTranslation("core.unsaved.text"),
                page.getTranslation("core.unsaved.leave"),
                confirmed -> {
                    saved();
                    leave.proceed();
                });
        dialog.setCancelable(true);
        dialog.setCancelText(page.getTranslation("core.unsaved.stay"));
        dialog.addCancelListener(cancelled -> leave.cancel());
        dialog.open();
    }
}
