package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of an attempt.
 *
 * @param course the course's code
 * @param right how many questions are right
 * @param score 0 to 100
 * @param pauseMinutes how long one waits after a try that did not pass
 */
public record Result(
        String title,
        String course,
        Instant handedIn,
        int right,
        int score,
        int passMark,
        boolean passed,
        int pauseMinutes,
        List<Marked> questions) {

    /**
     * A question, marked.
     *
     * @param options what there was to choose from, empty for a number
     * @param given the number that was answered, or null
     * @param expected the right number with its unit, or null
     * @param late whether the answer came after the deadline, within the grace for slow connections
     * @param explanation why, with the documents and articles in words
     */
    public record Marked(
            int number,
            String stem,
            boolean right,
            boolean late,
            List<Given> options,
            @Nullable String given,
            @Nullable String expected,
            String explanation) {

        /** Whether there is an answer at all. */
        public boolean isAnswered() {
            return given != null || options.stream().anyMatch(Given::chosen);
        }
    }

    /**
     * An option with what was ticked and what is right.
     *
     * @param letter as it was shown, or empty
     */
    public record Given(String letter, String text, boolean chosen, boolean right) {}
}
