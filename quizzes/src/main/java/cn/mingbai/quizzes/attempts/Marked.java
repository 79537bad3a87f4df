package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Marking;
import cn.mingbai.quizzes.marking.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A paper with its answers, marked.
 *
 * @param each whether each question is right, in the order of the paper
 * @param score 0 to 100
 */
record Marked(List<Boolean> each, int score, boolean passed) {

    Marked {
        each = List.copyOf(each);
    }

    /** How many questions are right. */
    int right() {
        return (int) each.stream().filter(right -> right).count();
    }

    /**
     * Marks a paper.
     *
     * @param answers as saved, by the question's number from 1; missing ones are wrong
     * @param rulings what counts as right where a key was corrected
     * @param passMark the score that passes, 1 to 100
     */
    static Marked of(Paper paper, Map<Integer, String> answers, Map<Rulings.Of, Ruling> rulings, int passMark) {
        var each = new ArrayList<Boolean>();
        for (var number = 1; paper.has(number); number++) {
            each.add(isRight(paper, number, answers.get(number), rulings));
        }
        return of(each, passMark);
    }

    /** The mark of a paper of which each question is known to be right or wrong. */
    static Marked of(List<Boolean> each, int passMark) {
        var score = Marking.score((int) each.stream().filter(right -> right).count(), each.size());
        return new Marked(each, score, score >= passMark);
    }

    /** Whether an answer to a question of the paper is right. */
    static boolean isRight(Paper paper, int number, @Nullable String answer, Map<Rulings.Of, Ruling> rulings) {
        var question = paper.question(number);
        var ruling = rulings.get(Rulings.of(paper, number));
        var read = read(paper, number, answer);
        return ruling == null ? Marking.isRight(question, read) : ruling.isRight(question, read);
    }

    private static @Nullable Answer read(Paper paper, int number, @Nullable String answer) {
        if (answer == null || answer.isBlank()) {
            return null;
        }
        try {
            return Answer.read(paper.question(number), answer);
        } catch (RuleViolation unreadable) {
            return null;
        }
    }
}
