package cn.mingbai.courses.publication;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A version of a course is the one to learn in [from, to), known in [recordedAt, supersededAt).
 *
 * @param course the course's code
 * @param to {@code 9999-12-31} while no end is known
 * @param supersededAt {@code 9999-12-31T00:00:00Z} while it is what we know
 */
public record Publication(
        String course, int version, LocalDate from, LocalDate to, Instant recordedAt, Instant supersededAt) {

    /** Whether the version is the one to learn on {@code day}. */
    public boolean on(LocalDate day) {
        return !from.isAfter(day) && to.isAfter(day);
    }

    /** Whether this was known by facts recorded before an instant. */
    public boolean knownBefore(Instant instant) {
        return recordedAt.isBefore(instant) && !supersededAt.isBefore(instant);
    }
}
