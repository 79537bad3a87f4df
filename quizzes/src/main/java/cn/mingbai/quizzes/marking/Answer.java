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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a person answered, read from text. */
public sealed interface Answer {

    /** The longest text that is read, in characters. */
    int LONGEST = 60;

    /** The text that reads as this answer again. */
    String text();

    /** One option. */
    record One(String key) implements Answer {
        @Override
        public String text() {
            return key;
        }
    }

    /** A set of options, at least one. */
    record Several(Set<String> keys) implements Answer {
        public Several {
            keys = Collections.unmodifiableSet(new TreeSet<>(keys));
        }

        @Override
        public String text() {
            return String.join(",", keys);
        }
    }

    /** Right or wrong. */
    record Judged(boolean value) implements Answer {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number.
     *
     * @param text as it was typed
     */
    record Number(BigDecimal value, String text) implements Answer {}

    /** A day. */
    record Dated(LocalDate day) implements Answer {
        @Override
        public String text() {
            return day.toString();
        }
    }

    /** A word or two, as they were typed. */
    record Written(String text) implements Answer {}

    /** All steps in an order. */
    record Ordered(List<String> keys) implements Answer {
        public Ordered {
            keys = List.copyOf(keys);
        }

        /** Each step with its place, by key, so that it reads as the form sends it. */
        @Override
        public String text() {
            var places = new TreeMap<String, Integer>();
            keys.forEach(key -> places.put(key, places.size() + 1));
            return joined(places);
        }
    }

    /** For each thing on the left, one on the right. */
    record Matched(Map<String, String> pairs) implements Answer {
        public Matched {
            pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
        }

        @Override
        public String text() {
            return joined(pairs);
        }
    }

    private static String joined(Map<String, ?> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + ":" + pair.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * Reads an answer to {@code question}: an option's key; keys joined by commas; {@code true} or {@code false}; a number as
     * people type it, with full-width digits, spaces, a thousands comma, 万 or the unit; a day; a text; or pairs such as
     * {@code A:2,B:1}: each step with its place, or each thing on the left with one on the right.
     *
     * @throws RuleViolation when the text is no answer to this kind of question, names an option that it has not, or is
     *     longer than {@link #LONGEST}
     */
    static Answer read(Asked question, String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new RuleViolation("quizzes.answer.empty");
        }
        if (stripped.length() > LONGEST) {
            throw new RuleViolation("quizzes.answer.too-long", LONGEST);
        }
        return switch (question) {
            case SingleChoice single -> {
                requireOption(single.options(), stripped);
                yield new One(stripped);
            }
            case MultipleChoice multiple -> {
                var keys = new TreeSet<>(List.of(stripped.split(",", -1)));
                keys.forEach(key -> requireOption(multiple.options(), key));
                yield new Several(keys);
            }
            case TrueFalse trueFalse -> {
                if (!stripped.equals("true") && !stripped.equals("false")) {
                    throw new RuleViolation("quizzes.answer.unknown-option", stripped);
                }
                yield new Judged(stripped.equals("true"));
            }
            case Numeric numeric -> new Number(TypedNumber.read(stripped, numeric.unit()), stripped);
            case Day day -> new Dated(TypedDay.read(stripped));
            case ShortText shortText -> {
                if (TypedText.normal(stripped).isEmpty()) {
                    throw new RuleViolation("quizzes.answer.empty");
                }
                yield new Written(stripped);
            }
            case Ordering ordering -> ordered(ordering, pairs(ordering.steps(), stripped, "quizzes.answer.ordering"));
            case Matching matching -> {
                var pairs = pairs(matching.left(), stripped, "quizzes.answer.matching");
                pairs.values().forEach(key -> requireOption(matching.right(), key));
                yield new Matched(pairs);
            }
            case ScenarioPart part -> read(part.asked(), text);
        };
    }

    private static Ordered ordered(Ordering ordering, Map<String, String> places) {
        var keys = new TreeMap<Integer, String>();
        for (var place = 1; place <= ordering.steps().size(); place++) {
            for (var step : places.entrySet()) {
                if (step.getValue().equals(String.valueOf(place))) {
                    keys.merge(place, step.getKey(), (one, other) -> {
                        throw new RuleViolation("quizzes.answer.same-place", step.getValue());
                    });
                }
            }
        }
        if (keys.size() != ordering.steps().size()) {
            throw new RuleViolation("quizzes.answer.ordering", ordering.steps().size());
        }
        return new Ordered(List.copyOf(keys.values()));
    }

    /** A value for each of the options, each once. */
    private static Map<String, String> pairs(List<Option> options, String text, String incomplete) {
        var pairs = new TreeMap<String, String>();
        for (var pair : text.split(",", -1)) {
            var colon = pair.indexOf(':');
            if (colon < 1) {
                throw new RuleViolation("quizzes.answer.unknown-option", pair);
            }
            var key = pair.substring(0, colon);
            requireOption(options, key);
            if (pairs.put(key, pair.substring(colon + 1)) != null) {
                throw new RuleViolation("quizzes.answer.unknown-option", pair);
            }
        }
        if (pairs.size() != options.size()) {
            throw new RuleViolation(incomplete, options.size());
        }
        return pairs;
    }

    private static void requireOption(List<Option> options, String key) {
        if (options.stream().noneMatch(option -> option.key().equals(key))) {
            throw new RuleViolation("quizzes.answer.unknown-option", key);
        }
    }
}
