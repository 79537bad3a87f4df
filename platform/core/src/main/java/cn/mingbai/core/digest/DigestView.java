package cn.mingbai.core.digest;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Routes;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** What an officer was told of on the last days, each with the way to it, and what they want to be told of. */
@Route("digest")
@PermitAll
@OpenTo(Action.READ_DIGEST)
class DigestView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final Digests digests;

    DigestView(Digests digests) {
        this.digests = digests;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var days = digests.mine(getLocale());
        if (days.isEmpty()) {
            add(new Paragraph(getTranslation("core.digest.none")));
        }
        for (var day : days) {
            var list = new UnorderedList();
            list.addClassName("mb-notices");
            day.lines().forEach(line -> {
                var link = new Anchor(line.path(), line.text());
                link.setRouterIgnore(!Routes.isView(line.path()));
                list.add(new ListItem(link));
            });
            add(new H3(day.day().toString()), list);
        }
        add(new H3(getTranslation("core.digest.switches")));
        var note = new Paragraph(getTranslation("core.digest.note"));
        note.addClassName("mb-quiet");
        add(note);
        for (var each : digests.switches(getLocale())) {
            var box = new Checkbox(each.title(), each.isOn());
            box.setId("digest-" + each.kind().replace('.', '-'));
            box.addValueChangeListener(change -> {
                if (change.isFromClient()
                        && Notices.attempt(this, () -> digests.turn(each.kind(), change.getValue()))) {
                    Notices.done(this, "core.digest.saved");
                }
            });
            add(box);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.digest.title");
    }
}
