package cn.mingbai.courses.search;

import cn.mingbai.core.ui.NavbarPiece;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.RouterLink;

/** The way to the search from every page. */
@org.springframework.stereotype.Component
class SearchLink implements NavbarPiece {

    @Override
    public Component create() {
        var link = new RouterLink();
        link.setRoute(SearchView.class);
        link.add(new Icon(VaadinIcon.SEARCH));
        link.addClassName("mb-bell");
        link.setId("to-search");
        var label = link.getTranslation("courses.search.title");
        link.getElement().setAttribute("aria-label", label);
        link.getElement().setAttribute("title", label);
        return link;
    }
}
