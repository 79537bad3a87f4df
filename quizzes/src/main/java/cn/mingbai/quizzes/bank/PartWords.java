package cn.mingbai.quizzes.bank;

/** What the parts of a question are called on screen. */
final class PartWords {

    /** Finds a text. */
    interface Translator {
        String of(String key, Object... arguments);
    }

    private PartWords() {}

    /** The name of a part, as {@code QuestionRules} and {@code QuestionParts} name parts. */
    static String of(String field, Translator words) {
        if (field.startsWith("left.")) {
            return words.of("quizzes.part.left-of", field.substring("left.".length()));
        }
        return field.startsWith("option.")
                ? words.of("quizzes.part.option", field.substring("option.".length()))
                : words.of("quizzes.part." + field);
    }
}
