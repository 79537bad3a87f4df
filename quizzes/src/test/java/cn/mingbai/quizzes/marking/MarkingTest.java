package cn.mingbai.quizzes.marking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Situation;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkingTest {

    private static final About ABOUT = new About("q", "问", "因为", List.of("p"), List.of("L26 1"), "L26", 1, Skill.JUDGE);
    private static final List<Option> OPTIONS =
            List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙"), new Option("D", "丁"));
    private static final Asked SINGLE = new SingleChoice(ABOUT, OPTIONS, "B");
    private static final Asked MULTIPLE = new MultipleChoice(ABOUT, OPTIONS, Set.of("A", "C"));
    private static final Asked TRUE = new TrueFalse(ABOUT, true);
    private static final Asked AMOUNT = new Numeric(ABOUT, new BigDecimal("1200"), BigDecimal.ZERO, "元");

    private static final Asked DAY = new Day(ABOUT, LocalDate.of(2026, 8, 6));
    private static final Asked TEXT = new ShortText(ABOUT, List.of("先行救助", "先救助后补手续"));
    private static final Ordering ORDER = Ordering.of(ABOUT, List.of("受理", "调查", "公示", "确认"));
    private static final Matching MATCH = new Matching(
            ABOUT,
            List.of(new Option("1", "工资"), new Option("2", "房租"), new Option("3", "养老金")),
            List.of(new Option("A", "工资性收入"), new Option("B", "财产净收入"), new Option("C", "转移净收入")),
            Map.of("1", "A", "2", "B", "3", "C"));
    private static final Asked PART =
            new ScenarioPart(new Situation("g", 1, "L26", Map.of(), "一户人家"), AMOUNT, List.of("因为"));
    private static final List<Asked> ALL = List.of(SINGLE, MULTIPLE, TRUE, AMOUNT, DAY, TEXT, ORDER, MATCH, PART);

    private static boolean right(Asked question, String answer) {
        return Marking.isRight(question, Answer.read(question, answer));
    }

    @ParameterizedTest
    @CsvSource({"A,false", "B,true", "C,false", "D,false"})
    void aSingleChoiceHasOneRightOption(String answer, boolean right) {
        assertThat(right(SINGLE, answer)).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,C|true",
                "C,A|true",
                "A,C,C|true",
                "A|false",
                "C|false",
                "A,B,C|false",
                "B,D|false",
                "A,B,C,D|false",
                "A,D|false"
            })
    void aMultipleChoiceTakesAllRightOptionsAndNoWrongOne(String answer, boolean right) {
        assertThat(right(MULTIPLE, answer)).isEqualTo(right);
    }

    @Test
    void aStatementIsJudged() {
        assertThat(right(TRUE, "true")).isTrue();
        assertThat(right(TRUE, "false")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1200",
                "1,200",
                "1200元",
                "1,200 元",
                " 1200 ",
                "１２００",
                "１，２００元",
                "1200.00",
                "1 200",
                "1200　元",
                "01200",
                "１２００．０",
                "0.12万",
                "0.12 万元",
                "０．１２万",
                "¥1200",
                "￥1,200.00",
                "1200元整"
            })
    void aNumberReadsAsPeopleTypeIt(String answer) {
        assertThat(right(AMOUNT, answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1201", "1199.99", "120", "12", "-1200", "12000"})
    void anotherNumberIsWrong(String answer) {
        assertThat(right(AMOUNT, answer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一千二百",
                "1200块左右",
                "1,2,0,0",
                "12,00",
                "1e3",
                "0x4B0",
                "NaN",
                "∞",
                "1200元元",
                "1200户",
                "0.12万户",
                "0.12万万",
                "万",
                "--1200",
                "1.2.3",
                "元",
                "1200;drop table attempt",
                "99999999999999999999"
            })
    void whatIsNoNumberIsRefusedAndNotMarkedWrong(String answer) {
        assertThatThrownBy(() -> Answer.read(AMOUNT, answer)).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @CsvSource({"719.5,true", "720.5,true", "720,true", "719.49,false", "720.51,false"})
    void aToleranceIncludesItsEnds(String answer, boolean right) {
        var question = new Numeric(ABOUT, new BigDecimal("720"), new BigDecimal("0.5"), "元");
        assertThat(right(question, answer)).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"E", "b", "A,B", "", " ", "A\u0000", "<script>", "' or 1=1 --", "甲"})
    void anOptionThatTheQuestionHasNotIsRefused(String answer) {
        assertThatThrownBy(() -> Answer.read(SINGLE, answer)).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A,,C", ",", "A,E", "A;C", "AC"})
    void aSetWithAnUnknownOptionIsRefusedWhole(String answer) {
        assertThatThrownBy(() -> Answer.read(MULTIPLE, answer)).isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "1", "对", "yes"})
    void aStatementTakesTrueOrFalse(String answer) {
        assertThatThrownBy(() -> Answer.read(TRUE, answer)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void aMegabyteIsRefusedBeforeItIsLookedInto() {
        for (var question : ALL) {
            assertThatThrownBy(() -> Answer.read(question, "9".repeat(1 << 20))).isInstanceOf(RuleViolation.class);
        }
    }

    @Test
    void noAnswerIsWrong() {
        for (var question : ALL) {
            assertThat(Marking.isRight(question, null)).isFalse();
        }
        assertThat(Marking.isRight(SINGLE, new Answer.Judged(true))).isFalse();
    }

    @Test
    void anAnswerReadsAgainAsItWasKept() {
        assertThat(Answer.read(MULTIPLE, "C,A").text()).isEqualTo("A,C");
        var typed = Answer.read(AMOUNT, " １，２００元 ").text();
        assertThat(typed).isEqualTo("１，２００元");
        assertThat(right(AMOUNT, typed)).isTrue();
    }

    @Test
    void theScoreIsFlooredAndAHundredOnlyWhenAllIsRight() {
        assertThat(Marking.score(8, 10)).isEqualTo(80);
        assertThat(Marking.score(137, 138)).isEqualTo(99);
        assertThat(Marking.score(3, 3)).isEqualTo(100);
        assertThat(Marking.score(0, 10)).isZero();
        assertThatThrownBy(() -> Marking.score(11, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 30), new Random().longs(10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tickingEverythingIsNeverRightAndOnlyTheKeyIs(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++) {
            var key = new TreeSet<String>();
            OPTIONS.forEach(option -> {
                if (random.nextBoolean()) {
                    key.add(option.key());
                }
            });
            if (key.size() < 2 || key.size() == OPTIONS.size()) {
                continue;
            }
            var question = new MultipleChoice(ABOUT, OPTIONS, key);
            assertThat(right(question, "A,B,C,D")).isFalse();
            for (var mask = 1; mask < 16; mask++) {
                var ticked = new TreeSet<String>();
                for (var i = 0; i < 4; i++) {
                    if ((mask & (1 << i)) != 0) {
                        ticked.add(OPTIONS.get(i).key());
                    }
                }
                assertThat(right(question, String.join(",", ticked))).isEqualTo(ticked.equals(key));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-08-06",
                "2026-8-6",
                "2026/8/6",
                "2026.08.06",
                "2026年8月6日",
                "２０２６年８月６日",
                "20260806",
                "2026 年 8 月 6 号"
            })
    void aDayReadsAsPeopleTypeIt(String answer) {
        assertThat(right(DAY, answer)).isTrue();
        assertThat(Answer.read(DAY, answer).text()).isEqualTo("2026-08-06");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8月6日", "2026-02-30", "2026-13-01", "06/08/2026", "明天", "2026-08-06T00:00", "99999999", "-1"})
    void whatIsNoDayIsRefused(String answer) {
        assertThatThrownBy(() -> Answer.read(DAY, answer)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void anotherDayIsWrong() {
        assertThat(right(DAY, "2026-08-07")).isFalse();
        assertThat(right(DAY, "2025-08-06")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"先行救助", " 先行 救助。", "“先行救助”", "先救助后补手续", "《先行救助》！"})
    void aTextIsReadWithoutSpacesQuotesAndPunctuationAtItsEnds(String answer) {
        assertThat(right(TEXT, answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"先行", "先行救助和低保", "救助先行", "<b>先行救助</b>"})
    void anotherTextIsWrong(String answer) {
        assertThat(right(TEXT, answer)).isFalse();
    }

    @Test
    void aTextOfPunctuationIsNoAnswerAndADecimalPointIsKept() {
        assertThatThrownBy(() -> Answer.read(TEXT, "。！“”")).isInstanceOf(RuleViolation.class);
        assertThat(right(new ShortText(ABOUT, List.of("1.5倍")), "15倍")).isFalse();
        assertThat(right(new ShortText(ABOUT, List.of("1.5倍")), "１．５ 倍")).isTrue();
        assertThat(right(new ShortText(ABOUT, List.of("GIFT")), "ｇｉｆｔ")).isTrue();
    }

    @Test
    void onlyTheRightOrderIsRightHoweverItIsShown() {
        for (var seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var shown = ORDER.shuffled(random);
            assertThat(shown.steps().stream().map(Option::text))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrder("受理", "调查", "公示", "确认")
                    .isNotEqualTo(List.of("受理", "调查", "公示", "确认"));
            assertThat(shown.answer().stream().map(key -> Option.text(shown.steps(), key)))
                    .containsExactly("受理", "调查", "公示", "确认");
            assertThat(shown.steps().stream().map(Option::key)).containsExactly("A", "B", "C", "D");
            var keys = new ArrayList<>(List.of("A", "B", "C", "D"));
            Collections.shuffle(keys, random);
            var typed = new ArrayList<String>();
            for (var key : keys) {
                typed.add(key + ":" + (keys.indexOf(key) + 1));
            }
            Collections.shuffle(typed, random);
            assertThat(right(shown, String.join(",", typed))).isEqualTo(keys.equals(shown.answer()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A,B,C,D",
                "A:1,B:2,C:3",
                "A:1,B:1,C:2,D:3",
                "A:1,B:2,C:3,D:5",
                "A:1,A:2,B:3,C:4",
                "A:1,B:2,C:3,E:4",
                "A:1,B:2,C:3,D:",
                ":1,B:2,C:3,D:4",
                "A:1,,B:2,C:3,D:4",
                "A:0,B:1,C:2,D:3",
                "A:01,B:2,C:3,D:4"
            })
    void anOrderThatLeavesAStepOutOrGivesAPlaceTwiceIsRefused(String answer) {
        assertThatThrownBy(() -> Answer.read(ORDER, answer)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void onlyTheRightMatchingIsRightAndTheSameChoiceEverywhereNeverIs() {
        var right = 0;
        for (var first : List.of("A", "B", "C")) {
            for (var second : List.of("A", "B", "C")) {
                for (var third : List.of("A", "B", "C")) {
                    if (right(MATCH, "1:" + first + ",2:" + second + ",3:" + third)) {
                        right++;
                    }
                }
            }
        }
        assertThat(right).isEqualTo(1);
        assertThat(right(MATCH, "3:C,1:A,2:B")).isTrue();
        for (var seed = 1; seed <= 200; seed++) {
            var shown = MATCH.shuffled(new Random(seed));
            var texts = new TreeMap<String, String>();
            shown.answer()
                    .forEach((left, target) ->
                            texts.put(Option.text(shown.left(), left), Option.text(shown.right(), target)));
            assertThat(texts).as("seed %s", seed).isEqualTo(Map.of("工资", "工资性收入", "房租", "财产净收入", "养老金", "转移净收入"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1:A,2:B", "1:A,2:B,3:D", "1:A,2:B,4:C", "1:A,1:B,2:C", "1:A,2:B,3:", "1A,2B,3C", "1:A,2:B,3:C:1"
            })
    void aMatchingThatLeavesSomethingOutOrNamesWhatIsNotThereIsRefused(String answer) {
        assertThatThrownBy(() -> Answer.read(MATCH, answer)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void aPartOfAScenarioIsMarkedAsWhatItAsks() {
        assertThat(right(PART, "1,200元")).isTrue();
        assertThat(right(PART, "1,201元")).isFalse();
        assertThatThrownBy(() -> right(PART, "很多")).isInstanceOf(RuleViolation.class);
    }

    @Test
    void everyAnswerReadsAgainAsItWasKept() {
        var answers =
                Map.of(ORDER, "C:1,A:4,B:2,D:3", MATCH, "3:C,1:A,2:B", DAY, "2026年8月6日", TEXT, "先行救助", PART, "７２０");
        answers.forEach((question, answer) -> {
            var read = Answer.read(question, answer);
            assertThat(Answer.read(question, read.text())).isEqualTo(read);
            assertThat(read.text()).hasSizeLessThanOrEqualTo(Answer.LONGEST);
        });
    }
}
