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
}
