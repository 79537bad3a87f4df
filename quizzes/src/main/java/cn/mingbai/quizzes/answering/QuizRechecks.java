package cn.mingbai.quizzes.answering;

import cn.mingbai.courses.rechecks.RecheckQuestions;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Answers re-checks with the questions of the course's quiz. */
@Component
class QuizRechecks implements RecheckQuestions {

    private final Attempts attempts;
    private final QuestionBank bank;

    QuizRechecks(Attempts attempts, QuestionBank bank) {
        this.attempts = attempts;
        this.bank = bank;
    }

    @Override
    public int touching(String course, Set<String> points) {
        return (int) bank.questions(course).stream()
                .filter(versioned ->
                        versioned.question().about().points().stream().anyMatch(points::contains))
                .count();
    }

    @Override
    public String start(long recheck) {
        return attempts.startRecheck(recheck).path();
    }
}
