package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.VerificationPanel;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Verifies a sealed report when it is opened. */
@Route("rate-snapshots/:snapshot/check")
@PermitAll
@OpenTo(Action.VIEW_SNAPSHOTS)
@StyleSheet("context://mingbai/courses.css")
class SnapshotCheckView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final RateSnapshots snapshots;
    private final Texts texts;

    SnapshotCheckView(RateSnapshots snapshots, Texts texts) {
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
                        "rate-snapshots/" + id,
                        "← "
                                + getTranslation(
                                        "courses.snapshot.heading",
                                        listed.districtName(),
                                        listed.day(),
                                        listed.number())),
                new H2(getTranslation("courses.snapshot.check.title")),
                panel);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.snapshot.check.title");
    }
}
