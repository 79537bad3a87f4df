package cn.mingbai.quizzes.papertest;

import cn.mingbai.courses.papertest.PaperTest;
import cn.mingbai.courses.papertest.PaperTestPage;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Leads from a paper test to its drawn papers, where the course has a quiz. */
@Component
class DrawnPapersPage implements PaperTestPage {

    private final QuestionBank bank;

    DrawnPapersPage(QuestionBank bank) {
        this.bank = bank;
    }

    @Override
    public String titleKey() {
        return "quizzes.paper.link";
    }

    @Override
    public Optional<String> path(PaperTest test) {
        return bank.quiz(test.course()).map(quiz -> "drawn-papers/" + test.id().value());
    }
}
