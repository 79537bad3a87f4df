package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The texts that are printed, each with the version in force. */
@Route("texts")
@Menu(title = "materials.text.title", order = 51, icon = "vaadin:file-text-o")
@PermitAll
@OpenTo(Action.VIEW_POLICY)
@StyleSheet("context://mingbai/materials.css")
class TextsView extends VerticalLayout implements HasDynamicTitle {

    TextsView(TextLibrary library) {
        addClassName("mb-page");
        var intro = new Paragraph(getTranslation("materials.text.intro"));
        intro.addClassName("mb-quiet");
        add(intro);
        library.texts().forEach(line -> add(card(line)));
    }

    private Div card(TextLibrary.Line line) {
        var code = line.code().code();
        var inForce = line.inForce();
        var name = new H2(new Anchor("texts/" + code, getTranslation("materials.text.code." + code)));
        var card = new Div(name, new Paragraph(getTranslation("materials.text.what." + code)));
        card.addClassName("mb-text-card");
        card.setId("text-" + code);
        if (inForce == null) {
            var none = new Paragraph(getTranslation("materials.text.not-in-force"));
            none.addClassName("mb-refused");
            card.add(none);
        } else {
            card.add(new Paragraph(
                    new Span(getTranslation("materials.text.in-force", inForce.number(), inForce.from())),
                    new Span(" "),
                    badge(inForce.layerName())));
        }
        if (line.planned() != null) {
            card.add(new Paragraph(getTranslation(
                    "materials.text.next",
                    line.planned().number(),
                    line.planned().from())));
        }
        return card;
    }

    static Span badge(String layer) {
        var badge = new Span(layer);
        badge.addClassName("mb-badge");
        return badge;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.text.title");
    }
}
