package cn.mingbai.quizzes.marking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkingTest {

    private static final About ABOUT = new About("q", "问", "因为", List.of("p"), List.of("L26 1"), "L26", 1);
    private static final List<Option> OPTIONS =
            List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙"), new Option("D", "丁"));
    private static final Question SINGLE = new SingleChoice(ABOUT, OPTIONS, "B");
    private static final Question MULTIPLE = new MultipleChoice(ABOUT, OPTIONS, Set.of("A", "C"));
    private static final Question TRUE = new TrueFalse(ABOUT, true);
    private static final Question AMOUNT = new Numeric(ABOUT, new BigDecimal("1200"), BigDecimal.ZERO, "元");

    private static boolean right(Question question, String answer) {
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
                "1200", "1,200", "1200元", "1,200 元", " 1200 ", "１２００", "１，２００元", "1200.00", "1 200", "1200　元", "01200",
                "１２００．０"
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
        for (var question : List.of(SINGLE, MULTIPLE, TRUE, AMOUNT)) {
            assertThatThrownBy(() -> Answer.read(question, "9".repeat(1 << 20))).isInstanceOf(RuleViolation.class);
        }
    }

    @Test
    void noAnswerIsWrong() {
        for (var question : List.of(SINGLE, MULTIPLE, TRUE, AMOUNT)) {
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
}
