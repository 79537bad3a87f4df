package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Steps to put in order.
 *
 * @param steps at least three, as they are shown
 * @param answer the keys of all steps in the right order
 */
public record Ordering(About about, List<Option> steps, List<String> answer) implements Asked {

    public Ordering {
        steps = List.copyOf(steps);
        answer = List.copyOf(answer);
    }

    /** The question of these steps, given in the right order. */
    public static Ordering of(About about, List<String> inOrder) {
        var steps = Option.lettered(inOrder);
        return new Ordering(about, steps, steps.stream().map(Option::key).toList());
    }

    /** The same in another order, which is not the right one, with keys that tell nothing about it. */
    public Ordering shuffled(Random random) {
        var inOrder = answer.stream().map(key -> Option.text(steps, key)).toList();
        var shown = new ArrayList<>(inOrder);
        while (shown.equals(inOrder)) {
            Collections.shuffle(shown, random);
        }
        var lettered = Option.lettered(shown);
        return new Ordering(
                about,
                lettered,
                inOrder.stream()
                        .map(text -> lettered.get(shown.indexOf(text)).key())
                        .toList());
    }
}
