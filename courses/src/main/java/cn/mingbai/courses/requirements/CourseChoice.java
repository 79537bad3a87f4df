package cn.mingbai.courses.requirements;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course that can be required.
 *
 * @param published whether it can be learned today; while it cannot, a requirement for it counts nobody
 * @param lessons its lessons in order: of the version of today, or as they are planned
 * @param quizMinutes how long its quiz lasts, or null when it has none
 */
public record CourseChoice(
        String code,
        String title,
        boolean published,
        List<LessonChoice> lessons,
        @Nullable Integer quizMinutes) {

    /** A lesson that can be picked; its minutes are an estimate. */
    public record LessonChoice(String code, String title, int minutes) {}

    /** The minutes of these lessons, or of all when none is picked, and of the quiz. */
    int minutes(List<String> picked) {
        return lessons.stream()
                        .filter(lesson -> picked.isEmpty() || picked.contains(lesson.code()))
                        .mapToInt(LessonChoice::minutes)
                        .sum()
                + (quizMinutes == null ? 0 : quizMinutes);
    }
}
