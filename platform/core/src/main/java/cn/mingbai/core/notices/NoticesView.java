package cn.mingbai.core.notices;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Routes;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** The caller's notices; seeing them here is reading them. Below, where they go by mail, if mails are sent. */
@Route("notices")
@PermitAll
@OpenTo(Action.STUDY)
class NoticesView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final NoticeBox box;
    private final Divisions divisions;

    NoticesView(NoticeBox box, Divisions divisions) {
        this.box = box;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var notices = box.mine(getLocale());
        if (notices.isEmpty()) {
            add(new Paragraph(getTranslation("core.notice.none")));
        } else {
            var list = new UnorderedList();
            list.addClassName("mb-notices");
            notices.forEach(notice -> list.add(item(notice)));
            add(list);
        }
        box.markRead(notices.stream()
                .filter(notice -> !notice.read())
                .map(NoticeBox.Line::id)
                .collect(Collectors.toSet()));
        var mailing = box.mailing();
        if (mailing.offered()) {
            add(mailing(mailing.address()));
        }
        // Both are about what happened for the reader; a menu entry of its own would be one too many.
        var links = new Div(new Anchor("jobs", getTranslation("core.job.title")));
        links.addClassName("mb-links");
        if (divisions.may(Action.READ_DIGEST)) {
            links.add(new Anchor("digest", getTranslation("core.digest.title")));
        }
        add(links);
    }

    private ListItem item(NoticeBox.Line notice) {
        Component text;
        if (notice.path().isEmpty()) {
            text = new Span(notice.text());
        } else {
            var link = new Anchor(notice.path(), notice.text());
            link.setRouterIgnore(!Routes.isView(notice.path()));
            text = link;
        }
        var time = new Span(notice.postedAt().atZone(Times.ZONE).format(TIME));
        time.addClassName("mb-quiet");
        var item = new ListItem(text, new Span(" "), time);
        if (!notice.read()) {
            item.addClassName("mb-unread");
            var mark = new Span(getTranslation("core.notice.new"));
            mark.addClassName("mb-badge-now");
            item.add(new Span(" "), mark);
        }
        return item;
    }

    private Component mailing(String address) {
        var field = new EmailField(getTranslation("core.notice.address"));
        field.setId("notice-address");
        field.setValue(address);
        field.setHelperText(getTranslation("core.notice.address-help"));
        field.setWidth("22rem");
        field.setMaxLength(254);
        var save = new Button(getTranslation("core.notice.address-save"), click -> {
            if (Notices.attempt(this, () -> box.mailTo(field.getValue()))) {
                Notices.done(this, "core.notice.address-saved");
            }
        });
        save.setId("notice-address-save");
        var row = new Div(field, save);
        row.addClassName("mb-actions");
        return row;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.notice.title");
    }
}
