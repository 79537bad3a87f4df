package cn.mingbai.core.ui;

import cn.mingbai.core.access.Action;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;

/** The first page after signing in: what is left to do, contributed by the modules. */
@Route("")
@Menu(title = "core.home.title", order = 0, icon = "vaadin:home")
@PermitAll
@OpenTo(Action.STUDY)
class HomeView extends VerticalLayout implements HasDynamicTitle {

    HomeView(List<HomeTasks> contributors) {
        addClassName("mb-page");
        var tasks = contributors.stream()
                .sorted(Comparator.comparingInt(HomeTasks::order))
                .flatMap(contributor -> contributor.open(getLocale()).stream())
                .toList();
        add(new H2(getTranslation("core.home.left-to-do")));
        if (tasks.isEmpty()) {
            add(new Paragraph(getTranslation("core.home.nothing-left")));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("mb-tasks");
        for (var task : tasks) {
            var link = new Anchor(task.path(), task.text());
            // Some tasks are done on pages that are not Flow; its router would not find them.
            link.setRouterIgnore(!Routes.isView(task.path()));
            list.add(new ListItem(link));
        }
        add(list);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.home.title");
    }
}
