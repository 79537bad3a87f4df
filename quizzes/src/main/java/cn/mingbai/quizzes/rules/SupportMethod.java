package cn.mingbai.quizzes.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a place counts the support that grown children owe their parents: a share of what the children's household has
 * above a multiple of the standard. The duty is law (MFD 1067), support is transfer income (M220 16), the method is the
 * place's: its numbers are inputs.
 *
 * @param multiple of the standard per head that the children keep, 0 or more
 * @param share of the rest, 0 to 1
 */
public record SupportMethod(BigDecimal multiple, BigDecimal share) {

    public SupportMethod {
        if (multiple.signum() < 0 || share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "expected a multiple of 0 or more and a share of 0 to 1, but got " + multiple + " and " + share);
        }
    }

    /**
     * The support for each of the supported, a month, rounded to the fen, halves up.
     *
     * @param standard yuan per head and month
     * @param income the children's household, yuan a month
     * @param members of the children's household, at least 1
     * @param supported how many share it, at least 1
     */
    public BigDecimal each(BigDecimal standard, BigDecimal income, int members, int supported) {
        return income.subtract(kept(standard, members))
                .max(BigDecimal.ZERO)
                .multiply(share)
                .divide(BigDecimal.valueOf(supported), 2, RoundingMode.HALF_UP);
    }

    /** What the children's household keeps, yuan a month. */
    public BigDecimal kept(BigDecimal standard, int members) {
        return standard.multiply(multiple).multiply(BigDecimal.valueOf(members));
    }
}
