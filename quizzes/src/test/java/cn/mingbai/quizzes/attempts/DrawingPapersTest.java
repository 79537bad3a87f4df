package cn.mingbai.quizzes.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
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
            paper.questions()
                    .forEach(one -> codes.add(one.question().about().code().replaceFirst("\\.\\d$", "")));
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
                .hasMessageContaining("expected at least 1");
    }

    @Test
    void aScenarioTakesTheLastPlacesWholeAndIsMadeUpAnewForEachPaper() {
        var random = new Random(13);
        var facts = new HashSet<String>();
        var scenarios = 0;
        for (var i = 0; i < 300; i++) {
            var paper = Paper.draw(POOL, random);
            var parts = paper.questions().stream()
                    .map(Versioned::question)
                    .filter(ScenarioPart.class::isInstance)
                    .map(ScenarioPart.class::cast)
                    .toList();
            if (parts.isEmpty()) {
                continue;
            }
            scenarios++;
            facts.add(parts.getFirst().situation().facts());
            assertThat(paper.questions().subList(Paper.SIZE - parts.size(), Paper.SIZE).stream()
                            .map(Versioned::question))
                    .isEqualTo(parts);
            assertThat(parts.stream().map(ScenarioPart::situation).distinct()).hasSize(1);
            assertThat(parts.stream().map(ScenarioPart::solution)).noneMatch(List::isEmpty);
        }
        assertThat(scenarios).isBetween(120, 240);
        assertThat(facts).hasSizeGreaterThan(scenarios * 9 / 10);
    }

    @Test
    void theRightOptionOfAMadeUpCaseStandsAnywhere() {
        var scenario =
                new Scenario(new About("x", "情景", "因为", List.of("p"), List.of("L26 1"), "R17", 1), "kin-registered");
        var pool = new ArrayList<>(POOL);
        pool.removeIf(one -> one.question() instanceof Scenario || one.question() instanceof Numeric);
        pool.add(new Versioned(1, scenario));
        var keys = new HashSet<Object>();
        for (var seed = 0; seed < 100; seed++) {
            var part = (ScenarioPart) Paper.draw(pool, new Random(seed)).question(Paper.SIZE);
            var asked = (MultipleChoice) part.asked();
            keys.add(asked.answer());
            assertThat(asked.options().stream().map(Option::key)).isSorted();
            var right = asked.answer().stream()
                    .map(key -> Option.text(asked.options(), key))
                    .toList();
            assertThat(right)
                    .containsExactlyInAnyOrder(
                            part.situation().parameters().get("near").split("\\|"));
        }
        assertThat(keys).hasSizeGreaterThan(6);
    }

    @Test
    void aRecheckDrawsAScenarioWholeAndAtMostFiveQuestions() {
        for (var seed = 0; seed < 100; seed++) {
            var paper = Paper.drawRecheck(POOL, Set.of("dibao.gap-payment", "income.four-kinds"), new Random(seed));
            assertThat(paper.questions()).hasSizeBetween(1, Paper.RECHECK);
            assertThat(paper.questions()).allMatch(one -> one.question() instanceof Asked);
            var parts = paper.questions().stream()
                    .map(one -> one.question().about().code())
                    .filter(code -> code.startsWith("01-17"))
                    .count();
            assertThat(parts).isIn(0L, 2L);
        }
    }

    @Test
    void aPoolSufficesOnlyWhenEveryDrawMakesAPaper() {
        assertThat(PaperSupply.suffices(POOL)).isTrue();
        // With four choices of one option a paper comes about only if a scenario of two questions is drawn.
        var choices = POOL.stream()
                .filter(one -> one.question() instanceof SingleChoice || one.question() instanceof ShortText)
                .toList();
        var scarce = new ArrayList<>(POOL);
        scarce.removeAll(choices.subList(4, choices.size()));
        assertThat(PaperSupply.suffices(scarce)).isFalse();
        for (Predicate<Question> missing : List.<Predicate<Question>>of(
                MultipleChoice.class::isInstance,
                TrueFalse.class::isInstance,
                question -> question instanceof Numeric || question instanceof Scenario)) {
            var without =
                    POOL.stream().filter(one -> !missing.test(one.question())).toList();
            assertThat(PaperSupply.suffices(without)).isFalse();
            assertThatThrownBy(() -> Paper.draw(without, new Random(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aScenarioThatThisProgramCannotMakeUpIsNeverDrawn() {
        var about = new About("old", "情景", "因为", List.of("dibao.gap-payment"), List.of("L26 1"), "L26", 1);
        var unknown = new Versioned(1, new Scenario(about, "gone"));
        var pool = new ArrayList<>(POOL);
        pool.add(unknown);
        for (var seed = 0; seed < 100; seed++) {
            assertThat(Paper.draw(pool, new Random(seed)).questions()).hasSize(Paper.SIZE);
            assertThat(Paper.drawRecheck(pool, Set.of("dibao.gap-payment"), new Random(seed))
                            .questions())
                    .isNotEmpty();
        }
        pool.removeIf(one ->
                one.question() instanceof Numeric || (one.question() instanceof Scenario && !one.equals(unknown)));
        assertThat(PaperSupply.suffices(pool)).isFalse();
    }
}
