package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.YearLinks;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The held classes of a year; the year is in the address. */
@Route("held-classes")
@Menu(title = "courses.class.title", order = 42, icon = "vaadin:calendar-user")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class HeldClassesView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final HeldClasses classes;
    private final Divisions divisions;
    private final Clock clock;
    private final List<FurtherTraining> further;

    HeldClassesView(HeldClasses classes, Divisions divisions, Clock clock, List<FurtherTraining> further) {
        this.classes = classes;
        this.divisions = divisions;
        this.clock = clock;
        this.further = further;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var thisYear = Times.today(clock).getYear();
        var year = YearLinks.asked(event, thisYear);
        var mayPlan = divisions.may(Action.RECORD_TRAINING);
        add(links(mayPlan), new YearLinks("held-classes", thisYear + 1, thisYear, year));
        var list = classes.list(Year.of(year));
        if (list.isEmpty()) {
            add(new Paragraph(getTranslation(mayPlan ? "courses.class.none" : "courses.class.none-read")));
        } else {
            add(table(list));
        }
    }

    private Component links(boolean mayPlan) {
        var links = new Div();
        links.addClassName("mb-links");
        if (mayPlan) {
            var plan = new Anchor("held-class-plan", getTranslation("courses.class.new"));
            plan.setId("new-class");
            links.add(plan);
        }
        links.add(new Anchor("paper-tests", getTranslation("courses.paper.title")));
        further.stream()
                .filter(other -> divisions.may(other.action()))
                .forEach(other -> links.add(new Anchor(other.path(), getTranslation(other.titleKey()))));
        if (divisions.may(Action.EXPORT_FIGURES)) {
            links.add(new Anchor("training-ledgers", getTranslation("courses.ledger.title")));
        }
        return links;
    }

    private FigureTable table(List<ClassLine> list) {
        var table = new FigureTable(getTranslation("courses.class.title"))
                .column(getTranslation("courses.class.field.day"), Column.SHORT_TEXT)
                .column(getTranslation("courses.class.field.title"), Column.TEXT)
                .column(getTranslation("courses.class.list.state"), Column.TEXT)
                .column(getTranslation("courses.class.list.present"), Column.NUMBER)
                .column(getTranslation("courses.class.list.people"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.class.list.time"), Column.WIDE_TEXT)
                .column(getTranslation("courses.class.field.held-by"), Column.WIDE_TEXT)
                .column(getTranslation("courses.class.field.teacher"), Column.WIDE_TEXT);
        for (var line : list) {
            table.row(
                    line.day(),
                    new Anchor("held-class/" + line.id().value(), line.title()),
                    state(line),
                    line.state() == ClassState.CANCELLED || line.day().isAfter(Times.today(clock))
                            ? ""
                            : line.present(),
                    line.listed(),
                    TIME.format(line.start()) + "–" + TIME.format(line.end()),
                    line.divisionName(),
                    line.teacher());
        }
        return table;
    }

    private Component state(ClassLine line) {
        var word = new Span(getTranslation("courses.class.state." + line.state()));
        word.addClassName("mb-nowrap");
        var state = new Div(word);
        if (line.unproved() > 0) {
            var missing = new Div(getTranslation("courses.class.sheets.missing", line.unproved()));
            missing.addClassName("mb-refused");
            state.add(missing);
        }
        return state;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.class.title");
    }
}
