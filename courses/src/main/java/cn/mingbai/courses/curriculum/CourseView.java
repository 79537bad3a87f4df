package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** A course: its goal, its lessons, what is left, and the way into its quiz. */
@Route("courses/:course")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class CourseView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Courses courses;
    private final List<CourseFollowUps> followUps;
    private String title = "";

    CourseView(Courses courses, List<CourseFollowUps> followUps) {
        this.courses = courses;
        this.followUps = followUps;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var code = event.getRouteParameters().get("course").orElse("");
        var page = courses.course(code);
        var course = page.course();
        title = course.title();
        add(new Anchor("courses", "← " + getTranslation("courses.mine.title")));
        add(new H2(course.title()));
        var goal = new Paragraph(course.goal());
        goal.addClassName("mb-lead");
        add(goal, state(course));
        add(new H2(getTranslation("courses.course.lessons", page.lessons().size(), course.minutes())));
        var lessons = new OrderedList();
        lessons.addClassName("mb-lessons");
        for (var lesson : page.lessons()) {
            var minutes =
                    new com.vaadin.flow.component.html.Span(getTranslation("courses.course.minutes", lesson.minutes()));
            minutes.addClassName("mb-quiet");
            lessons.add(new ListItem(
                    new Anchor("courses/" + code + "/" + lesson.code(), lesson.code() + " " + lesson.title()),
                    minutes));
        }
        add(lessons);
        for (var contributor : followUps) {
            contributor.of(code, getLocale()).ifPresent(followUp -> add(section(contributor, code, followUp)));
        }
    }

    private Paragraph state(CourseLine course) {
        var done = course.doneOn();
        var due = course.due();
        var state = new Paragraph(
                done != null
                        ? getTranslation("courses.state.done", done)
                        : due != null
                                ? getTranslation("courses.state.due-because", due, course.basis())
                                : getTranslation("courses.state.not-required"));
        state.addClassName(done != null ? "mb-done" : course.isLeft() ? "mb-left" : "mb-quiet");
        state.setId("course-state");
        return state;
    }

    private Div section(CourseFollowUps contributor, String code, CourseFollowUps.FollowUp followUp) {
        var start = new Button(
                followUp.action(),
                click -> Notices.attempt(this, () -> {
                    var path = contributor.start(code);
                    getUI().ifPresent(ui -> ui.getPage().setLocation(path));
                }));
        start.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_LARGE);
        start.setId("start-quiz");
        var section = new Div(new H2(followUp.title()), new Paragraph(followUp.rules()));
        if (followUp.state() != null) {
            var state = new Paragraph(followUp.state());
            state.setId("quiz-state");
            section.add(state);
        }
        section.add(start);
        section.addClassName("mb-course");
        section.setId("quiz");
        return section;
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
