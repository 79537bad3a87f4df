package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.quizzes.marking.Form;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import org.junit.jupiter.api.Test;

class OpenedPaperTest {

    @Test
    void whatThePageShowsTellsHowEachQuestionIsAnswered() {
        var paper = new Paper(ShippedQuiz.all().stream()
                .flatMap(quiz -> quiz.questions().stream())
                .filter(Asked.class::isInstance)
                .map(question -> new Versioned(1, question))
                .toList());
        assertThat(paper.asked().map(Object::getClass).distinct()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(OpenedPaper.Questions.of(paper).forms())
                .containsExactlyElementsOf(paper.asked().map(Form::of).toList());
    }
}
