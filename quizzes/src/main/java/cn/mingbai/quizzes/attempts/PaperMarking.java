package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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
     * @param ruled what counts as right where a key was corrected
     */
    public Outcome mark(List<Versioned> questions, Map<Integer, String> answers, Map<Rulings.Of, Ruling> ruled) {
        var marked = Marked.of(new Paper(questions), answers, ruled, 100);
        return new Outcome(marked.right(), marked.score());
    }

    /** The rulings to mark by when nothing is written. */
    public Map<Rulings.Of, Ruling> rulings(String course) {
        return rulings.inForce(course);
    }

    /** The rulings to mark by when the mark is written: no key is corrected until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Rulings.Of, Ruling> heldRulings(String course) {
        return rulings.held(course);
    }
}
