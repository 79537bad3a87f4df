package cn.mingbai.proof.draws;

import java.util.regex.Pattern;

/**
 * The two numbers a seed is made from, each written down as digits; zeros in front count.
 *
 * @param inspector the inspector's, 6 to 40 digits
 * @param town the town's, 6 to 40 digits
 */
public record Numbers(String inspector, String town) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,40}");

    /** @throws IllegalArgumentException unless both are 6 to 40 of the digits 0 to 9 */
    public Numbers {
        if (!written(inspector) || !written(town)) {
            throw new IllegalArgumentException("expected two numbers of 6 to 40 digits");
        }
    }

    /** Whether the text can be one of the numbers: 6 to 40 of the digits 0 to 9. */
    public static boolean written(String text) {
        return DIGITS.matcher(text).matches();
    }
}
