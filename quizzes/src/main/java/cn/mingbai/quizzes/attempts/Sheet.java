package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the person answering sees it: never with a key.
 *
 * @param handedIn whether it has ended; the result can be read then
 * @param secondsLeft until the deadline, 0 when that is over
 */
public record Sheet(String title, boolean handedIn, Instant deadline, long secondsLeft, List<Item> items) {

    /** How a question is answered. */
    public enum Input {
        ONE,
        SEVERAL,
        TRUE_FALSE,
        NUMBER,
        DAY,
        TEXT,
        ORDER,
        MATCH
    }

    /**
     * A question.
     *
     * @param number from 1
     * @param code the question's code in the bank
     * @param situation the made-up household or case that it asks about, otherwise empty
     * @param choices what to choose from, to put in order or to match, in the order shown; otherwise empty
     * @param targets what the choices are matched with, otherwise empty
     * @param unit of a number, otherwise empty
     * @param answer what is saved, or null
     */
    public record Item(
            int number,
            String code,
            Input input,
            String situation,
            String stem,
            List<Choice> choices,
            List<Choice> targets,
            String unit,
            @Nullable String answer) {

        /** The same question, asked about a situation. */
        Item in(String facts) {
            return new Item(number, code, input, facts, stem, choices, targets, unit, answer);
        }

        /** Whether an answer is saved. */
        public boolean isAnswered() {
            return answer != null;
        }
    }

    /**
     * An option.
     *
     * @param key what is sent
     * @param letter what is shown: A, B, C, in the order shown
     */
    public record Choice(String key, String letter, String text) {}

    /** The numbers of the questions without an answer. */
    public List<Integer> unanswered() {
        return items.stream()
                .filter(item -> !item.isAnswered())
                .map(Item::number)
                .toList();
    }
}
