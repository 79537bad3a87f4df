package cn.mingbai.quizzes.bank;

import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.formats.FileFormat;
import java.util.List;

/**
 * What taking a file of questions in would do, or did.
 *
 * @param incoming the questions that become drafts, in file order
 * @param unchanged how many say what the bank has already
 * @param refused what is wrong, with row or line; nothing is taken in while there is any
 * @param leftOut what cannot be carried over, with row or line
 */
public record ImportPlan(
        FileFormat format, List<Incoming> incoming, int unchanged, List<Refused> refused, List<Refused> leftOut) {

    /** Whether the file can be taken in. */
    public boolean isClean() {
        return refused.isEmpty();
    }

    /**
     * A question that becomes a draft.
     *
     * @param row its row or line
     * @param code the code of the question that it changes, or empty for a new one
     * @param changed the parts in which it differs from what the bank has; empty for a new one
     * @param missing how many statements it still lacks before it can go to review
     */
    public record Incoming(int row, String code, ShownQuestion shown, List<String> changed, int missing) {}
}
