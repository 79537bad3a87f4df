package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A lesson to read, on a phone first. */
@Route("courses/:course/:lesson")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class LessonView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Courses courses;
    private String title = "";

    LessonView(Courses courses) {
        this.courses = courses;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var parameters = event.getRouteParameters();
        var lesson = courses.lesson(
                parameters.get("course").orElse(""), parameters.get("lesson").orElse(""), getLocale());
        title = lesson.code() + " " + lesson.title();
        var up = "courses/" + lesson.courseCode();

        var layer = new Span(
                getTranslation(lesson.isCurrentLaw() ? "courses.lesson.current-law" : "courses.lesson.rules-2017"));
        layer.addClassNames("mb-badge", lesson.isCurrentLaw() ? "mb-badge-current" : "mb-badge-2017");
        var place = new Span(getTranslation("courses.lesson.place", lesson.number(), lesson.of(), lesson.minutes()));
        place.addClassName("mb-quiet");
        var head = new Div(layer, place);
        head.addClassName("mb-lesson-head");

        var text = new Html("<div class=\"mb-lesson-text\">" + lesson.html() + "</div>");
        text.getElement().setAttribute("lang", "zh-CN");
        var article =
                new Article(new Anchor(up, "← " + lesson.courseTitle()), new H2(title), head, text, steps(lesson, up));
        article.addClassName("mb-lesson");
        add(article);
    }

    private Nav steps(LessonPage lesson, String up) {
        var steps = new Nav();
        steps.addClassName("mb-steps");
        if (lesson.previous() != null) {
            var previous = new Anchor(
                    up + "/" + lesson.previous().code(),
                    getTranslation("courses.lesson.previous", lesson.previous().title()));
            previous.setId("previous");
            steps.add(previous);
        }
        if (lesson.next() != null) {
            var next = new Anchor(
                    up + "/" + lesson.next().code(),
                    getTranslation("courses.lesson.next", lesson.next().title()));
            next.setId("next");
            steps.add(next);
        }
        var quiz = new Anchor(up, getTranslation("courses.lesson.to-quiz"));
        quiz.setId("to-quiz");
        steps.add(quiz);
        return steps;
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
