package cn.mingbai.quizzes.scenarios;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Collects what a scenario says and asks. */
final class Telling {

    private static final String LETTERS = "ABCDEFGH";

    /** A question before it belongs to a bank. */
    record Posed(String stem, String reason, List<String> solution, BiFunction<About, Posed, Asked> kind) {}

    private final List<Posed> questions = new ArrayList<>();
    private String facts = "";

    void facts(String text) {
        facts = text;
    }

    String facts() {
        return facts;
    }

    List<Posed> questions() {
        return questions;
    }

    /** Asks for an exact number. */
    void number(String stem, BigDecimal answer, String unit, String reason, String... solution) {
        pose(
                stem,
                reason,
                solution,
                (about, posed) -> new Numeric(about, answer.stripTrailingZeros(), BigDecimal.ZERO, unit));
    }

    void number(String stem, int answer, String unit, String reason, String... solution) {
        number(stem, BigDecimal.valueOf(answer), unit, reason, solution);
    }

    void day(String stem, LocalDate answer, String reason, String... solution) {
        pose(stem, reason, solution, (about, posed) -> new Day(about, answer));
    }

    void judge(String statement, boolean answer, String reason, String... solution) {
        pose(statement, reason, solution, (about, posed) -> new TrueFalse(about, answer));
    }

    /** Asks to choose the one right text; the paper shuffles the options. */
    void one(String stem, String right, List<String> wrong, String reason, String... solution) {
        var texts = new ArrayList<String>();
        texts.add(right);
        texts.addAll(wrong);
        pose(stem, reason, solution, (about, posed) -> new SingleChoice(about, lettered(texts), "A"));
    }

    /** Asks to choose all right texts: at least two, and at least one must be wrong. */
    void several(String stem, List<String> right, List<String> wrong, String reason, String... solution) {
        if (right.size() < 2 || wrong.isEmpty()) {
            throw new IllegalStateException("expected two right and one wrong, but got " + right + " and " + wrong);
        }
        var texts = new ArrayList<>(right);
        texts.addAll(wrong);
        Set<String> keys = new TreeSet<>();
        for (var i = 0; i < right.size(); i++) {
            keys.add(LETTERS.substring(i, i + 1));
        }
        pose(stem, reason, solution, (about, posed) -> new MultipleChoice(about, lettered(texts), keys));
    }

    private void pose(String stem, String reason, String[] solution, BiFunction<About, Posed, Asked> kind) {
        questions.add(new Posed(stem, reason, List.of(solution), kind));
    }

    private static List<Option> lettered(List<String> texts) {
        var options = new ArrayList<Option>();
        for (var text : texts) {
            options.add(new Option(LETTERS.substring(options.size(), options.size() + 1), text));
        }
        return options;
    }
}
