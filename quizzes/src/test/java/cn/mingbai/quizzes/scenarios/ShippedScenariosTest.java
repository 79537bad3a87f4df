package cn.mingbai.quizzes.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import org.junit.jupiter.api.Test;

class ShippedScenariosTest {

    @Test
    void everyShippedScenarioHasAGeneratorOfItsRuleLayer() {
        var scenarios = ShippedQuiz.all().stream()
                .flatMap(quiz -> quiz.questions().stream())
                .filter(Scenario.class::isInstance)
                .map(Scenario.class::cast)
                .toList();
        assertThat(scenarios).hasSizeGreaterThanOrEqualTo(3);
        for (var scenario : scenarios) {
            assertThat(Scenarios.codes()).as(scenario.about().code()).contains(scenario.generator());
            assertThat(Scenarios.rules(scenario.generator()))
                    .as(scenario.about().code())
                    .isEqualTo(scenario.about().ruleLayer());
            // A paper of ten has room for three questions to work out.
            assertThat(Scenarios.draw(scenario, 1)).as(scenario.about().code()).hasSizeBetween(1, 3);
        }
    }
}
