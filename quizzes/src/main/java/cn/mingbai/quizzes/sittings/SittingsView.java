package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.YearLinks;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.time.format.DateTimeFormatter;

/** The scheduled tests of a year; the year is in the address. */
@Route("sittings")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class SittingsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Sittings sittings;
    private final Divisions divisions;
    private final Clock clock;

    SittingsView(Sittings sittings, Divisions divisions, Clock clock) {
        this.sittings = sittings;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    /** Day and time as read in Asia/Shanghai. */
    static String when(Instant instant) {
        return WHEN.format(instant.atZone(Times.ZONE));
    }

    /** The same, without the day where it is that of {@code from}. */
    static String until(Instant from, Instant instant) {
        return Times.dayOf(from).equals(Times.dayOf(instant))
                ? when(instant).substring("2026-01-01 ".length())
                : when(instant);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var thisYear = Times.today(clock).getYear();
        var year = YearLinks.asked(event, thisYear);
        var mayPlan = divisions.may(Action.RECORD_TRAINING);
        var links = new Div(new Anchor("held-classes", "← " + getTranslation("courses.class.title")));
        links.addClassName("mb-links");
        if (mayPlan) {
            var plan = new Anchor("sitting-plan", getTranslation("quizzes.sitting.new"));
            plan.setId("new-sitting");
            links.add(plan);
        }
        add(links, new YearLinks("sittings", thisYear + 1, thisYear, year));
        var lines = sittings.list(Year.of(year));
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation(mayPlan ? "quizzes.sitting.none" : "quizzes.sitting.none-read")));
            return;
        }
        var table = new FigureTable(getTranslation("quizzes.sitting.title"))
                .column(getTranslation("quizzes.sitting.opens"), Column.TEXT)
                .column(getTranslation("quizzes.sitting.name"), Column.TEXT)
                .column(getTranslation("quizzes.sitting.state"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.sitting.handed-in-of"), Column.NUMBER)
                .column(getTranslation("quizzes.sitting.seat.PASSED"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.sitting.unit"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.sitting.closes"), Column.WIDE_TEXT);
        for (var line : lines) {
            table.row(
                    when(line.opens()),
                    new Anchor("sitting/" + line.id().value(), line.course() + " " + line.title()),
                    getTranslation("quizzes.sitting.phase." + line.phase()),
                    line.handedIn() + "/" + line.listed(),
                    line.passed(),
                    line.divisionName(),
                    when(line.closes()));
        }
        add(table);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.sitting.title");
    }
}
