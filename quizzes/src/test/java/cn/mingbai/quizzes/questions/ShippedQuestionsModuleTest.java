package cn.mingbai.quizzes.questions;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.quizzes.MovingClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class ShippedQuestionsModuleTest {

    @Autowired
    PolicyDirectory policy;

    @Test
    void everyShippedQuestionNamesPointsAndSourcesOfTheCatalogue() {
        var points = policy.points().stream().map(PolicyDirectory.Point::code).toList();
        var sources =
                policy.sources().stream().map(PolicyDirectory.Source::code).toList();
        for (var quiz : ShippedQuiz.all()) {
            for (var question : quiz.questions()) {
                assertThat(points)
                        .as(question.about().code())
                        .containsAll(question.about().points());
                assertThat(sources)
                        .as(question.about().code())
                        .containsAll(question.about().sources().stream()
                                .map(source ->
                                        PolicyDirectory.Citation.parse(source).source())
                                .toList());
            }
        }
    }
}
