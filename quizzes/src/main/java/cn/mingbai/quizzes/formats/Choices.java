package cn.mingbai.quizzes.formats;

import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Questions from answers with weights and from pairs, as both formats of Moodle have them. */
final class Choices {

    private static final double FULL = 100;
    private static final double ROUNDING = 1;

    private Choices() {}

    /**
     * An answer.
     *
     * @param weight what it scores, in per cent
     */
    record Weighted(int line, double weight, String text) {}

    record Pair(String left, String right) {}

    /**
     * A choice.
     *
     * @param several whether several may be ticked
     */
    static @Nullable Question question(
            int line,
            About about,
            List<Weighted> answers,
            boolean several,
            List<Refused> refused,
            List<Refused> leftOut) {
        if (answers.size() > Option.MOST) {
            refused.add(new Refused(
                    line, Vocabulary.heading("options"), "quizzes.rules-of.options", 2, Option.MOST, answers.size()));
            return null;
        }
        for (var answer : answers) {
            if (!MoodleMeta.isWeight(answer.weight())) {
                refused.add(new Refused(
                        answer.line(),
                        Vocabulary.heading("answer"),
                        "quizzes.files.weight",
                        MoodleMeta.shown(answer.weight()),
                        MoodleMeta.shown(MoodleMeta.nearest(answer.weight()))));
                return null;
            }
        }
        var options = Option.lettered(answers.stream().map(Weighted::text).toList());
        var right = new TreeSet<String>();
        var sum = 0.0;
        for (var i = 0; i < answers.size(); i++) {
            var weight = answers.get(i).weight();
            if (several ? weight > 0 : weight == FULL) {
                right.add(options.get(i).key());
                sum += weight;
            } else if (weight > 0) {
                leftOut.add(new Refused(
                        answers.get(i).line(),
                        Vocabulary.heading("option." + options.get(i).key()),
                        "quizzes.files.left-out.part-mark",
                        MoodleMeta.shown(weight)));
            }
        }
        if (!several) {
            if (right.size() != 1) {
                refused.add(new Refused(line, Vocabulary.heading("answer"), "quizzes.files.one-right", right.size()));
                return null;
            }
            var truth = options.size() == 2
                    ? Vocabulary.truth(Option.text(options, right.first()))
                    : java.util.Optional.<Boolean>empty();
            if (truth.isPresent()
                    && options.stream()
                            .allMatch(one -> Vocabulary.truth(one.text()).isPresent())) {
                return new TrueFalse(about, truth.get());
            }
            return new SingleChoice(about, options, right.first());
        }
        if (Math.abs(sum - FULL) > ROUNDING) {
            refused.add(
                    new Refused(line, Vocabulary.heading("answer"), "quizzes.files.weight-sum", MoodleMeta.shown(sum)));
            return null;
        }
        return new MultipleChoice(about, options, right);
    }

    /** A matching; pairs without a left side give more to choose from. */
    static @Nullable Question matching(int line, About about, List<Pair> pairs, List<Refused> refused) {
        var left = new ArrayList<String>();
        var matched = new ArrayList<String>();
        var right = new LinkedHashSet<String>();
        for (var pair : pairs) {
            right.add(pair.right());
            if (!pair.left().isBlank()) {
                left.add(pair.left());
                matched.add(pair.right());
            }
        }
        if (left.size() > Option.MOST || right.size() > Option.MOST) {
            refused.add(new Refused(
                    line,
                    Vocabulary.heading("options"),
                    "quizzes.rules-of.options",
                    2,
                    Option.MOST,
                    Math.max(left.size(), right.size())));
            return null;
        }
        var targets = Option.lettered(List.copyOf(right));
        var order = List.copyOf(right);
        var answer = new TreeMap<String, String>();
        for (var i = 0; i < left.size(); i++) {
            answer.put(
                    String.valueOf(i + 1),
                    targets.get(order.indexOf(matched.get(i))).key());
        }
        return new Matching(about, Option.numbered(left), targets, answer);
    }
}
