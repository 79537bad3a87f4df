package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Key;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows the answers of the shipped quizzes, which no page tells. */
public final class Answering {

    private static final Map<String, Question> SHIPPED = ShippedQuiz.all().stream()
            .flatMap(quiz -> quiz.questions().stream())
            .collect(Collectors.toMap(question -> question.about().code(), question -> question));

    private Answering() {}

    /** The right answer to a question of the sheet that is not part of a scenario. */
    public static String right(Sheet.Item item) {
        return switch (SHIPPED.get(item.code())) {
            case Ordering ordering -> {
                var inOrder = ordering.steps().stream().map(Option::text).toList();
                yield item.choices().stream()
                        .map(step -> step.key() + ":" + (inOrder.indexOf(step.text()) + 1))
                        .collect(Collectors.joining(","));
            }
            case Matching matching ->
                matching.left().stream()
                        .map(left -> key(item.choices(), left.text()) + ":"
                                + key(
                                        item.targets(),
                                        Option.text(
                                                matching.right(),
                                                matching.answer().get(left.key()))))
                        .collect(Collectors.joining(","));
            case Asked asked -> Key.of(asked);
            case Scenario scenario -> throw new IllegalArgumentException("ask with the attempt: " + item);
        };
    }

    /** The right answer to a question of an attempt's paper. */
    public static String right(AnswerSheets sheets, String token, Sheet.Item item) {
        return Key.of(sheets.paper(token).question(item.number()));
    }

    private static String key(List<Sheet.Choice> choices, String text) {
        return choices.stream()
                .filter(choice -> choice.text().equals(text))
                .findFirst()
                .orElseThrow()
                .key();
    }

    /** A wrong answer to a question of the sheet. */
    public static String wrong(AnswerSheets sheets, String token, Sheet.Item item) {
        var right = right(sheets, token, item);
        return switch (item.input()) {
            case ONE ->
                item.choices().stream()
                        .map(Sheet.Choice::key)
                        .filter(key -> !key.equals(right))
                        .findFirst()
                        .orElseThrow();
            case SEVERAL -> item.choices().stream().map(Sheet.Choice::key).collect(Collectors.joining(","));
            case TRUE_FALSE -> right.equals("true") ? "false" : "true";
            case NUMBER -> right.equals("1") ? "2" : "1";
            case DAY -> "1999-12-31";
            case TEXT -> "x";
            case ORDER -> {
                var keys = new java.util.ArrayList<>(
                        ((Answer.Ordered) Answer.read(sheets.paper(token).question(item.number()), right)).keys());
                java.util.Collections.swap(keys, 0, 1);
                yield new Answer.Ordered(keys).text();
            }
            case MATCH ->
                item.choices().stream()
                        .map(left ->
                                left.key() + ":" + item.targets().getFirst().key())
                        .collect(Collectors.joining(","));
        };
    }

    /** Answers everything. */
    static void answerAll(AnswerSheets sheets, String token, Function<Sheet.Item, String> answer) {
        for (var item : sheets.sheet(token).items()) {
            sheets.save(token, item.number(), answer.apply(item));
        }
    }

    /** Answers so that {@code count} are right. */
    static void answer(AnswerSheets sheets, String token, int count) {
        answerAll(
                sheets,
                token,
                item -> item.number() <= count ? right(sheets, token, item) : wrong(sheets, token, item));
    }
}
