package cn.mingbai.quizzes.formats;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Questions of all kinds with texts that trip writers and readers up. */
public final class RandomBank {

    private static final String[] PIECES = {
        "低保",
        "人均收入",
        "元",
        "Ａ",
        "A．",
        "B、",
        "（ ）",
        "(A)",
        "{",
        "}",
        "=",
        "~",
        "#",
        ":",
        "\\",
        "\\n",
        "%50%",
        "%",
        "<b>",
        "</script>",
        "&amp;",
        "&",
        "\"",
        "'",
        "|",
        "::",
        "//",
        "1．",
        "答案：",
        "解析：",
        "->",
        "[html]",
        "[M57 22]",
        "，",
        "王𠮷",
        "😀",
        "x",
        "0",
        "=1+1",
        "-",
        "@",
        "+5",
        "····",
        "####",
        "$CATEGORY: a",
        "]]>",
        "<!--",
        "?",
        "TRUE",
        "对"
    };

    private final Random random;

    public RandomBank(Random random) {
        this.random = random;
    }

    public List<Question> questions(int count) {
        var questions = new ArrayList<Question>();
        for (var i = 0; i < count; i++) {
            questions.add(question("01-D" + (100 + i), i));
        }
        return questions;
    }

    private Question question(String code, int index) {
        var about = new About(
                code,
                "第" + index + "题 " + text(6),
                random.nextInt(4) == 0 ? "" : "因 " + text(8),
                random.nextBoolean() ? List.of("dibao.members", "decide.days") : List.of(),
                List.of(),
                random.nextBoolean() ? "L26" : "",
                random.nextInt(4),
                random.nextInt(4) == 0 ? null : Skill.values()[random.nextInt(Skill.values().length)]);
        var question = switch (random.nextInt(9)) {
            case 0, 1 -> {
                var options = options(3 + random.nextInt(6));
                yield new SingleChoice(
                        about,
                        options,
                        options.get(random.nextInt(options.size())).key());
            }
            case 2, 3 -> {
                var options = options(3 + random.nextInt(6));
                var right = new TreeSet<String>();
                var count = 2 + random.nextInt(options.size() - 2);
                while (right.size() < count) {
                    right.add(options.get(random.nextInt(options.size())).key());
                }
                yield new MultipleChoice(about, options, right);
            }
            case 4 -> new TrueFalse(about, random.nextBoolean());
            case 5 ->
                new Numeric(
                        about,
                        BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(3)),
                        BigDecimal.valueOf(random.nextInt(100), 2),
                        random.nextBoolean() ? "元/月" : "个工作日");
            case 6 -> {
                var accepted = new LinkedHashSet<String>();
                for (var i = 0; i <= random.nextInt(3); i++) {
                    accepted.add("填" + i + piece());
                }
                yield new ShortText(about, List.copyOf(accepted));
            }
            case 7 ->
                random.nextBoolean()
                        ? new Day(about, LocalDate.of(2026, 1, 1).plusDays(random.nextInt(900)))
                        : random.nextBoolean()
                                ? Ordering.of(
                                        about,
                                        options(3 + random.nextInt(6)).stream()
                                                .map(Option::text)
                                                .toList())
                                : new Scenario(about, "gap-month");
            default -> matching(about);
        };
        return QuestionTidy.tidied(question, code);
    }

    private Matching matching(About about) {
        var left = Option.numbered(
                options(2 + random.nextInt(4)).stream().map(Option::text).toList());
        var right = options(2 + random.nextInt(4));
        var answer = new TreeMap<String, String>();
        for (var one : left) {
            answer.put(one.key(), right.get(random.nextInt(right.size())).key());
        }
        answer.put("1", "A");
        answer.put("2", "B");
        return new Matching(about, left, right, answer);
    }

    private List<Option> options(int count) {
        var texts = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            texts.add(random.nextInt(6) == 0 ? piece() + "项" + i : "项" + i + " " + text(3));
        }
        return Option.lettered(texts.stream()
                .map(cn.mingbai.quizzes.questions.QuestionText::tidied)
                .toList());
    }

    private String text(int most) {
        var text = new StringBuilder("文");
        for (var i = random.nextInt(most + 1); i > 0; i--) {
            text.append(piece());
            if (random.nextInt(4) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }
}
