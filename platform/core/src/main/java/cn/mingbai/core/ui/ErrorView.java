package cn.mingbai.core.ui;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** What a page shows instead of itself when a person can act on the error. */
@AnonymousAllowed
class ErrorView extends VerticalLayout implements HasErrorParameter<MingbaiException>, HasDynamicTitle {

    private final Texts texts;

    ErrorView(Texts texts) {
        this.texts = texts;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<MingbaiException> parameter) {
        removeAll();
        add(new Paragraph(texts.get(getLocale(), parameter.getException())));
        add(new RouterLink(getTranslation("core.error.to-home"), HomeView.class));
        return 404;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.error.title");
    }
}
