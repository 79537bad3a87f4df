package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows the answers of the shipped quizzes, which no page tells. */
public final class Answering {

    private static final Map<String, String> RIGHT = ShippedQuiz.all().stream()
            .flatMap(quiz -> quiz.questions().stream())
            .collect(Collectors.toMap(question -> question.about().code(), question -> switch (question) {
                case SingleChoice single -> single.answer();
                case MultipleChoice multiple -> String.join(",", multiple.answer());
                case TrueFalse trueFalse -> String.valueOf(trueFalse.answer());
                case Numeric numeric -> numeric.answer().toPlainString();
            }));

    private Answering() {}

    /** The right answer to a question of the sheet. */
    public static String right(Sheet.Item item) {
        return RIGHT.get(item.code());
    }

    /** A wrong answer to a question of the sheet. */
    public static String wrong(Sheet.Item item) {
        var right = right(item);
        return switch (item.input()) {
            case ONE ->
                item.choices().stream()
                        .map(Sheet.Choice::key)
                        .filter(key -> !key.equals(right))
                        .findFirst()
                        .orElseThrow();
            case SEVERAL -> item.choices().stream().map(Sheet.Choice::key).collect(Collectors.joining(","));
            case TRUE_FALSE -> right.equals("true") ? "false" : "true";
            case NUMBER -> "1";
        };
    }

    /** Answers everything. */
    static void answerAll(Attempts attempts, String token, Function<Sheet.Item, String> answer) {
        for (var item : attempts.sheet(token).items()) {
            attempts.save(token, item.number(), answer.apply(item));
        }
    }

    /** Answers so that {@code count} are right. */
    static void answer(Attempts attempts, String token, int count) {
        answerAll(attempts, token, item -> item.number() <= count ? right(item) : wrong(item));
    }
}
