package cn.mingbai.quizzes.correction;

import cn.mingbai.courses.papertest.PaperTestId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a correction would do.
 *
 * @param versions the versions that it covers: those that ask the same with the same key
 * @param newVersion the number of the version with the right key, or null when this kind of question cannot hold it
 * @param retires whether the question is taken out of use
 * @param met how many marked attempts, and papers on record, met one of the versions
 * @param raised how many scores rise
 * @param lowered how many scores fall
 * @param nowPassed how many did not pass and now do
 * @param nowFailed how many passed and now do not
 * @param elsewhere how many of those whose score changes are not within the caller's reach, and so not in the list
 * @param people those within reach whose score changes, in the order of units and staff numbers
 * @param byScore those within reach whose paper asks the question and of whom only a score is on record: they cannot be
 *     marked anew
 * @param byScoreElsewhere how many of those are not within reach
 * @param unknown how many scores of paper tests of the course belong to no drawn paper, so that nobody knows what was asked
 */
public record CorrectionPreview(
        List<Integer> versions,
        @Nullable Integer newVersion,
        boolean retires,
        int met,
        int raised,
        int lowered,
        int nowPassed,
        int nowFailed,
        int elsewhere,
        List<Line> people,
        List<ByScore> byScore,
        int byScoreElsewhere,
        int unknown) {

    public CorrectionPreview {
        versions = List.copyOf(versions);
        people = List.copyOf(people);
        byScore = List.copyOf(byScore);
    }

    /**
     * Somebody of whom only a score is on record.
     *
     * @param paperCode the code of the paper, as it is printed
     * @param test the paper test, with its title and day
     */
    public record ByScore(
            String name,
            String staffNumber,
            String unit,
            String paperCode,
            PaperTestId test,
            String title,
            LocalDate day,
            int score,
            boolean passed) {}

    /**
     * Somebody whose score changes.
     *
     * @param handedIn the day of the hand-in, or of the test on paper
     * @param onPaper whether it was answered on paper
     */
    public record Line(
            String name,
            String staffNumber,
            String unit,
            LocalDate handedIn,
            boolean onPaper,
            int scoreBefore,
            int scoreAfter,
            boolean passedBefore,
            boolean passedAfter) {}
}
