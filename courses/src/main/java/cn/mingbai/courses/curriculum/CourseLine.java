package cn.mingbai.courses.curriculum;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A course as the caller stands with it.
 *
 * @param version the version in force
 * @param minutes how long it takes, an estimate
 * @param due the last day on which it is done in time, or null when the caller does not owe it
 * @param basis the document that the requirement rests on, or null
 * @param doneOn the day of the first pass, or null
 */
public record CourseLine(
        String code,
        int version,
        String title,
        String goal,
        int minutes,
        @Nullable LocalDate due,
        @Nullable String basis,
        @Nullable LocalDate doneOn) {

    /** Whether the caller owes it. */
    public boolean isRequired() {
        return due != null;
    }

    /** Whether the caller owes it and has not done it. */
    public boolean isLeft() {
        return due != null && doneOn == null;
    }
}
