package cn.mingbai.quizzes.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Marking;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {

    private static final int DRAWS = 10_000;
    private static final int READ_EVERY = 10;

    private static Scenario scenario(String generator) {
        return new Scenario(
                new About("s", "情景", "因为", List.of("p"), List.of("L26 18"), Scenarios.rules(generator), 2, Skill.JUDGE),
                generator);
    }

    /** The answer in words that the oracle uses as well. */
    private static String answer(Asked question) {
        return switch (question) {
            case Numeric numeric -> numeric.answer().stripTrailingZeros().toPlainString() + numeric.unit();
            case Day day -> day.answer().toString();
            case TrueFalse trueFalse -> String.valueOf(trueFalse.answer());
            case SingleChoice single -> Option.text(single.options(), single.answer());
            case MultipleChoice multiple ->
                multiple.answer().stream()
                        .map(key -> Option.text(multiple.options(), key))
                        .sorted()
                        .collect(Collectors.joining("|"));
            case ScenarioPart part -> answer(part.asked());
            case ShortText text -> text.accepted().getFirst();
            case Ordering ordering -> throw new AssertionError("no scenario asks this yet: " + ordering);
            case Matching matching -> throw new AssertionError("no scenario asks this yet: " + matching);
        };
    }

    private static List<String> answers(List<ScenarioPart> parts) {
        return parts.stream().map(ScenariosTest::answer).toList();
    }

    static Stream<Arguments> worked() {
        return Stream.of(
                Arguments.of("Q1", "gap-month-r17", List.of("400元", "600元")),
                Arguments.of("Q2", "gap-year-r17", List.of("2400元", "300元")),
                Arguments.of("Q3", "gap-excluded", List.of("500元", "400元")),
                Arguments.of("Q4", "insurance-forgotten", List.of("2160元", "90元", "false")),
                Arguments.of("Q5", "work-cost", List.of("150元", "false")),
                Arguments.of("Q6", "members", List.of("4口")),
                Arguments.of("Q7", "support", List.of("325元", "550元")),
                Arguments.of("Q8", "assets-over", List.of("false", "不能批准，书面说明理由，申请人有异议可以举证申请复查")),
                Arguments.of("Q9", "assets-exempt", List.of("1500元", "true")),
                Arguments.of("Q10", "survey-appraisal", List.of("2017-06-19", "2017-06-26")),
                Arguments.of("Q11", "whole-case", List.of("2026-08-06", "2026-09-14", "2026-08-31")),
                Arguments.of("Q12", "seven-days", List.of("2017-06-27", "2017-06-28")),
                Arguments.of("Q13", "county-procedure", List.of("2017-07-05", "2017-07-12", "2017-07-17")),
                Arguments.of("Q14", "two-thirds", List.of("11人", "false")),
                Arguments.of("Q15", "appraisal", List.of("false", "不能退件，条件合格的接着办；认为调查不实的才重新调查")),
                Arguments.of("Q16", "spot-checks", List.of("15户", "5户")),
                Arguments.of("Q17", "kin-registered", List.of("亲姐姐|孙子")),
                Arguments.of("Q18", "kin-not-refused", List.of("true", "符合条件就受理；申明关系、单独登记、县级入户，他本人回避")),
                Arguments.of("Q19", "first-payment", List.of("7月", "2017-07-10")),
                Arguments.of("Q20", "custody", List.of("缺书面代管协议，也缺报县级民政部门备案")),
                Arguments.of("Q21", "refusal-told", List.of("2026-09-02")),
                Arguments.of("Q22", "stopped", List.of("决定之前没有听取这户的意见|没有书面告知，也没有讲明理由|没有看能不能给渐退期")),
                Arguments.of("Q23", "work-refused", List.of("400元")),
                Arguments.of("Q24", "death-followed-up", List.of("2026-11-15", "2026-11-13")),
                Arguments.of("Q25", "false-claim", List.of("4500元", "13500元", "9000元")),
                Arguments.of("Q26", "embezzled", List.of("可能以贪污罪追究：救济款物一万元以上就到线")),
                Arguments.of("Q27", "medical-aid", List.of("8400元", "8000元")),
                Arguments.of("Q28", "emergency", List.of("false", "情况急、金额小、要马上救的，先行救助，事后补充说明")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("worked")
    void theWorkedQuestionsHaveTheirAnswers(String question, String generator, List<String> expected) {
        assertThat(answers(Scenarios.worked(scenario(generator)))).isEqualTo(expected);
    }

    @Test
    void everyWorkedQuestionHasItsGeneratorAndOneMoreIsTheYearUnderTheRulesInForce() {
        var generators = worked().map(arguments -> arguments.get()[1]).collect(Collectors.toSet());
        assertThat(worked()).hasSize(28);
        assertThat(generators).hasSize(28);
        var others = new HashSet<>(Scenarios.codes());
        others.removeAll(generators.stream().map(String::valueOf).collect(Collectors.toSet()));
        assertThat(others).containsExactly("gap-year");
        assertThat(answers(Scenarios.worked(scenario("gap-year")))).containsExactly("2400元", "300元");
    }

    static Stream<String> generators() {
        return Scenarios.codes().stream();
    }

    @ParameterizedTest
    @MethodSource("generators")
    void tenThousandDrawsAnswerAsAnotherCalculationAndReadWell(String generator) {
        var start = new Random().nextLong();
        var scenario = scenario(generator);
        var facts = new HashSet<String>();
        for (var i = 0; i < DRAWS; i++) {
            // Half of them the same in every run, half of them new.
            var seed = i < DRAWS / 2 ? i : start + i;
            var parts = Scenarios.draw(scenario, seed);
            var drawn = parts.getFirst().situation();
            var answers = answers(parts);
            var expected = Oracle.answers(generator, drawn.parameters());
            facts.add(drawn.facts());
            if (!answers.equals(expected) || i % READ_EVERY == 0) {
                var where = generator + ", seed " + seed + ": " + drawn.parameters();
                assertThat(answers).as(where).isEqualTo(expected);
                requireReadable(where, parts);
            }
        }
        assertThat(facts)
                .as("different cases of " + generator)
                .hasSizeGreaterThan(Set.of("embezzled", "emergency").contains(generator) ? 18 : 75);
    }

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d*");

    private static void requireReadable(String where, List<ScenarioPart> parts) {
        var situation = parts.getFirst().situation();
        var text = situation.facts()
                + parts.stream().map(part -> part.about().stem()).collect(Collectors.joining());
        assertThat(situation.facts()).as(where).hasSizeBetween(15, 400).doesNotContain("null", "{", "。。", "，，", "；；");
        for (var part : parts) {
            assertThat(part.situation()).isEqualTo(situation);
            assertThat(part.about().stem()).as(where).hasSizeBetween(4, 200);
            assertThat(part.solution()).as(where).isNotEmpty().noneMatch(String::isBlank);
            assertThat(String.join("", part.solution()) + part.about().explanation())
                    .as(where)
                    .contains("[")
                    .doesNotContain("null", "{");
            switch (part.asked()) {
                case MultipleChoice multiple -> {
                    assertThat(multiple.answer()).as(where).hasSizeGreaterThan(1);
                    assertThat(multiple.options())
                            .as(where)
                            .hasSizeGreaterThan(multiple.answer().size());
                    assertThat(multiple.options().stream().map(Option::text))
                            .as(where)
                            .doesNotHaveDuplicates();
                }
                case SingleChoice single ->
                    assertThat(single.options().stream().map(Option::text))
                            .as(where)
                            .hasSizeBetween(3, 6)
                            .doesNotHaveDuplicates();
                case Numeric numeric -> {
                    // Whole yuan, people, homes: nobody is asked for a fen.
                    assertThat(numeric.answer().stripTrailingZeros().scale())
                            .as(where)
                            .isLessThanOrEqualTo(0);
                    assertThat(numeric.answer().signum()).as(where).isGreaterThanOrEqualTo(0);
                }
                default -> {}
            }
            assertThat(Marking.isRight(part, null)).isFalse();
        }
        // Whatever the answer hangs on is in the text that the person reads.
        situation.parameters().forEach((name, value) -> {
            if (NUMBER.matcher(value).matches()
                    && !untold(situation.parameters()).contains(name)) {
                assertThat(text)
                        .as(where + ", " + name)
                        .containsAnyOf(value, String.format(java.util.Locale.ROOT, "%,d", Long.parseLong(value)));
            }
        });
    }

    private static Set<String> untold(Map<String, String> parameters) {
        var untold = new HashSet<String>();
        if ("false".equals(parameters.get("daughter"))) {
            untold.add("ageDaughter");
        }
        if ("false".equals(parameters.get("mother"))) {
            untold.add("ageMother");
        }
        if (parameters.containsKey("asset") && !"DEPOSIT".equals(parameters.get("asset"))) {
            untold.add("limit");
        }
        return untold;
    }

    @ParameterizedTest
    @MethodSource("generators")
    void theSameSeedDrawsTheSameAndSurvivesTheDatabase(String generator) {
        for (var seed = 1; seed <= 50; seed++) {
            var parts = Scenarios.draw(scenario(generator), seed);
            assertThat(Scenarios.draw(scenario(generator), seed)).isEqualTo(parts);
            assertThat(parts.getFirst().situation().seed()).isEqualTo(seed);
            for (var part : parts) {
                var json = QuestionJson.MAPPER.writeValueAsString(part);
                assertThat(QuestionJson.MAPPER.readValue(json, Asked.class)).isEqualTo(part);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("generators")
    void tickingEverythingIsNeverRight(String generator) {
        for (var seed = 1; seed <= 200; seed++) {
            for (var part : Scenarios.draw(scenario(generator), seed)) {
                if (part.asked() instanceof MultipleChoice multiple) {
                    var everything =
                            multiple.options().stream().map(Option::key).collect(Collectors.joining(","));
                    assertThat(Marking.isRight(part, Answer.read(part, everything)))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void anUnknownGeneratorIsRefused() {
        var unknown = new Scenario(scenario("members").about(), "no-such");
        assertThatThrownBy(() -> Scenarios.draw(unknown, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such");
    }
}
