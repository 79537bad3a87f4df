package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

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
                old.difficulty());
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
            case Ordering ordering -> new Ordering(about, options(ordering.steps()), ordering.answer());
            case Matching matching ->
                new Matching(about, options(matching.left()), options(matching.right()), matching.answer());
            case Scenario scenario -> new Scenario(about, scenario.generator());
            case ScenarioPart part ->
                new ScenarioPart(part.situation(), (Asked) tidied(part.asked(), code), part.solution());
        };
    }

    private static List<Option> options(List<Option> options) {
        var tidied = new ArrayList<Option>();
        for (var option : options) {
            tidied.add(new Option(option.key(), QuestionText.tidied(option.text())));
        }
        return List.copyOf(tidied);
    }
}
