package cn.mingbai.quizzes.marking;

import cn.mingbai.core.error.RuleViolation;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Numbers as people type them. */
final class TypedNumber {

    private static final Pattern PLAIN = Pattern.compile("-?(\\d{1,12}|\\d{1,3}(,\\d{3}){1,3})(\\.\\d{1,6})?");

    private TypedNumber() {}

    /** Reads full-width digits, spaces, a thousands comma, and the unit at the end. */
    static BigDecimal read(String typed, String unit) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .replace('−', '-');
        if (text.endsWith(unit)) {
            text = text.substring(0, text.length() - unit.length());
        }
        if (!PLAIN.matcher(text).matches()) {
            throw new RuleViolation("quizzes.answer.number", typed);
        }
        return new BigDecimal(text.replace(",", ""));
    }
}
