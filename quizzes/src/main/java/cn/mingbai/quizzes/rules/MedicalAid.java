package cn.mingbai.quizzes.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Inpatient medical assistance: insurance first, then a share of what is left, within a yearly cap.
 *
 * <p>Source: MF13 8. Ratio and cap are the place's; for key groups the ratio was at least 70% (国办发〔2015〕30号, second-hand).
 */
public final class MedicalAid {

    private MedicalAid() {}

    /**
     * The aid in yuan, rounded to the fen, halves up.
     *
     * @param cost within the policy's scope
     * @param insured what insurance of every kind has paid, 0..cost
     * @param ratio 0 to 1
     * @param capLeft what is left of the year's cap, 0 or more
     */
    public static BigDecimal of(BigDecimal cost, BigDecimal insured, BigDecimal ratio, BigDecimal capLeft) {
        if (insured.signum() < 0 || insured.compareTo(cost) > 0 || capLeft.signum() < 0) {
            throw new IllegalArgumentException("expected insurance within the cost and a cap of 0 or more, but got "
                    + insured + " of " + cost + ", " + capLeft);
        }
        return cost.subtract(insured).multiply(ratio).min(capLeft).setScale(2, RoundingMode.HALF_UP);
    }
}
