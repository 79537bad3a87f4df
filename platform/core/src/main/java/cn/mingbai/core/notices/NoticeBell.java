package cn.mingbai.core.notices;

import cn.mingbai.core.ui.NavbarPiece;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLink;
import org.springframework.stereotype.Component;

/** The bell beside a page's title: how many notices are unread, and the way to them. */
class NoticeBell extends RouterLink implements AfterNavigationObserver {

    private final NoticeBox box;
    private final Span count = new Span();

    NoticeBell(NoticeBox box) {
        this.box = box;
        setRoute(NoticesView.class);
        addClassName("mb-bell");
        setId("bell");
        count.addClassName("mb-bell-count");
        add(new Icon(VaadinIcon.BELL_O), count);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var unread = box.unread();
        count.setText(String.valueOf(unread));
        count.setVisible(unread > 0);
        var label = getTranslation("core.notice.bell", unread);
        getElement().setAttribute("aria-label", label);
        getElement().setAttribute("title", label);
    }

    /** Puts a bell into every signed-in page. */
    @Component
    static class Piece implements NavbarPiece {

        private final NoticeBox box;

        Piece(NoticeBox box) {
            this.box = box;
        }

        @Override
        public com.vaadin.flow.component.Component create() {
            return new NoticeBell(box);
        }
    }
}
