package cn.mingbai.quizzes.correction;

import cn.mingbai.quizzes.questions.Asked;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question whose key can be corrected.
 *
 * @param version its latest version
 * @param key what counts as right now, each as it is written on paper; empty when everybody gets it
 * @param proposed the correction that waits for a second person, or null
 * @param done the corrections so far, the latest first
 */
public record CorrectionPage(
        Asked question,
        int version,
        List<String> key,
        @Nullable Proposed proposed,
        List<Done> done) {

    public CorrectionPage {
        key = List.copyOf(key);
        done = List.copyOf(done);
    }

    /** A correction that waits. */
    public record Proposed(KeyChange change, String reason, String by) {}

    /**
     * A correction that was made.
     *
     * @param met how many marked attempts, and papers on record, had met the question
     * @param changed of how many the mark changed
     * @param byScore how many could not be marked anew, since only a score was on record
     */
    public record Done(
            KeyChange.How how,
            LocalDate day,
            String reason,
            String by,
            String approvedBy,
            int met,
            int changed,
            int byScore) {}
}
