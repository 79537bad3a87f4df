package cn.mingbai.courses.curriculum;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A course as the caller stands with it.
 *
 * @param version the version in force
 * @param minutes how long it takes the caller, an estimate: the lessons of the caller's requirement, or all
 * @param due the last day on which it is done in time, or null when the caller does not owe it
 * @param basis the document that the requirement rests on, or null
 * @param doneOn for a course that is owed the day of the pass that meets it, otherwise of the first pass; or null
 * @param passedBefore whether there is an older pass that no longer meets what is owed
 * @param standing what the day means for a course that is owed and not done
 * @param stopped where the caller stopped reading, or null
 */
public record CourseLine(
        String code,
        int version,
        String title,
        String goal,
        int minutes,
        @Nullable LocalDate due,
        @Nullable String basis,
        @Nullable LocalDate doneOn,
        boolean passedBefore,
        Standing standing,
        @Nullable Stopped stopped) {

    /** What the day means. */
    public enum Standing {
        /** There is time until the due day, or nothing is owed. */
        IN_TIME,
        /** The caller is new, and has the newcomers' days. */
        NEW,
        /** The due day is past. */
        OVERDUE,
        /** The caller is exempt or on long leave. */
        EXCUSED
    }

    /**
     * Where somebody stopped reading, on whatever device.
     *
     * @param lesson the lesson's code
     * @param position the share of it that lay above the screen, 0 to 1000
     */
    public record Stopped(String lesson, String title, int position) {}

    /** Whether the caller owes it. */
    public boolean isRequired() {
        return due != null;
    }

    /** Whether the caller owes it, has not done it and is not excused. */
    public boolean isLeft() {
        return due != null && doneOn == null && standing != Standing.EXCUSED;
    }
}
