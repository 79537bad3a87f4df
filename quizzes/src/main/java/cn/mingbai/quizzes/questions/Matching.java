package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Things to match: each on the left belongs to one on the right. Several may belong to the same one, but not all, so
 * that choosing the same everywhere is never right.
 *
 * @param left what is asked about, at least two, with keys 1, 2, 3
 * @param right what to choose from, at least two, with keys A, B, C
 * @param answer for each key on the left, the key on the right
 */
public record Matching(About about, List<Option> left, List<Option> right, Map<String, String> answer)
        implements Asked {

    public Matching {
        left = List.copyOf(left);
        right = List.copyOf(right);
        answer = Collections.unmodifiableMap(new TreeMap<>(answer));
    }

    /** The same with both sides in another order and keys that tell nothing about it. */
    public Matching shuffled(Random random) {
        var asked = new ArrayList<>(left);
        var targets = new ArrayList<>(right);
        Collections.shuffle(asked, random);
        Collections.shuffle(targets, random);
        var newLeft = Option.numbered(asked.stream().map(Option::text).toList());
        var newRight = Option.lettered(targets.stream().map(Option::text).toList());
        var matched = new TreeMap<String, String>();
        for (var i = 0; i < asked.size(); i++) {
            var target = answer.get(asked.get(i).key());
            var place = targets.stream().map(Option::key).toList().indexOf(target);
            matched.put(newLeft.get(i).key(), newRight.get(place).key());
        }
        return new Matching(about, newLeft, newRight, matched);
    }
}
