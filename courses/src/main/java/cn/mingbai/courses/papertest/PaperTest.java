package cn.mingbai.courses.papertest;

import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paper test with its scores.
 *
 * @param heldBy the unit that held it
 * @param course the course's code
 * @param passMark the score that passes, 1 to 100
 * @param files the papers or the signed list of marks
 * @param scores in the order of staff numbers
 */
public record PaperTest(
        PaperTestId id,
        String title,
        String heldBy,
        String course,
        String courseTitle,
        LocalDate day,
        int passMark,
        List<Attachment> files,
        List<Score> scores) {

    /**
     * Somebody's score.
     *
     * @param enteredBy who entered it for the person (代录人), or null
     * @param reversalProposed whether taking it back waits for a second person
     */
    public record Score(
            PersonId person,
            String staffNumber,
            String name,
            int score,
            boolean passed,
            @Nullable String enteredBy,
            Instant at,
            boolean reversalProposed) {}

    /** A test in a list. */
    public record Line(
            PaperTestId id,
            String title,
            String heldBy,
            String course,
            LocalDate day,
            int passMark,
            int sat,
            int passed,
            boolean withoutFiles) {}

    /** How many passed. */
    public int passed() {
        return (int) scores.stream().filter(Score::passed).count();
    }
}
