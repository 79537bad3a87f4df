package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The caller's courses: what is owed first. */
@Route("courses")
@Menu(title = "courses.mine.title", order = 10, icon = "vaadin:book")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class CoursesView extends VerticalLayout implements HasDynamicTitle {

    CoursesView(Courses courses) {
        addClassName("mb-page");
        var all = courses.mine();
        var required = all.stream().filter(CourseLine::isRequired).toList();
        var left = required.stream().filter(CourseLine::isLeft).count();
        if (!required.isEmpty()) {
            add(new Paragraph(
                    left == 0
                            ? getTranslation("courses.mine.all-done", required.size())
                            : getTranslation("courses.mine.left", required.size(), left)));
        }
        list("courses.mine.required", required);
        list(
                required.isEmpty() ? "courses.mine.open" : "courses.mine.others",
                all.stream().filter(course -> !course.isRequired()).toList());
        if (all.isEmpty()) {
            add(new Paragraph(getTranslation("courses.mine.none")));
        }
    }

    private void list(String heading, List<CourseLine> courses) {
        if (courses.isEmpty()) {
            return;
        }
        add(new H2(getTranslation(heading)));
        for (var course : courses) {
            add(card(course));
        }
    }

    private Div card(CourseLine course) {
        var title = new H3(new Anchor("courses/" + course.code(), course.title()));
        var card = new Div(new Section(title, new Paragraph(course.goal()), state(course)));
        card.addClassName("mb-course");
        return card;
    }

    private Paragraph state(CourseLine course) {
        var done = course.doneOn();
        var due = course.due();
        var state = new Paragraph(
                done != null
                        ? getTranslation("courses.state.done", done)
                        : due != null
                                ? getTranslation("courses.state.due", due)
                                : getTranslation("courses.state.minutes", course.minutes()));
        state.addClassName(done != null ? "mb-done" : course.isLeft() ? "mb-left" : "mb-quiet");
        return state;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.mine.title");
    }
}
