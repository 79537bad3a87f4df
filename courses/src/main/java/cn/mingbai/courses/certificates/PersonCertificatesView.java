package cn.mingbai.courses.certificates;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A person's certificates, to print. */
@Route("certificates/:person")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class PersonCertificatesView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Certificates certificates;

    PersonCertificatesView(Certificates certificates) {
        this.certificates = certificates;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var person = Asked.id(event, "person");
        removeAll();
        var passes = certificates.of(new PersonId(person));
        if (passes.isEmpty()) {
            add(new H2(getTranslation("courses.certificate.title")));
            add(new Paragraph(getTranslation("courses.certificate.none")));
            return;
        }
        add(new H2(getTranslation("courses.certificate.of", passes.getFirst().name())));
        var table = new FigureTable(getTranslation("courses.certificate.title"))
                .column(getTranslation("courses.certificate.label.course"), Column.TEXT)
                .column(getTranslation("courses.certificate.label.passed-on"), Column.SHORT_TEXT)
                .column(getTranslation("courses.certificate.label.score"), Column.WIDE_NUMBER)
                .column("", Column.TEXT);
        for (var pass : passes) {
            table.row(
                    pass.course() + " " + pass.title(),
                    pass.on(),
                    pass.score() == null ? "" : pass.score(),
                    link(pass, getTranslation("courses.certificate.print")));
        }
        add(table);
    }

    private static Anchor link(Certificates.Certifiable pass, String words) {
        var link = new Anchor(pass.path(), words);
        link.setRouterIgnore(true);
        link.setTarget("_blank");
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.certificate.title");
    }
}
