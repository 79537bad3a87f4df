package cn.mingbai.quizzes.marking;

import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;

/** What is right, in the form in which answers are saved. */
public final class Key {

    private Key() {}

    /** The text that {@link Answer#read} reads as the right answer. */
    public static String of(Asked question) {
        return switch (question) {
            case SingleChoice single -> single.answer();
            case MultipleChoice multiple -> String.join(",", multiple.answer());
            case TrueFalse trueFalse -> String.valueOf(trueFalse.answer());
            case Numeric numeric -> numeric.answer().toPlainString();
            case Day day -> day.answer().toString();
            case ShortText shortText -> shortText.accepted().getFirst();
            case Ordering ordering -> new Answer.Ordered(ordering.answer()).text();
            case Matching matching -> new Answer.Matched(matching.answer()).text();
            case ScenarioPart part -> of(part.asked());
        };
    }
}
