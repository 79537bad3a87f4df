package cn.mingbai.core.ui;

import cn.mingbai.core.error.NoRoom;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page shows instead of itself when it is at fault: the next step for the person, the cause for the log. */
@AnonymousAllowed
class FailureView extends VerticalLayout implements HasErrorParameter<Exception>, HasDynamicTitle {

    private static final Logger LOG = LoggerFactory.getLogger(FailureView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var path = event.getLocation().getPath().replaceAll("[\\r\\n]", " ");
        var full = NoRoom.isBehind(parameter.getCaughtException());
        if (full) {
            LOG.warn("expected /{} to open, but a disk is full", path);
        } else {
            LOG.error("expected /{} to open", path, parameter.getCaughtException());
        }
        removeAll();
        add(new Paragraph(getTranslation(full ? NoRoom.KEY : "core.error.page.failed")));
        add(new RouterLink(getTranslation("core.error.to-home"), HomeView.class));
        return full ? 507 : 500;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.error.title");
    }
}
