package cn.mingbai.quizzes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Situation;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Questions whose keys and explanations can be told in whatever leaves the server. */
public final class Canaries {

    /** In every explanation, solution, accepted text and parameter. */
    public static final String CANARY = "金丝雀";

    /** In every right number. */
    public static final String NUMBER = "8675309";

    /** The year of every right day. */
    public static final String YEAR = "2087";

    /** How many questions a journey has. */
    public static final int QUESTIONS = 9;

    /** Names of what only a review has, and a score in words. */
    public static final Pattern TELLING = Pattern.compile(
            "\"(expected|explanation|right|score|passed|accepted|tolerance|solution|seed|parameters|points|lessons|marked|sources)\"\\s*:"
                    + "|\\d 分(?!钟)|class=\"(key|why|solution|is-right)");

    private Canaries() {}

    /**
     * One question of each kind, all canaries a journey's own.
     *
     * @param name what the questions' codes begin with
     * @param journey from 0 to 999
     * @param turn decides which options are right
     */
    public static List<Versioned> questions(String name, int journey, int turn) {
        var three = List.of(new Option("A", "甲"), new Option("B", "乙"), new Option("C", "丙"));
        var letters = List.of("A", "B", "C");
        var right = new BigDecimal(number(journey));
        var asked = List.<Asked>of(
                new SingleChoice(about(name + 1), three, letters.get(turn % 3)),
                new MultipleChoice(about(name + 2), three, Set.of(letters.get(turn % 3), letters.get((turn + 1) % 3))),
                new TrueFalse(about(name + 3), turn % 2 == 0),
                new Numeric(about(name + 4), right, BigDecimal.ZERO, "元"),
                new Day(
                        about(name + 5),
                        LocalDate.of(Integer.parseInt(YEAR), 1, 1).plusDays(journey)),
                new ShortText(about(name + 6), List.of(CANARY + "词" + name)),
                new Ordering(about(name + 7), three, turn % 2 == 0 ? List.of("C", "A", "B") : List.of("B", "C", "A")),
                new Matching(
                        about(name + 8),
                        List.of(new Option("1", "一"), new Option("2", "二")),
                        three.subList(0, 2),
                        turn % 2 == 0 ? Map.of("1", "A", "2", "B") : Map.of("1", "B", "2", "A")),
                new ScenarioPart(
                        new Situation("gap-excluded", 42, "L26", Map.of("secret", CANARY + "参数"), "一户三口人。"),
                        new Numeric(about(name + 9), right.add(BigDecimal.TEN), BigDecimal.ONE, "元"),
                        List.of(CANARY + "解法" + name)));
        return asked.stream().map(question -> new Versioned(1, question)).toList();
    }

    private static About about(String code) {
        return new About(
                code,
                "题干" + code,
                CANARY + "讲解" + code + "。",
                List.of("dibao.members"),
                List.of(CANARY + " 1"),
                "L26",
                2,
                Skill.JUDGE);
    }

    private static String number(int journey) {
        return NUMBER + "%03d".formatted(journey);
    }

    /** Fails when any of it is in what was seen, apart from what somebody typed: an echo of one's own words is no leak. */
    public static void assertQuiet(String everything, List<String> typed) {
        var seen = everything;
        for (var own : typed) {
            if (own.length() > 3) {
                seen = seen.replace(own, "");
            }
        }
        // A day, not four digits of an instant.
        assertThat(seen).doesNotContain(CANARY, NUMBER, YEAR + "-", YEAR + "年").doesNotContainPattern(TELLING);
    }

    /** Fails when a review lacks any of a journey's canaries. */
    public static void assertTold(String review, String name, int journey) {
        for (var question = 1; question <= QUESTIONS; question++) {
            assertThat(review).contains(CANARY + "讲解" + name + question + "。");
        }
        assertThat(review)
                .contains(number(journey) + "元", YEAR + "年", CANARY + "词" + name, CANARY + "解法" + name)
                .containsPattern(TELLING);
    }
}
