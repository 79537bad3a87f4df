package cn.mingbai.core.ui;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.SecondFactorNeeded;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short messages after an action. */
public final class Notices {

    private static final int SHORT_MS = 3000;
    private static final int LONG_MS = 10000;

    private Notices() {}

    /** Says that something was done. */
    public static void done(Component view, String key, Object... arguments) {
        var notice = show(view.getTranslation(key, arguments), SHORT_MS);
        notice.addThemeVariants(NotificationVariant.LUMO_SUCCESS);
    }

    /**
     * Says what is wrong and what to do; stays long enough to be read. Where a second factor is missing it offers the page
     * that asks for it, in a tab of its own, so that what was typed here stays.
     */
    public static void refused(Component view, MingbaiException error) {
        if (error instanceof SecondFactorNeeded) {
            askSecondFactor(view, error);
            return;
        }
        var notice = show(view.getTranslation(error.key(), error.arguments().toArray()), LONG_MS);
        notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
    }

    private static void askSecondFactor(Component view, MingbaiException error) {
        var dialog = new Dialog(view.getTranslation(error.key()));
        dialog.setId("second-factor-needed");
        dialog.setWidth("26rem");
        dialog.add(new Paragraph(view.getTranslation("core.access.second-factor.how")));
        var page = new Anchor("second-factor?beside", view.getTranslation("core.identity.factor.open"));
        page.setTarget(AnchorTarget.BLANK);
        page.setRouterIgnore(true);
        page.setId("second-factor-page");
        page.getElement().addEventListener("click", click -> dialog.close());
        dialog.getFooter()
                .add(new Button(view.getTranslation("core.identity.factor.later"), click -> dialog.close()), page);
        DialogFocus.on(dialog, page);
        dialog.open();
    }

    // The newest takes the place of the one before: several would cover a phone's dialog, and the older no longer hold.
    private static Notification show(String text, int duration) {
        var ui = UI.getCurrent();
        var before = ComponentUtil.getData(ui, Notification.class);
        if (before != null) {
            before.close();
        }
        var notice = Notification.show(text, duration, Notification.Position.TOP_CENTER);
        ComponentUtil.setData(ui, Notification.class, notice);
        return notice;
    }

    /** Runs an action of a view and shows its error, if any; answers whether it succeeded. */
    public static boolean attempt(Component view, Runnable action) {
        try {
            action.run();
            return true;
        } catch (MingbaiException error) {
            refused(view, error);
            return false;
        }
    }
}
