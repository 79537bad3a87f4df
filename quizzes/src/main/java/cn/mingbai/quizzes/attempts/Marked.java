package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Marking;
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
     * @param passMark the score that passes, 1 to 100
     */
    static Marked of(Paper paper, Map<Integer, String> answers, int passMark) {
        var each = new ArrayList<Boolean>();
        for (var number = 1; paper.has(number); number++) {
            var question = paper.question(number);
            each.add(Marking.isRight(question, read(paper, number, answers.get(number))));
        }
        var score = Marking.score((int) each.stream().filter(right -> right).count(), each.size());
        return new Marked(each, score, score >= passMark);
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
