package cn.mingbai.core.people;

import cn.mingbai.core.error.RuleViolation;
import java.util.regex.Pattern;

/**
 * The number a unit gives its staff (工号), the key of imports. Never an ID-card number: 15 or more digits are refused.
 *
 * @param value 2 to 20 letters, digits or hyphens
 */
public record StaffNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{1,19}");
    private static final Pattern ID_CARD = Pattern.compile("\\d{14,17}[0-9Xx]");

    public StaffNumber {
        if (!FORM.matcher(value).matches() || ID_CARD.matcher(value).matches()) {
            throw new RuleViolation("core.people.staff-number-form", value);
        }
    }
}
