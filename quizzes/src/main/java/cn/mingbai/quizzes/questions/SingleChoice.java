package cn.mingbai.quizzes.questions;

import java.util.List;

/**
 * One option is right.
 *
 * @param answer the key of the right option
 */
public record SingleChoice(About about, List<Option> options, String answer) implements Asked {

    /** The same with the keys A, B, C in the order of the options. */
    public SingleChoice lettered() {
        var texts = options.stream().map(Option::text).toList();
        var lettered = Option.lettered(texts);
        return new SingleChoice(
                about,
                lettered,
                lettered.get(texts.indexOf(Option.text(options, answer))).key());
    }
}
