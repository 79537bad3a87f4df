package cn.mingbai.core.ui;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.i18n.Language;
import cn.mingbai.core.i18n.Texts;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;

/**
 * The frame around every signed-in page. It knows no feature: its menu comes from the {@code @Menu} of the routes, whose
 * title is a key of the bundles, and shows only what the caller's roles may open ({@link OpenTo}).
 */
@Layout
@PermitAll
public class MainLayout extends AppLayout implements AfterNavigationObserver {

    private final H1 title = new H1();

    MainLayout(Access access, AuthenticationContext session, List<NavbarPiece> pieces) {
        setPrimarySection(Section.DRAWER);
        title.addClassName("mb-title");
        var language = new Button(getTranslation("core.layout.other-language"), click -> switchLanguage());
        language.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        language.setId("language");
        var spacer = new Div();
        spacer.addClassName("mb-spacer");
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("core.layout.menu"));
        var bar = new Header(toggle, title, spacer);
        bar.addClassName("mb-navbar");
        pieces.forEach(piece -> bar.add(piece.create()));
        bar.add(language);
        addToNavbar(bar);

        var brand = new Span(getTranslation("core.layout.brand"));
        brand.addClassName("mb-brand");
        addToDrawer(brand, menu(access), foot(access, session));
    }

    private Component menu(Access access) {
        var menu = new SideNav();
        for (var entry : MenuConfiguration.getMenuEntries()) {
            if (!OpenTo.Check.mayOpen(entry.menuClass(), access::may)) {
                continue;
            }
            var item = new SideNavItem(getTranslation(entry.title()), entry.path());
            if (entry.icon() != null) {
                item.setPrefixComponent(new com.vaadin.flow.component.icon.Icon(entry.icon()));
            }
            menu.addItem(item);
        }
        return menu;
    }

    private Component foot(Access access, AuthenticationContext session) {
        var who = new Span(access.callerIfAny().map(caller -> caller.name()).orElse(""));
        var out = new Button(getTranslation("core.layout.sign-out"), click -> session.logout());
        out.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        out.setId("sign-out");
        var password = new Anchor("password", getTranslation("core.layout.password"));
        password.setRouterIgnore(true);
        password.setId("change-password");
        var foot = new Div(who, password, out);
        foot.addClassName("mb-foot");
        return foot;
    }

    private void switchLanguage() {
        var next = "en".equals(getLocale().getLanguage()) ? Texts.LOCALES.getFirst() : Locale.ENGLISH;
        if (VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                && VaadinResponse.getCurrent() instanceof VaadinServletResponse response) {
            response.addCookie(Language.cookie(next, request.isSecure()));
        }
        UI.getCurrent().getPage().reload();
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var content = getContent();
        if (content != null) {
            content.getElement().setAttribute("role", "main");
        }
        var text = content instanceof HasDynamicTitle page ? page.getPageTitle() : "";
        title.setText(text);
    }
}
