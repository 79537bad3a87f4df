package cn.mingbai.core.ui;

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
        LOG.error(
                "expected /{} to open",
                event.getLocation().getPath().replaceAll("[\\r\\n]", " "),
                parameter.getCaughtException());
        removeAll();
        add(new Paragraph(getTranslation("core.error.page.failed")));
        add(new RouterLink(getTranslation("core.error.to-home"), HomeView.class));
        return 500;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.error.title");
    }
}
