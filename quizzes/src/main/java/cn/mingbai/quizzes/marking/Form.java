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
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form of an answer: all that must be known of a question to read one, and nothing of what is right. Small, so that
 * saving an answer needs no paper.
 *
 * @param keys of the options, the steps or the things on the left; otherwise empty
 * @param targets keys on the right of a matching; otherwise empty
 * @param unit of a number, otherwise empty
 */
public record Form(Kind kind, List<String> keys, List<String> targets, String unit) {

    /** What an answer is made of. */
    public enum Kind {
        ONE,
        SEVERAL,
        JUDGED,
        NUMBER,
        DAY,
        TEXT,
        ORDER,
        MATCH
    }

    public Form {
        keys = List.copyOf(keys);
        targets = List.copyOf(targets);
    }

    /** The form of the answers to a question. */
    public static Form of(Asked question) {
        return switch (question) {
            case SingleChoice single -> new Form(Kind.ONE, keys(single.options()), List.of(), "");
            case MultipleChoice multiple -> new Form(Kind.SEVERAL, keys(multiple.options()), List.of(), "");
            case TrueFalse _ -> new Form(Kind.JUDGED, List.of(), List.of(), "");
            case Numeric numeric -> new Form(Kind.NUMBER, List.of(), List.of(), numeric.unit());
            case Day _ -> new Form(Kind.DAY, List.of(), List.of(), "");
            case ShortText _ -> new Form(Kind.TEXT, List.of(), List.of(), "");
            case Ordering ordering -> new Form(Kind.ORDER, keys(ordering.steps()), List.of(), "");
            case Matching matching -> new Form(Kind.MATCH, keys(matching.left()), keys(matching.right()), "");
            case ScenarioPart part -> of(part.asked());
        };
    }

    /**
     * Reads an answer, as {@link Answer#read} does.
     *
     * @throws RuleViolation when the text is no answer of this form
     */
    public Answer read(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new RuleViolation("quizzes.answer.empty");
        }
        if (stripped.length() > Answer.LONGEST) {
            throw new RuleViolation("quizzes.answer.too-long", Answer.LONGEST);
        }
        return switch (kind) {
            case ONE -> {
                require(keys, stripped);
                yield new Answer.One(stripped);
            }
            case SEVERAL -> {
                var ticked = new TreeSet<>(List.of(stripped.split(",", -1)));
                ticked.forEach(key -> require(keys, key));
                yield new Answer.Several(ticked);
            }
            case JUDGED -> {
                if (!stripped.equals("true") && !stripped.equals("false")) {
                    throw new RuleViolation("quizzes.answer.unknown-option", stripped);
                }
                yield new Answer.Judged(stripped.equals("true"));
            }
            case NUMBER -> new Answer.Number(TypedNumber.read(stripped, unit), stripped);
            case DAY -> new Answer.Dated(TypedDay.read(stripped));
            case TEXT -> {
                if (TypedText.normal(stripped).isEmpty()) {
                    throw new RuleViolation("quizzes.answer.empty");
                }
                yield new Answer.Written(stripped);
            }
            case ORDER -> ordered(pairs(stripped, "quizzes.answer.ordering"));
            case MATCH -> {
                var pairs = pairs(stripped, "quizzes.answer.matching");
                pairs.values().forEach(key -> require(targets, key));
                yield new Answer.Matched(pairs);
            }
        };
    }

    private Answer.Ordered ordered(TreeMap<String, String> places) {
        var inOrder = new TreeMap<Integer, String>();
        for (var place = 1; place <= keys.size(); place++) {
            for (var step : places.entrySet()) {
                if (step.getValue().equals(String.valueOf(place))) {
                    inOrder.merge(place, step.getKey(), (one, other) -> {
                        throw new RuleViolation("quizzes.answer.same-place", step.getValue());
                    });
                }
            }
        }
        if (inOrder.size() != keys.size()) {
            throw new RuleViolation("quizzes.answer.ordering", keys.size());
        }
        return new Answer.Ordered(List.copyOf(inOrder.values()));
    }

    /** A value for each of the keys, each once. */
    private TreeMap<String, String> pairs(String text, String incomplete) {
        var pairs = new TreeMap<String, String>();
        for (var pair : text.split(",", -1)) {
            var colon = pair.indexOf(':');
            if (colon < 1) {
                throw new RuleViolation("quizzes.answer.unknown-option", pair);
            }
            var key = pair.substring(0, colon);
            require(keys, key);
            if (pairs.put(key, pair.substring(colon + 1)) != null) {
                throw new RuleViolation("quizzes.answer.unknown-option", pair);
            }
        }
        if (pairs.size() != keys.size()) {
            throw new RuleViolation(incomplete, keys.size());
        }
        return pairs;
    }

    private static void require(List<String> known, String key) {
        if (!known.contains(key)) {
            throw new RuleViolation("quizzes.answer.unknown-option", key);
        }
    }

    private static List<String> keys(List<Option> options) {
        return options.stream().map(Option::key).toList();
    }
}
