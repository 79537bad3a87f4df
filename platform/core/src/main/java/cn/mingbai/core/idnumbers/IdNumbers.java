package cn.mingbai.core.idnumbers;

import cn.mingbai.core.error.RuleViolation;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers of residents' ID cards in free text: 18 characters, of which the first two name a province, eight are a
 * birthday, and the last one is a check character, with or without blanks or hyphens between the parts. So no other number
 * of 18 digits is taken for one but by a rare chance.
 *
 * @see "GB 11643-1999 公民身份号码: structure (section 4), check character by ISO 7064 MOD 11-2"
 */
public final class IdNumbers {

    /** The sentence that says so, and what to do. */
    public static final String REFUSED = "core.id-number.refused";

    private static final int LENGTH = 18;
    private static final Pattern LIKE = Pattern.compile(
            "(?<![0-9A-Za-z])([1-8]\\d{5})[ -]?((?:18|19|20)\\d{2})[ -]?(\\d{4})[ -]?(\\d{3}[0-9Xx])(?![0-9A-Za-z])");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final String INSTEAD = "******";

    private IdNumbers() {}

    /** Whether there is one in the text. */
    public static boolean in(CharSequence text) {
        if (!mayHold(text)) {
            return false;
        }
        var matcher = LIKE.matcher(halfWidth(text));
        while (matcher.find()) {
            if (isOne(matcher)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The text, if there is none in it.
     *
     * @throws RuleViolation that does not repeat the number
     */
    public static String none(String text) {
        if (in(text)) {
            throw new RuleViolation(REFUSED);
        }
        return text;
    }

    /** The text without them, for what cannot be given back to be written anew. */
    public static String blotted(String text) {
        if (!in(text)) {
            return text;
        }
        var matcher = LIKE.matcher(halfWidth(text));
        var blotted = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(blotted, Matcher.quoteReplacement(isOne(matcher) ? INSTEAD : matcher.group()));
        }
        return matcher.appendTail(blotted).toString();
    }

    // Nearly all texts end here: they are short, or have few digits.
    private static boolean mayHold(CharSequence text) {
        if (text.length() < LENGTH) {
            return false;
        }
        var digits = 0;
        for (var i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i)) && ++digits >= LENGTH - 1) {
                return true;
            }
        }
        return false;
    }

    private static String halfWidth(CharSequence text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static boolean isOne(Matcher like) {
        var number = like.group(1) + like.group(2) + like.group(3) + like.group(4);
        var sum = 0;
        for (var i = 0; i < LENGTH - 1; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % CHECKS.length()) == Character.toUpperCase(number.charAt(LENGTH - 1))
                && isDay(like.group(2), like.group(3));
    }

    private static boolean isDay(String year, String monthAndDay) {
        try {
            LocalDate.of(
                    Integer.parseInt(year),
                    Integer.parseInt(monthAndDay.substring(0, 2)),
                    Integer.parseInt(monthAndDay.substring(2)));
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }
}
