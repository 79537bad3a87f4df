package cn.mingbai.quizzes.questions;

import java.util.List;

/**
 * A word or two to fill in.
 *
 * @param accepted what is right, at least one; the first is what the result shows. Case, width, spaces, quotation marks
 *     and punctuation at the ends make no difference
 */
public record ShortText(About about, List<String> accepted) implements Asked {

    public ShortText {
        accepted = List.copyOf(accepted);
    }
}
