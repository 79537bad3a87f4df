package cn.mingbai.quizzes.correction;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a correction would do.
 *
 * @param versions the versions that it covers: those that ask the same with the same key
 * @param newVersion the number of the version with the right key, or null when this kind of question cannot hold it
 * @param retires whether the question is taken out of use
 * @param met how many marked attempts met one of the versions
 * @param raised how many scores rise
 * @param lowered how many scores fall
 * @param nowPassed how many did not pass and now do
 * @param nowFailed how many passed and now do not
 * @param elsewhere how many of those whose score changes are not within the caller's reach, and so not in the list
 * @param people those within reach whose score changes, in the order of units and staff numbers
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
        List<Line> people) {

    public CorrectionPreview {
        versions = List.copyOf(versions);
        people = List.copyOf(people);
    }

    /** Somebody whose score changes. */
    public record Line(
            String name,
            String staffNumber,
            String unit,
            LocalDate handedIn,
            int scoreBefore,
            int scoreAfter,
            boolean passedBefore,
            boolean passedAfter) {}
}
