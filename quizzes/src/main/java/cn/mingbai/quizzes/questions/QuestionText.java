package cn.mingbai.quizzes.questions;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** How the texts of questions are tidied and compared. Every text of a question is one paragraph. */
public final class QuestionText {

    private static final Pattern WHITE = Pattern.compile("[\\s\\u00A0\\u3000]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private QuestionText() {}

    /** The text as one paragraph: NFC, white space of all kinds as single blanks, no invisible marks, trimmed. */
    public static String tidied(String text) {
        var plain = WHITE.matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    /** What two texts have alike that differ only in width, case, blanks and punctuation. */
    public static String folded(String text) {
        return Normalizer.normalize(tidied(text), Normalizer.Form.NFKC)
                .replaceAll("[\\p{Punct}\\p{IsPunctuation}\\s]", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a text holds what belongs in none: controls, halves of characters, replacement marks. */
    public static boolean isBroken(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || c == 0xFFFD
                        || c == 0xFFFE
                        || c == 0xFFFF
                        || Character.getType(c) == Character.SURROGATE);
    }
}
