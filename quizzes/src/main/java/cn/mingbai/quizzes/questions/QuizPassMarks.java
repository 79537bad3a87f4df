package cn.mingbai.quizzes.questions;

import cn.mingbai.courses.papertest.PassMarks;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** Tells paper tests which mark passes: that of the course's quiz. */
@Component
class QuizPassMarks implements PassMarks {

    private final QuestionBank bank;

    QuizPassMarks(QuestionBank bank) {
        this.bank = bank;
    }

    @Override
    public OptionalInt of(String course) {
        return bank.quiz(course).map(quiz -> OptionalInt.of(quiz.passMark())).orElse(OptionalInt.empty());
    }
}
