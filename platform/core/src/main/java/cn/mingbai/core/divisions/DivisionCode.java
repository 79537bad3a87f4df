package cn.mingbai.core.divisions;

import cn.mingbai.core.error.RuleViolation;
import java.util.regex.Pattern;

/**
 * A 12-digit statistical division code (统计用区划代码), kept as text. A code is not an identity: it changes when a village
 * is moved to another town.
 *
 * <p>Source: the coding rules for statistical divisions: six digits down to the county, three for the township level, three for the
 * village level; upper units end in zeros.
 *
 * @param value twelve digits
 */
public record DivisionCode(String value) {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{11}");

    /** The code of the whole country, the root above the provinces. */
    public static final DivisionCode NATION = new DivisionCode("100000000000");

    public DivisionCode {
        if (!FORM.matcher(value).matches()) {
            throw new RuleViolation("core.division.code-form", value);
        }
    }

    /** The level that the trailing zeros tell; {@link #NATION} is the root of the tree. */
    public Level level() {
        if (equals(NATION)) {
            return Level.NATION;
        }
        if (value.endsWith("0000000000")) {
            return Level.PROVINCE;
        }
        if (value.endsWith("00000000")) {
            return Level.CITY;
        }
        if (value.endsWith("000000")) {
            return Level.COUNTY;
        }
        return value.endsWith("000") ? Level.TOWNSHIP : Level.VILLAGE;
    }

    /** Whether the code itself speaks of a residents' community (001–199) rather than a village (200–399). */
    public boolean isCommunity() {
        return level() == Level.VILLAGE && value.charAt(9) < '2';
    }
}
