package cn.mingbai.materials.publicpage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The three questions of the household behind a code, as its page shows them. It holds nothing of the household.
 *
 * @param state where the household stands with them
 * @param token for the way back, as normalised
 * @param questions in the order in which they are asked
 */
public record QuestionSheet(State state, String token, List<Asked> questions) {

    /** Where somebody stands who answers. */
    public enum State {
        /** Nothing answered yet. */
        OPEN,
        /** Not all three were answered. */
        INCOMPLETE,
        /** Something is worth reading once more. */
        AGAIN,
        /** All three are right. */
        DONE
    }

    /**
     * A question.
     *
     * @param chosen the key of the choice made, or empty
     * @param heading the part of the policy that answers it, where it is to be read once more, or null
     * @param paragraph the paragraph there, or null
     */
    public record Asked(
            String code,
            String stem,
            List<Choice> choices,
            String chosen,
            @Nullable String heading,
            @Nullable String paragraph) {}

    /** A possible answer. */
    public record Choice(String key, String text) {}
}
