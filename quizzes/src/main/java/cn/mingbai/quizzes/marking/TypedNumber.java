package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Numbers as people type them. */
final class TypedNumber {

    private static final String YUAN = "元";
    private static final String TEN_THOUSAND = "万";
    private static final Pattern PLAIN = Pattern.compile("-?(\\d{1,12}|\\d{1,3}(,\\d{3}){1,3})(\\.\\d{1,6})?");

    private TypedNumber() {}

    /**
     * Reads full-width digits, spaces, a thousands comma, the unit at the end, 万 before it, and of money ¥ in front.
     * Another unit is refused: who answers in 万户 what is asked in 元 should hear it.
     */
    static BigDecimal read(String typed, String unit) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .replace('−', '-');
        if (unit.equals(YUAN)) {
            text = text.replaceFirst("^¥", "").replaceFirst("元整$", YUAN);
        }
        if (text.endsWith(unit)) {
            text = text.substring(0, text.length() - unit.length());
        }
        var factor = BigDecimal.ONE;
        if (text.endsWith(TEN_THOUSAND)) {
            text = text.substring(0, text.length() - TEN_THOUSAND.length());
            factor = BigDecimal.valueOf(10_000);
        }
        if (!PLAIN.matcher(text).matches()) {
            throw new RuleViolation("quizzes.answer.number", typed);
        }
        return new BigDecimal(text.replace(",", "")).multiply(factor);
    }
}
