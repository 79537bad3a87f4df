package cn.mingbai.households.sheets;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The number of a blank sheet within its village, shown as {@code 空白017-C}. Its check character is that of a household
 * number which begins with B, so that a 户号 typed into the wrong field is refused, as are one wrong character and two
 * swapped.
 *
 * @param value 1..{@value #MOST}
 */
public record BlankNumber(int value) {

    /** The highest number. */
    public static final int MOST = 999_999;

    private static final String WORD = "空白";

    private static final Pattern FORM =
            Pattern.compile("(?:空白?|[Bb](?=\\d{3,6}-?[0-9A-Za-z]$))?(\\d{1,6})-?([0-9A-Za-z])");

    public BlankNumber {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("expected the number of a blank sheet from 1, but got " + value);
        }
    }

    /**
     * Reads what somebody typed from a sheet: with or without the word before it, hyphen and blanks.
     *
     * @throws RuleViolation when the form is wrong or the check character does not fit
     */
    public static BlankNumber typed(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\u200B]", "")
                .replaceAll("[‐‑‒–—−]", "-");
        var matcher = FORM.matcher(plain);
        if (!matcher.matches()) {
            throw new RuleViolation("households.blank.form", shortened(text));
        }
        var value = Integer.parseInt(matcher.group(1));
        var check = HouseholdNumber.symbol(matcher.group(2).charAt(0));
        if (value == 0 || check != new BlankNumber(value).check()) {
            throw new RuleViolation("households.blank.check", shortened(text));
        }
        return new BlankNumber(value);
    }

    /** Whether somebody who may type a household's number too means that of a blank sheet. */
    public static boolean isMeant(String text) {
        return text.strip().startsWith(WORD.substring(0, 1));
    }

    private static String shortened(String text) {
        var stripped = text.strip();
        return stripped.length() <= 20 ? stripped : stripped.substring(0, 20) + "…";
    }

    private String digits() {
        return "%03d".formatted(value);
    }

    private char check() {
        return new HouseholdNumber("B" + digits()).check();
    }

    /** As it is printed and shown. */
    public String shown() {
        return WORD + digits() + "-" + check();
    }
}
