package cn.mingbai.quizzes.questions;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the answers to choose from.
 *
 * @param key stays with the text however the options are shuffled
 */
public record Option(String key, String text) {

    private static final String LETTERS = "ABCDEFGH";

    /** At most this many options have a letter. */
    public static final int MOST = LETTERS.length();

    /** Options with the keys A, B, C in this order. */
    public static List<Option> lettered(List<String> texts) {
        var options = new ArrayList<Option>();
        for (var text : texts) {
            options.add(new Option(LETTERS.substring(options.size(), options.size() + 1), text));
        }
        return List.copyOf(options);
    }

    /** Options with the keys 1, 2, 3 in this order. */
    public static List<Option> numbered(List<String> texts) {
        var options = new ArrayList<Option>();
        for (var text : texts) {
            options.add(new Option(String.valueOf(options.size() + 1), text));
        }
        return List.copyOf(options);
    }

    /**
     * The text of a key.
     *
     * @throws IllegalArgumentException when no option has it
     */
    public static String text(List<Option> options, String key) {
        return options.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + options + ", but got " + key))
                .text();
    }
}
