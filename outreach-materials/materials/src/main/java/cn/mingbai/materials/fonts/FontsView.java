package cn.mingbai.materials.fonts;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.print.FontLicence;
import cn.mingbai.print.Fonts;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The fonts embedded in printed files and the software that writes these, with their licences. */
@Route("fonts")
@PermitAll
@OpenTo(Action.PRINT_LEAFLETS)
class FontsView extends VerticalLayout implements HasDynamicTitle {

    FontsView() {
        addClassName("mb-page");
        var intro = new Paragraph(getTranslation("materials.fonts.intro"));
        intro.addClassName("mb-quiet");
        add(new Anchor("print", "← " + getTranslation("materials.print.title")), intro);
        Fonts.licences().stream()
                .collect(Collectors.groupingBy(FontLicence::licence, LinkedHashMap::new, Collectors.toList()))
                .forEach((licence, fonts) -> add(fonts(licence, fonts)));
        add(new H3(getTranslation("materials.fonts.software")), software());
    }

    private UnorderedList software() {
        var list = new UnorderedList();
        list.setId("software");
        for (var name : List.of("openpdf", "fontbox", "zxing")) {
            list.add(new ListItem(getTranslation("materials.fonts.software." + name)));
        }
        return list;
    }

    private Div fonts(String licence, List<FontLicence> fonts) {
        var list = new UnorderedList();
        for (var font : fonts) {
            list.add(new ListItem(getTranslation("materials.fonts.font", font.font(), font.version())));
        }
        var text = new Paragraph(licence);
        text.getStyle().set("white-space", "pre-wrap");
        text.getElement().setAttribute("lang", "en");
        return new Div(
                new H3(fonts.stream()
                        .map(font -> font.font().replaceFirst(" \\w+$", ""))
                        .distinct()
                        .collect(Collectors.joining(getTranslation("materials.fonts.and")))),
                new Paragraph(fonts.getFirst().copyright()),
                list,
                new Details(getTranslation("materials.fonts.licence"), text));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.fonts.title");
    }
}
