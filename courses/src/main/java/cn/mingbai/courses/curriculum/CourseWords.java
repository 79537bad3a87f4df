package cn.mingbai.courses.curriculum;

import cn.mingbai.courses.rechecks.OwedRecheck;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Says in a person's words what is to be done by when. */
final class CourseWords {

    private CourseWords() {}

    /** How a course stands, in one sentence. */
    static Paragraph state(Component view, CourseLine course, LocalDate today) {
        var state = new Paragraph(words(view, course, today));
        state.addClassName(course.doneOn() != null ? "mb-done" : course.isLeft() ? "mb-left" : "mb-quiet");
        return state;
    }

    private static String words(Component view, CourseLine course, LocalDate today) {
        var done = course.doneOn();
        var due = course.due();
        if (done != null) {
            return view.getTranslation("courses.state.done", done);
        }
        if (due == null) {
            return view.getTranslation("courses.state.minutes", course.minutes());
        }
        var when = switch (course.standing()) {
            case EXCUSED -> view.getTranslation("courses.state.excused");
            case NEW -> view.getTranslation("courses.state.new", due, days(today, due));
            case OVERDUE -> view.getTranslation("courses.state.overdue", due, days(due, today));
            case IN_TIME ->
                due.equals(today)
                        ? view.getTranslation("courses.state.due-today")
                        : view.getTranslation("courses.state.due-in", due, days(today, due));
        };
        return course.passedBefore() && course.isLeft() ? view.getTranslation("courses.state.again", when) : when;
    }

    /** What a re-check asks, in one sentence. */
    static String words(Component view, OwedRecheck recheck, LocalDate today) {
        var what = String.join(view.getTranslation("courses.list-comma"), recheck.points());
        if (recheck.overdue()) {
            return view.getTranslation("courses.recheck.overdue", what, recheck.due(), days(recheck.due(), today));
        }
        return recheck.due().equals(today)
                ? view.getTranslation("courses.recheck.due-today", what)
                : view.getTranslation("courses.recheck.due-in", what, recheck.due(), days(today, recheck.due()));
    }

    private static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to);
    }
}
