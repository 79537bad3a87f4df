package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    /**
     * Reads an answer to {@code question}: an option's key; keys joined by commas; {@code true} or {@code false}; or a
     * number as people type it, with full-width digits, spaces, a thousands comma or the unit.
     *
     * @throws RuleViolation when the text is no answer to this kind of question, names an option that it has not, or is
     *     longer than {@link #LONGEST}
     */
    static Answer read(Question question, String text) {
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
        };
    }

    private static void requireOption(List<Option> options, String key) {
        if (options.stream().noneMatch(option -> option.key().equals(key))) {
            throw new RuleViolation("quizzes.answer.unknown-option", key);
        }
    }
}
