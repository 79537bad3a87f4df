package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.List;

/** Says whether a pool of questions is large enough for papers. */
public final class PaperSupply {

    private PaperSupply() {}

    /** Whether every draw from the pool makes a paper. */
    public static boolean suffices(List<Versioned> pool) {
        return Paper.suffices(pool);
    }
}
