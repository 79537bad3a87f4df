package cn.mingbai.courses.curriculum;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows a course, contributed by a module above this one: the quiz. */
public interface CourseFollowUps {

    /** What the caller can do after this course, or empty when this contributor has nothing for it. */
    Optional<FollowUp> of(String courseCode, Locale locale);

    /** How many minutes it takes at most, whoever asks; empty when this contributor has nothing for the course. */
    Optional<Integer> minutes(String courseCode);

    /**
     * Begins it, or goes on with what the caller has begun.
     *
     * @param way the code of one of the {@link FollowUp#ways}
     * @return the path of the page to go to, with its leading slash
     * @throws cn.mingbai.core.error.RuleViolation when it cannot begin now; the sentence says when
     */
    String start(String courseCode, String way);

    /**
     * What follows a course, in the reader's words.
     *
     * @param id its mark on the page, such as {@code quiz}
     * @param rules how long it takes, what passes, how often it may be repeated: told before the start
     * @param state how the caller stands, or null when there is nothing to say
     * @param readings the lessons to open before it can begin, also those opened already
     * @param ways the ways to begin, the main one first
     */
    record FollowUp(
            String id, String title, String rules, @Nullable String state, List<Reading> readings, List<Way> ways) {
        public FollowUp {
            readings = List.copyOf(readings);
            ways = List.copyOf(ways);
        }
    }

    /**
     * A lesson to open.
     *
     * @param text its title and whether it has been opened
     * @param path its page's path, without leading slash
     */
    record Reading(String text, String path) {}

    /**
     * A way to begin.
     *
     * @param code what {@link #start} takes
     * @param action the words on the button
     * @param possible whether it can begin now
     */
    record Way(String code, String action, boolean possible) {}
}
