package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.SingleChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawingPapersTest {

    private static final List<Versioned> POOL = ShippedQuiz.all().stream()
            .filter(quiz -> quiz.course().equals("01"))
            .flatMap(quiz -> quiz.questions().stream())
            .map(question -> new Versioned(1, question))
            .toList();

    @Test
    void everyQuestionOfThePoolComesUpAndOptionsChangePlaces() {
        var random = new Random(7);
        var codes = new HashSet<String>();
        var orders = new HashSet<List<?>>();
        for (var i = 0; i < 200; i++) {
            var paper = Paper.draw(POOL, random);
            assertThat(paper.questions()).hasSize(Paper.SIZE);
            paper.questions().forEach(one -> codes.add(one.question().about().code()));
            paper.questions().stream()
                    .filter(one -> one.question().about().code().equals("01-01"))
                    .forEach(one -> orders.add(((SingleChoice) one.question()).options()));
        }
        assertThat(codes).hasSize(POOL.size());
        assertThat(orders).hasSizeGreaterThan(10);
    }

    @Test
    void shufflingKeepsEveryOptionAndTheKey() {
        var random = new Random(11);
        for (var i = 0; i < 50; i++) {
            for (var drawn : Paper.draw(POOL, random).questions()) {
                if (drawn.question() instanceof SingleChoice shuffled) {
                    var original = (SingleChoice) POOL.stream()
                            .map(Versioned::question)
                            .filter(question -> question.about().equals(shuffled.about()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(shuffled.options()).containsExactlyInAnyOrderElementsOf(original.options());
                    assertThat(shuffled.answer()).isEqualTo(original.answer());
                }
            }
        }
    }

    @Test
    void aPoolThatIsTooSmallIsRefused() {
        assertThatThrownBy(() -> Paper.draw(POOL.subList(0, 4), new Random(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected at least 5");
    }
}
