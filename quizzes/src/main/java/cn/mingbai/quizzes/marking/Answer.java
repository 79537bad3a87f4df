package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.questions.Asked;
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
        return Form.of(question).read(text);
    }
}
