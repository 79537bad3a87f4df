package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
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
import cn.mingbai.quizzes.questions.TrueFalse;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers as people write them on paper: letters in the order in which the options are printed, {@code ACD}, 对 or 错, the
 * letters of steps in their order, {@code 1B 2A}; numbers, days and words as they are.
 */
public final class Lettered {

    private static final Set<String> RIGHT = Set.of("对", "√", "✓", "是", "正确", "T", "TRUE", "Y", "YES");
    private static final Set<String> WRONG = Set.of("错", "×", "X", "✗", "否", "错误", "F", "FALSE", "N", "NO");
    private static final Pattern BETWEEN = Pattern.compile("[\\s、,;/|.。:：\\-→=]+");

    private Lettered() {}

    /**
     * The answer in the form that {@link Answer#read} takes.
     *
     * @param question as it is printed
     * @param typed what stands on the paper
     * @throws RuleViolation when it is no answer to this question
     */
    public static Answer read(Asked question, String typed) {
        return switch (question) {
            case ScenarioPart part -> read(part.asked(), typed);
            case Numeric _, Day _, ShortText _ -> Answer.read(question, typed);
            case SingleChoice single -> Answer.read(question, key(single.options(), letters(typed)));
            case MultipleChoice multiple ->
                Answer.read(
                        question,
                        letters(typed)
                                .chars()
                                .mapToObj(letter -> key(multiple.options(), Character.toString(letter)))
                                .distinct()
                                .collect(Collectors.joining(",")));
            case TrueFalse _ -> Answer.read(question, judged(typed));
            case Ordering ordering -> ordered(ordering, typed);
            case Matching matching -> matched(matching, typed);
        };
    }

    /** What stands on the paper for a saved answer; the inverse of {@link #read}. */
    public static String written(Asked question, Answer answer) {
        return switch (question) {
            case ScenarioPart part -> written(part.asked(), answer);
            case SingleChoice single when answer instanceof Answer.One one -> letter(single.options(), one.key());
            case MultipleChoice multiple
            when answer instanceof Answer.Several several ->
                several.keys().stream()
                        .map(key -> letter(multiple.options(), key))
                        .sorted()
                        .collect(Collectors.joining());
            case TrueFalse _ when answer instanceof Answer.Judged judged -> judged.value() ? "√" : "×";
            case Ordering ordering
            when answer instanceof Answer.Ordered ordered ->
                ordered.keys().stream()
                        .map(key -> letter(ordering.steps(), key))
                        .collect(Collectors.joining());
            case Matching matching
            when answer instanceof Answer.Matched matched ->
                matching.left().stream()
                        .map(left -> place(matching.left(), left.key())
                                + letter(matching.right(), matched.pairs().getOrDefault(left.key(), "")))
                        .collect(Collectors.joining(" "));
            case SingleChoice _, MultipleChoice _, TrueFalse _, Numeric _, Day _, ShortText _, Ordering _, Matching _ ->
                answer.text();
        };
    }

    /** The letter under which an option is printed, or a question mark. */
    private static String letter(List<Option> options, String key) {
        var at = options.stream().map(Option::key).toList().indexOf(key);
        return at < 0 ? "?" : Character.toString('A' + at);
    }

    private static String place(List<Option> options, String key) {
        return String.valueOf(options.stream().map(Option::key).toList().indexOf(key) + 1);
    }

    private static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }

    private static String letters(String typed) {
        return BETWEEN.matcher(plain(typed)).replaceAll("");
    }

    private static String key(List<Option> options, String letter) {
        var at = letter.length() == 1 ? letter.charAt(0) - 'A' : -1;
        if (at < 0 || at >= options.size()) {
            throw letter.isEmpty()
                    ? new RuleViolation("quizzes.answer.empty")
                    : new RuleViolation("quizzes.answer.unknown-option", letter);
        }
        return options.get(at).key();
    }

    private static String judged(String typed) {
        var word = plain(typed);
        if (word.isEmpty()) {
            throw new RuleViolation("quizzes.answer.empty");
        }
        if (RIGHT.contains(word)) {
            return "true";
        }
        if (WRONG.contains(word)) {
            return "false";
        }
        throw new RuleViolation("quizzes.answer.unknown-option", typed.strip());
    }

    private static Answer ordered(Ordering ordering, String typed) {
        var keys = new ArrayList<String>();
        letters(typed).chars().forEach(letter -> keys.add(key(ordering.steps(), Character.toString(letter))));
        if (keys.isEmpty()) {
            throw new RuleViolation("quizzes.answer.empty");
        }
        if (keys.size() != ordering.steps().size() || new TreeSet<>(keys).size() != keys.size()) {
            throw new RuleViolation("quizzes.answer.ordering", ordering.steps().size());
        }
        return Answer.read(ordering, new Answer.Ordered(keys).text());
    }

    private static Answer matched(Matching matching, String typed) {
        var pairs = letters(typed);
        if (pairs.isEmpty()) {
            throw new RuleViolation("quizzes.answer.empty");
        }
        var joined = new ArrayList<String>();
        for (var at = 0; at < pairs.length(); at += 2) {
            var left = pairs.charAt(at) - '1';
            if (left < 0 || left >= matching.left().size() || at + 1 >= pairs.length()) {
                throw new RuleViolation(
                        "quizzes.answer.matching", matching.left().size());
            }
            joined.add(matching.left().get(left).key() + ":" + key(matching.right(), pairs.substring(at + 1, at + 2)));
        }
        return Answer.read(matching, String.join(",", joined));
    }
}
