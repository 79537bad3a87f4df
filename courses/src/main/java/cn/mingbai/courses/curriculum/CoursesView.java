package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.rechecks.OwedRecheck;
import cn.mingbai.courses.rechecks.Rechecks;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The learner's page: what is to be done and by when, where reading stopped, and all courses. */
@Route("courses")
@Menu(title = "courses.mine.title", order = 10, icon = "vaadin:book")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class CoursesView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Courses courses;
    private final Rechecks rechecks;
    private final Clock clock;

    CoursesView(Courses courses, Rechecks rechecks, Clock clock) {
        this.courses = courses;
        this.rechecks = rechecks;
        this.clock = clock;
        addClassName("mb-page");
    }

    /** Which courses of the catalogue are shown. */
    private enum Show {
        ALL,
        REQUIRED,
        OPTIONAL,
        DONE;

        boolean shows(CourseLine course) {
            return switch (this) {
                case ALL -> true;
                case REQUIRED -> course.isRequired();
                case OPTIONAL -> !course.isRequired();
                case DONE -> course.doneOn() != null;
            };
        }

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var chosen = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("show")
                .orElse("");
        var show = List.of(Show.values()).stream()
                .filter(one -> one.parameter().equals(chosen))
                .findFirst()
                .orElse(Show.ALL);
        var today = Times.today(clock);
        var all = courses.mine();
        var open = rechecks.mine();
        var left = all.stream().filter(CourseLine::isLeft).toList();
        var sentence = new Paragraph(sentence(all, left.size(), open.size()));
        sentence.addClassName("mb-sentence");
        sentence.setId("to-do-sentence");
        add(sentence);
        if (!left.isEmpty() || !open.isEmpty()) {
            var todo = new Section(new H2(getTranslation("courses.mine.to-do")));
            todo.setWidthFull();
            todo.addClassName("mb-cards");
            todo.setId("to-do");
            open.forEach(recheck -> todo.add(card(recheck, today)));
            left.forEach(course -> todo.add(card(course, today)));
            add(todo);
        }
        var catalogue = new Section(new H2(getTranslation("courses.mine.all")), filters(show));
        catalogue.setWidthFull();
        catalogue.addClassName("mb-cards");
        catalogue.setId("catalogue");
        var shown = all.stream().filter(show::shows).toList();
        shown.forEach(course -> catalogue.add(entry(course)));
        if (shown.isEmpty()) {
            catalogue.add(
                    new Paragraph(getTranslation(all.isEmpty() ? "courses.mine.none" : "courses.mine.none-shown")));
        }
        add(catalogue);
        if (courses.mayWrite()) {
            var write = new Anchor("authoring", getTranslation("courses.authoring.title"));
            write.setId("to-authoring");
            add(write);
        }
    }

    private String sentence(List<CourseLine> all, int left, int rechecks) {
        if (left == 0 && rechecks == 0) {
            return all.stream().anyMatch(CourseLine::isRequired)
                    ? getTranslation("courses.mine.all-done-now")
                    : getTranslation("courses.mine.nothing-required");
        }
        if (rechecks == 0) {
            return getTranslation("courses.mine.left-courses", left);
        }
        return left == 0
                ? getTranslation("courses.mine.left-rechecks", rechecks)
                : getTranslation("courses.mine.left-both", left, rechecks);
    }

    private Nav filters(Show show) {
        var filters = new Nav();
        filters.addClassName("mb-filters");
        filters.getElement().setAttribute("aria-label", getTranslation("courses.mine.filter"));
        for (var one : Show.values()) {
            var link = new Anchor(
                    one == Show.ALL ? "courses" : "courses?show=" + one.parameter(),
                    getTranslation("courses.mine.show." + one));
            link.setId("show-" + one.parameter());
            if (one == show) {
                link.getElement().setAttribute("aria-current", "true");
            }
            filters.add(link);
        }
        return filters;
    }

    private Div card(OwedRecheck recheck, LocalDate today) {
        var words = new Paragraph(CourseWords.words(this, recheck, today));
        words.addClassName("mb-left");
        var card = new Div(
                new H3(new Anchor(
                        "courses/" + recheck.course(), getTranslation("courses.recheck.title", recheck.title()))),
                words);
        card.addClassName("mb-course");
        return card;
    }

    private Div card(CourseLine course, LocalDate today) {
        var card = new Div(new H3(new Anchor("courses/" + course.code(), course.title())));
        card.addClassName("mb-course");
        if (!course.goal().isBlank()) {
            card.add(new Paragraph(course.goal()));
        }
        card.add(CourseWords.state(this, course, today));
        var minutes = new Paragraph(getTranslation("courses.state.minutes", course.minutes()));
        minutes.addClassName("mb-quiet");
        card.add(minutes);
        var stopped = course.stopped();
        if (stopped != null) {
            card.add(goOn(course.code(), stopped));
        }
        return card;
    }

    /** A line of the catalogue: what is to be done stands above. */
    private Div entry(CourseLine course) {
        var done = course.doneOn();
        var words = done != null
                ? getTranslation("courses.state.done", done)
                : getTranslation(
                        course.isRequired() ? "courses.mine.entry-required" : "courses.mine.entry-optional",
                        course.minutes());
        var state = new Paragraph(words);
        state.addClassName(done != null ? "mb-done" : "mb-quiet");
        var entry = new Div(new H3(new Anchor("courses/" + course.code(), course.title())), state);
        entry.addClassName("mb-course");
        if (!course.isLeft() && !course.goal().isBlank()) {
            entry.addComponentAtIndex(1, new Paragraph(course.goal()));
        }
        var stopped = course.stopped();
        if (stopped != null && !course.isLeft() && done == null) {
            entry.add(goOn(course.code(), stopped));
        }
        return entry;
    }

    private Anchor goOn(String course, CourseLine.Stopped stopped) {
        return new Anchor(
                "courses/" + course + "/" + stopped.lesson() + "?continue",
                getTranslation("courses.mine.go-on", stopped.lesson(), stopped.title()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.mine.title");
    }
}
