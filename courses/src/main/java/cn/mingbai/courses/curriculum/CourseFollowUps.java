package cn.mingbai.courses.curriculum;

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
     * @return the path of the page to go to, with its leading slash
     * @throws cn.mingbai.core.error.RuleViolation when it cannot begin now; the sentence says when
     */
    String start(String courseCode);

    /**
     * What follows a course, in the reader's words.
     *
     * @param rules how long it takes, what passes, how often it may be repeated: told before the start
     * @param state how the caller stands, or null when there is nothing to say
     * @param action the words on the button
     */
    record FollowUp(String title, String rules, @Nullable String state, String action) {}
}
