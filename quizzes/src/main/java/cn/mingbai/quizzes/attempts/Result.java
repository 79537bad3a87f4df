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
 * @param recheck whether it was a short re-check and not the course's quiz
 * @param mode a test, or practice, which leaves no record
 * @param away how often the person looked away from the page, which counts for nothing
 * @param weak the policy points of the questions that are not right, in the catalogue's order, with what to read about them
 */
public record Result(
        String title,
        String course,
        Instant handedIn,
        int right,
        int score,
        int passMark,
        boolean passed,
        boolean recheck,
        Mode mode,
        int away,
        List<WeakPoint> weak,
        List<Marked> questions) {

    /**
     * A policy point that something was wrong about.
     *
     * @param wrong how many questions that touch it are not right
     */
    public record WeakPoint(String name, int wrong, List<Lesson> lessons) {}

    /**
     * A lesson to read.
     *
     * @param path its page's path, with its leading slash
     */
    public record Lesson(String title, String path) {}

    /**
     * A question, marked.
     *
     * @param situation the made-up household or case that it asks about, otherwise empty
     * @param options what there was to choose from, otherwise empty
     * @param rows what there was to put in order or to match, otherwise empty
     * @param given the number, day or text that was answered, or null
     * @param expected the right one, a number with its unit, or null
     * @param late whether the answer came after the deadline, within the grace for slow connections
     * @param explanation why, with the documents and articles in words
     * @param solution the worked solution of a scenario's question, step by step, likewise; otherwise empty
     * @param correction one sentence when its key was corrected after papers were drawn, otherwise empty
     * @param points the codes of the policy points that it touches
     * @param lessons what to read about them
     */
    public record Marked(
            int number,
            String situation,
            String stem,
            boolean right,
            boolean late,
            List<Given> options,
            List<Row> rows,
            @Nullable String given,
            @Nullable String expected,
            String explanation,
            List<String> solution,
            String correction,
            List<String> points,
            List<Lesson> lessons) {

        /** Whether there is an answer at all. */
        public boolean isAnswered() {
            return given != null
                    || options.stream().anyMatch(Given::chosen)
                    || rows.stream().anyMatch(row -> row.given() != null);
        }
    }

    /**
     * An option with what was ticked and what is right.
     *
     * @param letter as it was shown, or empty
     */
    public record Given(String letter, String text, boolean chosen, boolean right) {}

    /**
     * A step with its place, or one side of a match with the other.
     *
     * @param expected its right place in words, or what it belongs to
     * @param given what was answered, or null
     */
    public record Row(
            String text, String expected, @Nullable String given) {

        /** Whether the answer is right here. */
        public boolean isRight() {
            return expected.equals(given);
        }
    }
}
