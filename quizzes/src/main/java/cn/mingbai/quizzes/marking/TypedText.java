package cn.mingbai.quizzes.marking;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as people type them. */
final class TypedText {

    private TypedText() {}

    /** What is compared: one width and case, without spaces, quotation marks, and punctuation at the ends. */
    static String normal(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pi}\\p{Pf}\"'《》〈〉「」『』]", "")
                .replaceAll("^\\p{P}+|\\p{P}+$", "");
    }
}
