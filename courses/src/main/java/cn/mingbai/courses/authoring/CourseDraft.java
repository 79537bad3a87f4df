package cn.mingbai.courses.authoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a course as officers work on it.
 *
 * @param revision how often its head was saved; whoever saves names the one that was read
 * @param basedOn the version that it is compared with, or null for a course's first
 * @param removed the codes of the lessons of {@code basedOn} that are no longer in it
 * @param note what the second person wrote when it was refused last, or empty
 */
public record CourseDraft(
        String course,
        int version,
        CourseInWork.State state,
        String title,
        String goal,
        int minutes,
        int revision,
        @Nullable Integer basedOn,
        List<Lesson> lessons,
        List<String> removed,
        String note) {

    /** What became of a lesson since the version before. */
    public enum Change {
        NEW,
        CHANGED,
        SAME
    }

    /** A lesson of it. */
    public record Lesson(
            String code,
            String title,
            int minutes,
            Change change,
            @Nullable String editedBy,
            @Nullable Instant editedAt) {}
}
