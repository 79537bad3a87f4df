package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.CleanHtml;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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

    /** Tells the server, in pauses of scrolling, which share of the text lies above the screen. */
    private static final String WATCH = """
            const view = this;
            let timer = 0, last = -1;
            const tell = () => {
              const text = view.querySelector('.mb-lesson-text');
              if (!text) return;
              const box = text.getBoundingClientRect();
              const share = Math.round(1000 * Math.min(1, Math.max(0, -box.top / Math.max(1, box.height))));
              if (share !== last) { last = share; view.$server.stoppedAt(share); }
            };
            // The page scrolls inside the frame's shadow, and such events do not leave it: listen on all around the text.
            const around = [];
            for (let node = view; node; node = node.assignedSlot || node.parentNode || node.host) around.push(node);
            const wait = () => {
              if (!view.isConnected) { around.forEach(node => node.removeEventListener('scroll', wait)); return; }
              clearTimeout(timer);
              timer = setTimeout(tell, 1000);
            };
            around.forEach(node => node.addEventListener('scroll', wait, { passive: true }));
            """;

    /** Goes to a share of the text. */
    private static final String GO = """
            const text = this.querySelector('.mb-lesson-text');
            const place = document.createElement('span');
            place.style.cssText = 'position:absolute;scroll-margin-top:4.5rem;top:' + text.offsetHeight * $0 / 1000 + 'px';
            text.style.position = 'relative';
            text.append(place);
            place.scrollIntoView({ block: 'start' });
            place.remove();
            """;

    /** A place so near to the beginning or the end is none to go back to. */
    private static final int EDGE = 30;

    private final Courses courses;
    private String course = "";
    private String code = "";
    private String title = "";

    LessonView(Courses courses) {
        this.courses = courses;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var parameters = event.getRouteParameters();
        course = parameters.get("course").orElse("");
        code = parameters.get("lesson").orElse("");
        var lesson = courses.lesson(course, code, getLocale());
        courses.stoppedAt(course, code, null);
        title = lesson.code() + " " + lesson.title();
        var up = "courses/" + lesson.courseCode();

        var layer = new Span(
                getTranslation(lesson.isCurrentLaw() ? "courses.lesson.current-law" : "courses.lesson.rules-2017"));
        layer.addClassNames("mb-badge", lesson.isCurrentLaw() ? "mb-badge-current" : "mb-badge-2017");
        var place = new Span(getTranslation("courses.lesson.place", lesson.number(), lesson.of(), lesson.minutes()));
        place.addClassName("mb-quiet");
        var head = new Div(layer, place);
        head.addClassName("mb-lesson-head");

        var text = CleanHtml.of("mb-lesson-text", lesson.html());
        text.getElement().setAttribute("lang", "zh-CN");
        var article =
                new Article(new Anchor(up, "← " + lesson.courseTitle()), new H2(title), head, text, steps(lesson, up));
        article.addClassName("mb-lesson");
        add(article);
        getElement().executeJs(WATCH);
        if (lesson.position() > EDGE && lesson.position() < 1000 - EDGE) {
            if (event.getLocation().getQueryParameters().getParameters().containsKey("continue")) {
                getElement().executeJs(GO, lesson.position());
            } else {
                var back = new Button(
                        getTranslation("courses.lesson.to-place"),
                        click -> getElement().executeJs(GO, lesson.position()));
                back.addThemeVariants(ButtonVariant.LUMO_SMALL);
                back.setId("to-place");
                head.add(back);
            }
        }
    }

    @ClientCallable
    private void stoppedAt(int share) {
        courses.stoppedAt(course, code, share);
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
