package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.List;
import java.util.stream.Stream;

/**
 * The questions drawn for one attempt, with their keys, options in the order in which they are shown. Frozen: what
 * becomes of a question later changes no attempt.
 */
record Paper(List<Versioned> questions) {

    Paper {
        questions = List.copyOf(questions);
        if (!questions.stream().allMatch(one -> one.question() instanceof Asked)) {
            throw new IllegalArgumentException("expected drawn questions, but a scenario is among them");
        }
    }

    /** The question with this number, from 1. */
    Asked question(int number) {
        return (Asked) questions.get(number - 1).question();
    }

    /** The questions in the order of their numbers. */
    Stream<Asked> asked() {
        return questions.stream().map(one -> (Asked) one.question());
    }

    /** Whether there is a question with this number. */
    boolean has(int number) {
        return number >= 1 && number <= questions.size();
    }
}
