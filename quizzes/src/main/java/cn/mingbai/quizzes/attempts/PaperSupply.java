package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.List;
import java.util.Random;

/** Says whether a pool of questions is large enough for papers. */
public final class PaperSupply {

    private PaperSupply() {}

    /** Whether a paper can be drawn from the pool. */
    public static boolean suffices(List<Versioned> pool) {
        try {
            Paper.draw(pool, new Random(0));
            return true;
        } catch (IllegalStateException tooFew) {
            return false;
        }
    }
}
