package cn.mingbai.courses.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A short check on what a new version changed, owed by those whose pass is of a version that taught it the old way.
 *
 * @param course the course's code
 * @param version the version that changed it
 * @param lessons the codes of the lessons that changed
 * @param points the codes of the policy points that changed
 * @param affectedVersions the older versions whose lessons touch these points; a pass of another one owes nothing
 * @param from the first day on which it is owed
 * @param due the last day on which it is done in time, not before {@code from}
 * @param supersededAt {@code 9999-12-31T00:00:00Z} while it is what we know
 */
public record Recheck(
        long id,
        String course,
        int version,
        Set<String> lessons,
        Set<String> points,
        Set<Integer> affectedVersions,
        How how,
        LocalDate from,
        LocalDate due,
        Instant recordedAt,
        Instant supersededAt) {

    /** How it is done. */
    public enum How {
        /** Up to five questions on the changed points. */
        QUIZ,
        /** No question touches them: the changed lessons are read, and the reader says so. */
        READ
    }

    /** The same as the rate reads it. */
    public cn.mingbai.courses.rate.Recheck rule() {
        return new cn.mingbai.courses.rate.Recheck(id, course, version, lessons, affectedVersions, from, due);
    }

    /** Whether this was known by facts recorded before an instant. */
    public boolean knownBefore(Instant instant) {
        return recordedAt.isBefore(instant) && !supersededAt.isBefore(instant);
    }
}
