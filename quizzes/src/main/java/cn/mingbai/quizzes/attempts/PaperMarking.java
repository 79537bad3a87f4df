package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Marks drawn questions that were answered on paper, by the same rules and rulings as attempts. */
@Component
@Internal
public class PaperMarking {

    private final Rulings rulings;

    PaperMarking(Rulings rulings) {
        this.rulings = rulings;
    }

    /** A mark: how many are right, and the score, 0 to 100. */
    public record Outcome(int right, int score) {}

    /**
     * Marks a paper.
     *
     * @param answers in the form in which pages save them, by number from 1; missing ones are wrong
     */
    public Outcome mark(String course, List<Versioned> questions, Map<Integer, String> answers) {
        var marked = Marked.of(new Paper(questions), answers, rulings.inForce(course), 100);
        return new Outcome(marked.right(), marked.score());
    }
}
