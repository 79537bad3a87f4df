package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;

/** Brings a question into the form in which the bank keeps it. */
public final class QuestionTidy {

    private QuestionTidy() {}

    /** The same question with tidied texts, the sources that its explanation marks, and this code. */
    public static Question tidied(Question question, String code) {
        var old = question.about();
        var explanation = QuestionText.tidied(old.explanation());
        var about = new About(
                code,
                QuestionText.tidied(old.stem()),
                explanation,
                List.copyOf(new LinkedHashSet<>(old.points())),
                SourceMarks.of(explanation),
                old.ruleLayer(),
                old.difficulty(),
                old.skill());
        return switch (question) {
            case SingleChoice single -> new SingleChoice(about, options(single.options()), single.answer());
            case MultipleChoice multiple -> new MultipleChoice(about, options(multiple.options()), multiple.answer());
            case TrueFalse trueFalse -> new TrueFalse(about, trueFalse.answer());
            case Numeric numeric ->
                new Numeric(about, numeric.answer(), numeric.tolerance(), QuestionText.tidied(numeric.unit()));
            case Day day -> new Day(about, day.answer());
            case ShortText shortText ->
                new ShortText(
                        about,
                        shortText.accepted().stream()
                                .map(QuestionText::tidied)
                                .distinct()
                                .toList());
            case Ordering ordering -> ordering(about, ordering);
            case Matching matching -> matching(about, matching);
            case Scenario scenario -> new Scenario(about, scenario.generator());
            case ScenarioPart part ->
                new ScenarioPart(part.situation(), (Asked) tidied(part.asked(), code), part.solution());
        };
    }

    // Steps are kept in the right order and shown in another.
    private static Ordering ordering(About about, Ordering ordering) {
        var steps = options(ordering.steps());
        var keys = steps.stream().map(Option::key).toList();
        if (!new HashSet<>(keys).equals(new HashSet<>(ordering.answer()))
                || keys.size() != ordering.answer().size()) {
            return new Ordering(about, steps, ordering.answer());
        }
        return Ordering.of(
                about,
                ordering.answer().stream().map(key -> Option.text(steps, key)).toList());
    }

    // The right side is kept in the order in which the left side needs it, what is left over last.
    private static Matching matching(About about, Matching matching) {
        var left = options(matching.left());
        var right = options(matching.right());
        var keys = right.stream().map(Option::key).toList();
        if (!keys.containsAll(matching.answer().values())) {
            return new Matching(about, left, right, matching.answer());
        }
        var order = new LinkedHashSet<String>();
        left.forEach(one -> {
            if (matching.answer().containsKey(one.key())) {
                order.add(matching.answer().get(one.key()));
            }
        });
        order.addAll(keys);
        var inOrder = List.copyOf(order);
        var targets = Option.lettered(
                inOrder.stream().map(key -> Option.text(right, key)).toList());
        var answer = new TreeMap<String, String>();
        matching.answer()
                .forEach((one, key) ->
                        answer.put(one, targets.get(inOrder.indexOf(key)).key()));
        return new Matching(about, left, targets, answer);
    }

    private static List<Option> options(List<Option> options) {
        var tidied = new ArrayList<Option>();
        for (var option : options) {
            tidied.add(new Option(option.key(), QuestionText.tidied(option.text())));
        }
        return List.copyOf(tidied);
    }
}
