package cn.mingbai.courses.authoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A course with all its versions, newest first.
 *
 * @param versions at least one
 */
public record CourseInWork(String code, List<Version> versions) {

    /** How far a version has come. */
    public enum State {
        /** Officers write it. */
        DRAFT,
        /** It waits for a second person; nobody changes it meanwhile. */
        IN_REVIEW,
        /** It is, was or will be the one to learn. */
        PUBLISHED
    }

    /**
     * A version.
     *
     * @param shippedAs the number of the program's own content that it came from, or null for one written here
     * @param from the first day on which it is the one to learn, or null while it is not published
     * @param to the first day on which it no longer is, {@code 9999-12-31} without an end, or null
     * @param editedBy who saved it last, or null
     */
    public record Version(
            int version,
            String title,
            State state,
            @Nullable Integer shippedAs,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String editedBy,
            @Nullable Instant editedAt) {

        /** Whether it is the one to learn on {@code day}. */
        public boolean on(LocalDate day) {
            return from != null && to != null && !from.isAfter(day) && to.isAfter(day);
        }
    }

    /** The version to learn on {@code day}. */
    public Optional<Version> published(LocalDate day) {
        return versions.stream().filter(version -> version.on(day)).findFirst();
    }

    /** The version that is not published yet, if there is one. */
    public Optional<Version> open() {
        return versions.stream()
                .filter(version -> version.state() != State.PUBLISHED)
                .findFirst();
    }

    /** The title of the newest version. */
    public String title() {
        return versions.getFirst().title();
    }
}
