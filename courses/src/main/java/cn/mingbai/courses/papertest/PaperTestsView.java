package cn.mingbai.courses.papertest;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.YearLinks;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Year;
import java.util.List;

/** The paper tests of a year, and the form that opens one; reached from the held classes. */
@Route("paper-tests")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class PaperTestsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final PaperTests tests;
    private final Divisions divisions;
    private final Clock clock;

    PaperTestsView(PaperTests tests, Divisions divisions, Clock clock) {
        this.tests = tests;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var thisYear = Times.today(clock).getYear();
        var year = YearLinks.asked(event, thisYear);
        add(
                new Anchor("held-classes", getTranslation("courses.class.title")),
                new YearLinks("paper-tests", thisYear, thisYear, year));
        var list = tests.list(Year.of(year));
        if (list.isEmpty()) {
            add(new Paragraph(getTranslation("courses.paper.none")));
        } else {
            add(table(list));
        }
        if (divisions.may(Action.RECORD_TRAINING)) {
            add(form());
        }
    }

    private FigureTable table(List<PaperTest.Line> list) {
        var table = new FigureTable(getTranslation("courses.paper.title"))
                .column(getTranslation("courses.class.field.day"), Column.SHORT_TEXT)
                .column(getTranslation("courses.paper.name"), Column.TEXT)
                .column(getTranslation("courses.paper.sat"), Column.NUMBER)
                .column(getTranslation("courses.paper.passed"), Column.NUMBER)
                .column(getTranslation("courses.paper.course"), Column.WIDE_TEXT)
                .column(getTranslation("courses.class.field.held-by"), Column.WIDE_TEXT);
        for (var line : list) {
            var name = new Div(new Anchor("paper-test/" + line.id().value(), line.title()));
            if (line.withoutFiles()) {
                var missing = new Div(getTranslation("courses.paper.without-files"));
                missing.addClassName("mb-refused");
                name.add(missing);
            }
            table.row(line.day(), name, line.sat(), line.passed(), line.course(), line.heldBy());
        }
        return table;
    }

    private Component form() {
        var units = divisions.reachable(Action.RECORD_TRAINING);
        var today = Times.today(clock);
        var name = new TextField(getTranslation("courses.paper.name"));
        name.setMaxLength(100);
        name.setId("paper-name");
        var day = new DayPicker(getTranslation("courses.class.field.day"), today);
        day.setMax(today.plusDays(60));
        var course = new ComboBox<String>(getTranslation("courses.paper.course"));
        course.setId("paper-course");
        offer(course, today);
        day.addValueChangeListener(change -> offer(course, change.getValue() == null ? today : change.getValue()));
        var unit = new ComboBox<Division>(getTranslation("courses.class.field.held-by"), units);
        unit.setItemLabelGenerator(Division::name);
        unit.setValue(units.getFirst());
        var open = new Button(
                getTranslation("courses.paper.open"),
                click -> Notices.attempt(this, () -> {
                    if (unit.getValue() == null || course.getValue() == null) {
                        throw new RuleViolation("courses.paper.choose");
                    }
                    var id = tests.open(unit.getValue().id(), name.getValue(), course.getValue(), day.chosen());
                    getUI().ifPresent(ui -> ui.navigate(PaperTestView.class, id.value()));
                }));
        open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        open.setId("paper-open");
        var form = new Div(new H3(getTranslation("courses.paper.new")), new FormLayout(name, course, day, unit), open);
        form.setWidthFull();
        return form;
    }

    private void offer(ComboBox<String> course, java.time.LocalDate day) {
        var titles = tests.courses(day);
        var chosen = course.getValue();
        course.setItems(titles.keySet());
        course.setItemLabelGenerator(code -> code + " " + titles.getOrDefault(code, ""));
        course.setValue(chosen != null && titles.containsKey(chosen) ? chosen : null);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.paper.title");
    }
}
