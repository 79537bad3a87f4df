package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.error.RuleViolation;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;

/**
 * The code of a drawn paper: six characters and a check character of an alphabet of 31 without 0, 1, I, O and Z. With
 * weights 1 to 7 modulo the prime 31, every single wrong character and every swap of two neighbours is found.
 */
final class PaperCode {

    static final int LENGTH = 7;

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY";
    private static final int FREE = LENGTH - 1;
    private static final int GROUP = 4;

    private PaperCode() {}

    /** A code at random. */
    static String random(Random random) {
        var code = new StringBuilder();
        for (var place = 0; place < FREE; place++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.append(check(code)).toString();
    }

    /**
     * A code as it was typed or scanned: any case and width, with or without dash and blanks, alone or at the end of an
     * address.
     *
     * @throws RuleViolation when it is no code, or a character is wrong
     */
    static String read(String typed) {
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        var code = plain.substring(plain.lastIndexOf('/') + 1).replaceAll("[\\s-]", "");
        if (code.length() != LENGTH || !code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            throw new RuleViolation("quizzes.paper.code-form", cut(typed));
        }
        if (check(code.substring(0, FREE)) != code.charAt(FREE)) {
            throw new RuleViolation("quizzes.paper.code-check", cut(typed));
        }
        return code;
    }

    /** The code as it is printed. */
    static String shown(String code) {
        return code.substring(0, GROUP) + "-" + code.substring(GROUP);
    }

    /** The character that makes the weighted sum of all seven, the last with weight 7, divisible by 31. */
    private static char check(CharSequence code) {
        var size = ALPHABET.length();
        var sum = 0;
        for (var place = 0; place < FREE; place++) {
            sum += (place + 1) * ALPHABET.indexOf(code.charAt(place));
        }
        for (var value = 0; value < size; value++) {
            if ((sum + LENGTH * value) % size == 0) {
                return ALPHABET.charAt(value);
            }
        }
        throw new IllegalStateException("expected a check character for " + code);
    }

    private static String cut(String typed) {
        return typed.strip().length() <= 20 ? typed.strip() : typed.strip().substring(0, 20) + "…";
    }
}
