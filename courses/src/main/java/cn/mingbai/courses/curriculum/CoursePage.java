package cn.mingbai.courses.curriculum;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course with its lessons.
 *
 * @param readOn the day on which the caller said that its lessons had been read, or null
 * @param passedVersion the version of the caller's last pass if it is older than the one in force, otherwise null
 * @param changed the lessons that are not as they were in that version
 */
public record CoursePage(
        CourseLine course,
        List<Lesson> lessons,
        @Nullable LocalDate readOn,
        @Nullable Integer passedVersion,
        List<Lesson> changed) {

    /**
     * A lesson's title.
     *
     * @param mine whether the caller is to learn it: all of a course that is owed whole, or those that were picked; in a
     *     course that is not owed none
     * @param position the share of it that lay above the screen when the caller stopped, 0 to 1000; -1 when never opened
     */
    public record Lesson(String code, String title, int minutes, boolean mine, int position) {}

    /** The lessons that the caller is to learn. */
    public List<Lesson> mine() {
        return lessons.stream().filter(Lesson::mine).toList();
    }

    /** The others. */
    public List<Lesson> others() {
        return lessons.stream().filter(lesson -> !lesson.mine()).toList();
    }
}
