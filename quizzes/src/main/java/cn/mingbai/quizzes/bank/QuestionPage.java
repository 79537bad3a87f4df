package cn.mingbai.quizzes.bank;

import cn.mingbai.quizzes.questions.QuestionRules.Fault;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question with all that is known of it.
 *
 * @param current the latest version, or null while there is none
 * @param draft what is being written, or null
 * @param revision how often the draft was saved, 0 without one; an editor hands it back
 * @param draftBy who saved it last, empty without one
 * @param note what the second person said when sending it back, empty otherwise
 * @param missing what the draft still lacks
 * @param retiredOn the day it went out of use, or null while it is in use or new
 * @param retiredBecause why, empty when it is shipped no more
 * @param versions the versions, newest first
 * @param reviewReason what the proposer said to the second person, empty when nothing waits
 */
public record QuestionPage(
        QuestionLine line,
        @Nullable ShownQuestion current,
        @Nullable ShownQuestion draft,
        int revision,
        String draftBy,
        String note,
        List<Fault> missing,
        @Nullable LocalDate retiredOn,
        String retiredBecause,
        List<Version> versions,
        String reviewReason) {

    /** What an editor that opens now hands back. */
    public QuestionDesk.Opened opened() {
        return new QuestionDesk.Opened(line.version(), revision);
    }

    /**
     * A version that is or was in use.
     *
     * @param since the day it came into use
     * @param writer who wrote it, empty when it is shipped
     * @param reviewer who let it in, empty when it is shipped
     */
    public record Version(int number, LocalDate since, String writer, String reviewer, ShownQuestion question) {}
}
