package cn.mingbai.quizzes.questions;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Several options are right, and at least one is not.
 *
 * @param answer the keys of the right options
 */
public record MultipleChoice(About about, List<Option> options, Set<String> answer) implements Asked {

    public MultipleChoice {
        answer = Collections.unmodifiableSet(new TreeSet<>(answer));
    }

    /** The same with the keys A, B, C in the order of the options. */
    public MultipleChoice lettered() {
        var texts = options.stream().map(Option::text).toList();
        var lettered = Option.lettered(texts);
        var right = new TreeSet<String>();
        answer.forEach(key ->
                right.add(lettered.get(texts.indexOf(Option.text(options, key))).key()));
        return new MultipleChoice(about, lettered, right);
    }
}
