package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.certificates.Certificates;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.rechecks.OwedRecheck;
import cn.mingbai.courses.rechecks.Rechecks;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** A course: its goal, its lessons, what is left, and the way into its quiz. */
@Route("courses/:course")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class CourseView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Courses courses;
    private final Rechecks rechecks;
    private final Certificates certificates;
    private final Clock clock;
    private final List<CourseFollowUps> followUps;
    private String title = "";

    CourseView(
            Courses courses,
            Rechecks rechecks,
            Certificates certificates,
            Clock clock,
            List<CourseFollowUps> followUps) {
        this.courses = courses;
        this.rechecks = rechecks;
        this.certificates = certificates;
        this.clock = clock;
        this.followUps = followUps;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(event.getRouteParameters().get("course").orElse(""));
    }

    private void show(String code) {
        removeAll();
        var page = courses.course(code);
        var course = page.course();
        var today = Times.today(clock);
        title = course.title();
        add(new Anchor("courses", "← " + getTranslation("courses.mine.title")));
        add(new H2(course.title()));
        var goal = new Paragraph(course.goal());
        goal.addClassName("mb-lead");
        var state = CourseWords.state(this, course, today);
        state.setId("course-state");
        add(goal, state);
        certificates.mine(code).ifPresent(pass -> {
            var link = new Anchor(pass.path(), getTranslation("courses.certificate.mine", pass.on()));
            link.setRouterIgnore(true);
            link.setTarget("_blank");
            link.setId("certificate");
            add(link);
        });
        var basis = course.basis();
        if (basis != null && course.isLeft()) {
            var because = new Paragraph(getTranslation("courses.state.because", basis));
            because.addClassName("mb-quiet");
            add(because);
        }
        for (var recheck : rechecks.mine()) {
            if (recheck.course().equals(code)) {
                add(recheck(recheck, today));
            }
        }
        changed(page);
        var stopped = course.stopped();
        if (stopped != null) {
            var on = new Anchor(
                    "courses/" + code + "/" + stopped.lesson() + "?continue",
                    getTranslation("courses.mine.go-on", stopped.lesson(), stopped.title()));
            on.addClassName("mb-button");
            on.setId("go-on");
            add(on);
        }
        lessons(page);
        read(page);
        for (var contributor : followUps) {
            contributor.of(code, getLocale()).ifPresent(followUp -> add(section(contributor, code, followUp)));
        }
    }

    /** Those to learn first; where only some were picked, the others below them. */
    private void lessons(CoursePage page) {
        var mine = page.mine();
        var others = page.others();
        if (mine.isEmpty() || others.isEmpty()) {
            add(
                    new H2(getTranslation(
                            "courses.course.lessons",
                            page.lessons().size(),
                            page.course().minutes())),
                    list(page.course().code(), page.lessons()));
            return;
        }
        add(
                new H2(getTranslation("courses.course.mine", mine.size(), minutes(mine))),
                list(page.course().code(), mine),
                new H2(getTranslation("courses.course.optional", others.size(), minutes(others))),
                list(page.course().code(), others));
    }

    private static int minutes(List<CoursePage.Lesson> lessons) {
        return lessons.stream().mapToInt(CoursePage.Lesson::minutes).sum();
    }

    private OrderedList list(String course, List<CoursePage.Lesson> shown) {
        var lessons = new OrderedList();
        lessons.addClassName("mb-lessons");
        for (var lesson : shown) {
            var minutes = new Span(getTranslation("courses.course.minutes", lesson.minutes()));
            minutes.addClassName("mb-quiet");
            var link = new Anchor("courses/" + course + "/" + lesson.code(), lesson.code() + " " + lesson.title());
            lessons.add(new ListItem(link, minutes));
        }
        return lessons;
    }

    private void changed(CoursePage page) {
        if (page.passedVersion() == null || page.changed().isEmpty()) {
            return;
        }
        var changed = new Div(new H2(getTranslation("courses.course.changed-title")));
        changed.add(new Paragraph(getTranslation(
                "courses.course.changed", page.passedVersion(), page.course().version())));
        changed.add(list(page.course().code(), page.changed()));
        changed.addClassName("mb-course");
        changed.setId("changed-since");
        add(changed);
    }

    private Div recheck(OwedRecheck recheck, LocalDate today) {
        var words = new Paragraph(CourseWords.words(this, recheck, today));
        words.addClassName("mb-left");
        var byReading = recheck.how() == Recheck.How.READ;
        var how = new Paragraph(getTranslation(
                byReading ? "courses.recheck.how-read" : "courses.recheck.how-quiz",
                String.join(getTranslation("courses.list-comma"), recheck.lessons())));
        var start = new Button(
                getTranslation(byReading ? "courses.recheck.confirm" : "courses.recheck.start"),
                click -> Notices.attempt(this, () -> {
                    if (byReading) {
                        rechecks.confirmRead(recheck.id());
                        Notices.done(this, "courses.recheck.done");
                        show(recheck.course());
                    } else {
                        var path = rechecks.start(recheck.id());
                        getUI().ifPresent(ui -> ui.getPage().setLocation(path));
                    }
                }));
        start.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_LARGE);
        start.setId("start-recheck");
        var section = new Div(new H2(getTranslation("courses.recheck.heading")), words, how, start);
        section.addClassName("mb-course");
        section.setId("recheck");
        return section;
    }

    /** Having read is said by the reader; nobody measures it. */
    private void read(CoursePage page) {
        var on = page.readOn();
        if (on != null) {
            var said = new Paragraph(getTranslation("courses.course.read-on", on));
            said.addClassName("mb-quiet");
            said.setId("read-on");
            add(said);
            return;
        }
        var read = new Button(
                getTranslation(
                        page.others().isEmpty() || page.mine().isEmpty()
                                ? "courses.course.read-all"
                                : "courses.course.read-mine"),
                click -> {
                    if (Notices.attempt(
                            this, () -> courses.completed(page.course().code()))) {
                        Notices.done(this, "courses.course.read-noted");
                        show(page.course().code());
                    }
                });
        read.setId("read-all");
        var hint = new Paragraph(getTranslation("courses.course.read-hint"));
        hint.addClassName("mb-quiet");
        var section = new Div(read, hint);
        section.setWidthFull();
        add(section);
    }

    private Div section(CourseFollowUps contributor, String code, CourseFollowUps.FollowUp followUp) {
        var section = new Div(new H2(followUp.title()), new Paragraph(followUp.rules()));
        if (followUp.state() != null) {
            var state = new Paragraph(followUp.state());
            state.setId(followUp.id() + "-state");
            section.add(state);
        }
        if (!followUp.readings().isEmpty()) {
            var readings = new OrderedList();
            readings.addClassName("mb-lessons");
            followUp.readings()
                    .forEach(reading -> readings.add(new ListItem(new Anchor(reading.path(), reading.text()))));
            section.add(readings);
        }
        var buttons = new Div();
        buttons.addClassName("mb-actions");
        for (var way : followUp.ways()) {
            var start = new Button(
                    way.action(),
                    click -> Notices.attempt(this, () -> {
                        var path = contributor.start(code, way.code());
                        getUI().ifPresent(ui -> ui.getPage().setLocation(path));
                    }));
            start.addThemeVariants(ButtonVariant.LUMO_LARGE);
            if (way.equals(followUp.ways().getFirst())) {
                start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            }
            start.setEnabled(way.possible());
            start.setId("start-" + way.code());
            buttons.add(start);
        }
        section.add(buttons);
        section.addClassName("mb-course");
        section.setId(followUp.id());
        return section;
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
