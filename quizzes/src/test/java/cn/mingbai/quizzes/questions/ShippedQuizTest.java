package cn.mingbai.quizzes.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedQuizTest {

    private static final String HEAD = "course: \"01\"\ntitle: 试\nminutes: 15\npassMark: 80\nquestions:\n";

    private static String question(String code, String rest) {
        return "  - code: \"" + code + "\"\n    stem: 问\n    explanation: 因为\n    points: [a]\n    sources: [L26 1]\n"
                + "    ruleLayer: L26\n    difficulty: 1\n    skill: judge\n" + rest;
    }

    private static final String OPTIONS =
            "    options:\n      - {key: A, text: 甲}\n      - {key: B, text: 乙}\n      - {key: C, text: 丙}\n";

    @Test
    void everyShippedQuizHasEnoughOfEveryKind() {
        assertThat(ShippedQuiz.all()).extracting(ShippedQuiz::course).contains("01", "12");
        for (var quiz : ShippedQuiz.all()) {
            assertThat(quiz.passMark()).isEqualTo(80);
            assertThat(quiz.minutes()).isEqualTo(15);
            assertThat(quiz.questions())
                    .as(quiz.course())
                    .hasSizeGreaterThanOrEqualTo(16)
                    .allMatch(question -> question.about().code().startsWith(quiz.course() + "-"));
            assertThat(quiz.questions())
                    .filteredOn(SingleChoice.class::isInstance)
                    .hasSizeGreaterThanOrEqualTo(5);
            assertThat(quiz.questions())
                    .filteredOn(MultipleChoice.class::isInstance)
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(quiz.questions()).filteredOn(TrueFalse.class::isInstance).hasSizeGreaterThanOrEqualTo(2);
            assertThat(quiz.questions()).filteredOn(Numeric.class::isInstance).isNotEmpty();
        }
    }

    @Test
    void everyExplanationCitesWhatItsQuestionRestsOn() {
        var brackets = Pattern.compile("\\[([A-Z][A-Z0-9]* [^\\[\\]]+)]");
        for (var quiz : ShippedQuiz.all()) {
            for (var question : quiz.questions()) {
                var cited = new TreeSet<String>();
                brackets.matcher(question.about().explanation())
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split("；")))
                        .forEach(one -> {
                            var source = one.substring(0, one.indexOf(' ') + 1);
                            Stream.of(one.substring(source.length()).split("、"))
                                    .forEach(article -> cited.add(source + article));
                        });
                assertThat(question.about().sources())
                        .as(question.about().code())
                        .containsExactlyInAnyOrderElementsOf(cited);
            }
        }
    }

    @Test
    void everyKindSurvivesTheDatabase() {
        for (var quiz : ShippedQuiz.all()) {
            for (var question : quiz.questions()) {
                var json = QuestionJson.MAPPER.writeValueAsString(question);
                assertThat(QuestionJson.MAPPER.readValue(json, Question.class)).isEqualTo(question);
                assertThat(json).contains("\"kind\":\"" + QuestionJson.kind(question) + "\"");
            }
        }
    }

    @Test
    void aTextWrittenBeforeQuestionsNamedASkillIsReadAndWrittenAsItWas() {
        var old = """
                {"kind":"truefalse","about":{"code":"01-12","stem":"问","explanation":"因为 [L26 1]",\
                "points":["dibao.unit"],"sources":["L26 1"],"ruleLayer":"L26","difficulty":2},"answer":false}""";
        var question = QuestionJson.MAPPER.readValue(old, Question.class);
        assertThat(question.about().skill()).isNull();
        assertThat(QuestionJson.MAPPER.writeValueAsString(question)).doesNotContain("skill");
        assertThat(QuestionJson.MAPPER.readValue(QuestionJson.MAPPER.writeValueAsString(question), Question.class))
                .isEqualTo(question);
    }

    @Test
    void everyFaultGetsASentenceThatNamesTheQuestion() {
        var broken = HEAD
                + question("q1", "    kind: single\n" + OPTIONS + "    answer: D\n")
                + question("q2", "    kind: multiple\n" + OPTIONS + "    answer: [A, B, C]\n")
                + question("q3", "    kind: multiple\n" + OPTIONS + "    answer: [A]\n")
                + question("q4", "    kind: truefalse\n    answer: 对\n")
                + question("q5", "    kind: numeric\n    answer: many\n    tolerance: -1\n    unit: 元\n")
                + question("q6", "    kind: essay\n")
                + question("q7", "    kind: truefalse\n    answer: true\n").replace("[L26 1]", "[第一条]")
                + question("q8", "    kind: truefalse\n    answer: true\n").replace("skill: judge", "skill: 判断")
                + question("q7", "    kind: truefalse\n    answer: true\n");
        assertThatThrownBy(() -> ShippedQuiz.parse("x.yaml", broken))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .satisfies(message -> {
                    var lines = List.of(message.split("\n"));
                    assertThat(lines).allMatch(line -> line.startsWith("x.yaml, q"));
                    assertThat(lines)
                            .anyMatch(line -> line.contains("q1: expected the answer to be one of the options"));
                    assertThat(lines).anyMatch(line -> line.contains("q2: expected at least two right options"));
                    assertThat(lines).anyMatch(line -> line.contains("q3: expected at least two right options"));
                    assertThat(lines).anyMatch(line -> line.contains("q4: expected the answer true or false"));
                    assertThat(lines).anyMatch(line -> line.contains("q5: expected a number in field answer"));
                    assertThat(lines).anyMatch(line -> line.contains("q5: expected a tolerance of 0 or more"));
                    assertThat(lines).anyMatch(line -> line.contains("q6: expected kind single"));
                    assertThat(lines)
                            .contains("x.yaml, q8: expected a skill of recall, judge, calculate, deadline, procedure,"
                                    + " explain, conduct, but got 判断.");
                    assertThat(lines).anyMatch(line -> line.contains("q7: expected a source such as"));
                    assertThat(lines).anyMatch(line -> line.contains("q7: expected each code once"));
                });
    }

    @Test
    void whatIsNoQuizIsRefusedInASentence() {
        for (var text : List.of("", "[]", "questions: 5", "a: [", "!!java.net.URL [http://x]")) {
            assertThatThrownBy(() -> ShippedQuiz.parse("x.yaml", text))
                    .as(text)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("x.yaml: expected");
        }
    }

    @Test
    void everyKindIsReadFromAFile() {
        var text = HEAD
                + question("k1", "    kind: day\n    answer: \"2026-08-06\"\n")
                + question("k2", "    kind: text\n    answer: [先行救助, 先救后补]\n")
                + question("k3", "    kind: ordering\n    steps: [受理, 调查, 公示, 确认]\n")
                + question(
                        "k4",
                        "    kind: matching\n    pairs:\n      - {left: 工资, right: 工资性收入}\n"
                                + "      - {left: 房租, right: 财产净收入}\n      - {left: 流转, right: 财产净收入}\n"
                                + "    others: [转移净收入]\n")
                + question("k5", "    kind: scenario\n    generator: gap-month\n");
        var questions = ShippedQuiz.parse("x.yaml", text).questions();
        assertThat(((Day) questions.get(0)).answer()).isEqualTo(java.time.LocalDate.of(2026, 8, 6));
        assertThat(((ShortText) questions.get(1)).accepted()).containsExactly("先行救助", "先救后补");
        assertThat(((Ordering) questions.get(2)).answer()).containsExactly("A", "B", "C", "D");
        var matching = (Matching) questions.get(3);
        assertThat(matching.right().stream().map(Option::text)).containsExactly("工资性收入", "财产净收入", "转移净收入");
        assertThat(matching.answer()).isEqualTo(java.util.Map.of("1", "A", "2", "B", "3", "B"));
        assertThat(((Scenario) questions.get(4)).generator()).isEqualTo("gap-month");
        for (var question : questions) {
            var json = QuestionJson.MAPPER.writeValueAsString(question);
            assertThat(QuestionJson.MAPPER.readValue(json, Question.class)).isEqualTo(question);
        }
    }

    @Test
    void everyFaultOfTheFurtherKindsGetsASentence() {
        var broken = HEAD
                + question("f1", "    kind: day\n    answer: \"2026-02-30\"\n")
                + question("f2", "    kind: text\n    answer: []\n")
                + question("f3", "    kind: ordering\n    steps: [甲, 乙]\n")
                + question("f4", "    kind: ordering\n    steps: [甲, 乙, 甲]\n")
                + question(
                        "f5",
                        "    kind: matching\n    pairs:\n      - {left: 甲, right: 子}\n      - {left: 乙, right: 子}\n")
                + question("f6", "    kind: scenario\n")
                + question("f7", "    kind: scenario\n    generator: no-such\n")
                + question("f8", "    kind: numeric\n    answer: 33.33\n    tolerance: 0\n    unit: 元\n");
        assertThatThrownBy(() -> ShippedQuiz.parse("x.yaml", broken))
                .isInstanceOfSatisfying(IllegalStateException.class, refused -> {
                    assertThat(refused.getMessage().lines()).allMatch(line -> line.startsWith("x.yaml, f"));
                    assertThat(refused)
                            .hasMessageContainingAll(
                                    "f1: expected a day such as \"2026-08-06\" in field answer, but got 2026-02-30.",
                                    "f2: expected a list of texts in field answer, but got [].",
                                    "f3: expected three to 8 different steps, in the right order, but got [甲, 乙].",
                                    "f4: expected three to 8 different steps",
                                    "f5: expected two to 8 pairs",
                                    "the same choice everywhere must not be right.",
                                    "f6: expected a text in field generator, but got null.",
                                    "f8: expected the stem to say how to round (保留, 取整, 四舍五入, 进一), since the answer is 33.33.");
                });
    }
}
