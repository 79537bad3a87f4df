package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.VerificationPanel;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Verifies a sealed report of outreach when it is opened. */
@Route("outreach-snapshots/:snapshot/check")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
class OutreachCheckView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final OutreachSnapshots snapshots;
    private final Texts texts;

    OutreachCheckView(OutreachSnapshots snapshots, Texts texts) {
        this.snapshots = snapshots;
        this.texts = texts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = Asked.id(event, "snapshot");
        removeAll();
        var listed = snapshots.list().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var panel = new VerificationPanel(texts);
        panel.show(snapshots.verify(id));
        add(
                new Anchor(
                        "outreach-snapshots/" + id,
                        "← "
                                + getTranslation(
                                        "district.snapshot.heading",
                                        listed.campaignName(),
                                        listed.day(),
                                        listed.number())),
                new H2(getTranslation("district.snapshot.check.title")),
                panel);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.snapshot.check.title");
    }
}
