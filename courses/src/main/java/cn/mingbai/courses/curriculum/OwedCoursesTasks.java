package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells a learner which required courses are left. */
@Component
class OwedCoursesTasks implements HomeTasks {

    private final Courses courses;
    private final Access access;
    private final Texts texts;

    OwedCoursesTasks(Courses courses, Access access, Texts texts) {
        this.courses = courses;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.STUDY)) {
            return List.of();
        }
        var left = courses.mine().stream().filter(CourseLine::isLeft).toList();
        if (left.isEmpty()) {
            return List.of();
        }
        var titles = left.stream()
                .map(course -> texts.get(locale, "courses.task.course", course.title(), course.due()))
                .collect(Collectors.joining(texts.get(locale, "courses.list-comma")));
        return List.of(new HomeTask(
                texts.get(locale, "courses.task.owed", left.size(), titles),
                left.size() == 1 ? "courses/" + left.getFirst().code() : "courses"));
    }

    @Override
    public int order() {
        return 10;
    }
}
