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
import org.jspecify.annotations.Nullable;

/** Marks answers. A question is right or wrong, nothing between; what was not answered is wrong. */
public final class Marking {

    private Marking() {}

    /**
     * Whether the answer is right. Of a multiple choice every right option and no wrong one must be ticked; a number may
     * be off by the tolerance, ends included; an order and a matching must be right throughout; a text is compared as
     * {@link ShortText} says.
     */
    public static boolean isRight(Asked question, @Nullable Answer answer) {
        return switch (question) {
            case SingleChoice single ->
                answer instanceof Answer.One one && one.key().equals(single.answer());
            case MultipleChoice multiple ->
                answer instanceof Answer.Several several && several.keys().equals(multiple.answer());
            case TrueFalse trueFalse -> answer instanceof Answer.Judged judged && judged.value() == trueFalse.answer();
            case Numeric numeric ->
                answer instanceof Answer.Number number
                        && number.value().subtract(numeric.answer()).abs().compareTo(numeric.tolerance()) <= 0;
            case Day day -> answer instanceof Answer.Dated dated && dated.day().equals(day.answer());
            case ShortText shortText ->
                answer instanceof Answer.Written written
                        && shortText.accepted().stream()
                                .anyMatch(accepted ->
                                        TypedText.normal(accepted).equals(TypedText.normal(written.text())));
            case Ordering ordering ->
                answer instanceof Answer.Ordered ordered && ordered.keys().equals(ordering.answer());
            case Matching matching ->
                answer instanceof Answer.Matched matched && matched.pairs().equals(matching.answer());
            case ScenarioPart part -> isRight(part.asked(), answer);
        };
    }

    /**
     * The score of a paper, floored: 100 only when everything is right.
     *
     * @param right how many are right, 0..of
     * @param of how many there are, at least 1
     */
    public static int score(int right, int of) {
        if (of < 1 || right < 0 || right > of) {
            throw new IllegalArgumentException("expected 0 <= right <= of, 1 <= of, but got " + right + " of " + of);
        }
        return right * 100 / of;
    }
}
