package cn.mingbai.quizzes.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * 差额救助: what a household gets a month when the place pays the actual gap.
 *
 * <p>Source: M220 27; S649 12; from 2021 M57 23 and L26 18 (the place may pay in grades instead, which this is not).
 *
 * @param eligible whether income per head is below the standard; assets are another test
 * @param perHead the gap of each member a month, 0 when not eligible
 * @param household the household's amount a month, rounded to the fen, halves up; 0 when not eligible
 */
public record GapPayment(boolean eligible, BigDecimal perHead, BigDecimal household) {

    /** The period that a standard and an income are given for. */
    public enum Period {
        MONTH(1),
        YEAR(12);

        private final int months;

        Period(int months) {
            this.months = months;
        }
    }

    /**
     * Works the gap out from the whole household, so that nothing is lost by rounding a share.
     *
     * @param standard yuan per head and period, more than 0
     * @param income the household's counted yuan in the period, 0 or more
     * @param members at least 1
     */
    public static GapPayment of(BigDecimal standard, BigDecimal income, int members, Period period) {
        if (standard.signum() <= 0 || members < 1) {
            throw new IllegalArgumentException(
                    "expected a standard above 0 and a member, but got " + standard + " for " + members);
        }
        IncomeAccount.requireNotNegative(income);
        var gap = standard.multiply(BigDecimal.valueOf(members)).subtract(income);
        if (gap.signum() <= 0) {
            return new GapPayment(false, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        var months = BigDecimal.valueOf(period.months);
        return new GapPayment(
                true,
                gap.divide(months.multiply(BigDecimal.valueOf(members)), 2, RoundingMode.HALF_UP),
                gap.divide(months, 2, RoundingMode.HALF_UP));
    }

    /**
     * What is left when a member who can work and refused work three times running loses the own share.
     *
     * <p>Source: S649 45; M57 34.
     *
     * @param members at least 1
     */
    public static BigDecimal withoutOneShare(BigDecimal perHead, int members) {
        return perHead.multiply(BigDecimal.valueOf(members - 1L));
    }
}
