package cn.mingbai.core.spreadsheet;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** How text of cells is tidied and compared. */
final class CellText {

    // Excel writes line breaks and tabs inside a cell this way.
    private static final Pattern ESCAPED_BREAK = Pattern.compile("_x000[9aAdD]_");
    private static final Pattern WHITE = Pattern.compile("[\\s\\u00A0\\u3000]+");
    // Zero-width and direction marks that come along when phones and names are pasted.
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern HINT = Pattern.compile("\\((必填|选填|可选|可不填|required|optional)\\)$");

    private CellText() {}

    /** NFC, white space of all kinds as single spaces, trimmed, without invisible marks. */
    static String tidied(String text) {
        var plain = ESCAPED_BREAK.matcher(text).replaceAll(" ");
        plain = INVISIBLE.matcher(plain).replaceAll("");
        plain = WHITE.matcher(plain).replaceAll(" ").strip();
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    /** Whether text holds a character that belongs in no cell: NUL, controls, halves of characters, replacement marks. */
    static boolean isBroken(String tidied) {
        return tidied.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || c == 0xFFFD
                        || c == 0xFFFE
                        || c == 0xFFFF
                        || Character.getType(c) == Character.SURROGATE);
    }

    /** A heading made comparable: full and half width alike, no spaces, no star, colon or 必填. */
    static String heading(String text) {
        var folded = Normalizer.normalize(tidied(text), Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .replaceAll("^\\*+|[*:]+$", "")
                .toLowerCase(java.util.Locale.ROOT);
        return HINT.matcher(folded).replaceFirst("");
    }

    /** Full-width digits and signs as half-width ones. */
    static String halfWidth(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    /** A number's digits without exponent or trailing zeros. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
