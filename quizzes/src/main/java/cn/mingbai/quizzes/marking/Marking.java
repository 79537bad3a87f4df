package cn.mingbai.quizzes.marking;

import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import org.jspecify.annotations.Nullable;

/** Marks answers. A question is right or wrong, nothing between; what was not answered is wrong. */
public final class Marking {

    private Marking() {}

    /**
     * Whether the answer is right. Of a multiple choice every right option and no wrong one must be ticked; a number may
     * be off by the tolerance, ends included.
     */
    public static boolean isRight(Question question, @Nullable Answer answer) {
        return switch (question) {
            case SingleChoice single ->
                answer instanceof Answer.One one && one.key().equals(single.answer());
            case MultipleChoice multiple ->
                answer instanceof Answer.Several several && several.keys().equals(multiple.answer());
            case TrueFalse trueFalse -> answer instanceof Answer.Judged judged && judged.value() == trueFalse.answer();
            case Numeric numeric ->
                answer instanceof Answer.Number number
                        && number.value().subtract(numeric.answer()).abs().compareTo(numeric.tolerance()) <= 0;
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
