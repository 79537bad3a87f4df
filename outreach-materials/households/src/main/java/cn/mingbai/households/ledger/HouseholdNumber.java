package cn.mingbai.households.ledger;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.RuleViolation;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The number that the village's own register gives a household (户号): 1 to 11 symbols of Crockford's base 32, kept as text
 * with its leading zeros. It is shown with a check character after a hyphen, {@code 030012-7}, which catches every wrong
 * symbol, every swap of neighbours and every dropped leading zero.
 *
 * <p>The check character is Damm-type over GF(32) with x⁵ + x² + 1: {@code i = 2 * (i xor c)} for each symbol. The start
 * value is not zero, or leading zeros would leave no trace.
 *
 * @param value the register's number without check character
 */
public record HouseholdNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{1,11}");
    private static final int START = 22;
    private static final int POLYNOMIAL = 0b100101;

    public HouseholdNumber {
        if (!FORM.matcher(value).matches()) {
            throw new RuleViolation("households.number.form", value);
        }
    }

    /**
     * Reads what somebody typed from a sheet: number and check character, in either case, with or without hyphen or
     * blanks; the letter O is read as 0, I and L as 1.
     *
     * @throws RuleViolation when the form is wrong or the check character does not fit
     */
    public static HouseholdNumber typed(String text) {
        var symbols = canonical(text).replace("-", "");
        if (symbols.length() < 2) {
            throw new RuleViolation("households.number.form", text.strip());
        }
        var number = new HouseholdNumber(symbols.substring(0, symbols.length() - 1));
        if (symbols.charAt(symbols.length() - 1) != number.check()) {
            throw new RuleViolation("households.number.check", text.strip());
        }
        return number;
    }

    /**
     * Reads a cell of a register: its own number, or the form with hyphen and check character that this system exports.
     *
     * @throws RuleViolation when the form is wrong or a check character does not fit
     */
    public static HouseholdNumber fromRegister(String text) {
        var symbols = canonical(text);
        return symbols.contains("-") ? typed(symbols) : new HouseholdNumber(symbols);
    }

    /** The check character. */
    public char check() {
        var i = START;
        for (var position = 0; position < value.length(); position++) {
            i = twice(i ^ Base32.ALPHABET.indexOf(value.charAt(position)));
        }
        return Base32.ALPHABET.charAt(i);
    }

    /** The number as printed and shown, with its check character. */
    public String shown() {
        return value + "-" + check();
    }

    /** A typed symbol as it is meant: a capital, O as 0, I and L as 1. */
    public static char symbol(char typed) {
        return canonical(String.valueOf(typed)).charAt(0);
    }

    private static int twice(int symbol) {
        var shifted = symbol << 1;
        return shifted > 31 ? shifted ^ POLYNOMIAL : shifted;
    }

    private static String canonical(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\u200B]", "")
                .replaceAll("[‐‑‒–—−]", "-")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
