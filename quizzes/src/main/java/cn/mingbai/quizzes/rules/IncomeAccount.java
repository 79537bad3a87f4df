package cn.mingbai.quizzes.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A household's income by the rules of a version, all amounts in yuan and for the same period.
 *
 * <p>Source: M220 16; M57 13.
 *
 * @param counted what counts, by kind; kinds without money are left out
 * @param excluded what was received and does not count
 * @param deducted what was taken off
 * @param total what counts, less what was taken off, at least 0
 */
public record IncomeAccount(
        Map<Receipt.Kind, BigDecimal> counted, BigDecimal excluded, BigDecimal deducted, BigDecimal total) {

    /** Money received. */
    public record Money(Receipt receipt, BigDecimal amount) {
        public Money {
            requireNotNegative(amount);
        }
    }

    /** Money to take off, if the version allows it. */
    public record Cost(Deduction deduction, BigDecimal amount) {
        public Cost {
            requireNotNegative(amount);
        }
    }

    public IncomeAccount {
        counted = Collections.unmodifiableMap(new EnumMap<>(counted));
    }

    /**
     * Accounts for money and costs.
     *
     * @throws cn.mingbai.core.error.RuleViolation when the version does not say whether a receipt counts
     */
    public static IncomeAccount of(RuleSet rules, List<Money> received, List<Cost> costs) {
        var counted = new EnumMap<Receipt.Kind, BigDecimal>(Receipt.Kind.class);
        var excluded = BigDecimal.ZERO;
        for (var money : received) {
            if (rules.counts(money.receipt())) {
                counted.merge(money.receipt().kind(), money.amount(), BigDecimal::add);
            } else {
                excluded = excluded.add(money.amount());
            }
        }
        var deducted = costs.stream()
                .filter(cost -> rules.allows(cost.deduction()))
                .map(Cost::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var total = counted.values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(deducted)
                .max(BigDecimal.ZERO);
        return new IncomeAccount(counted, excluded, deducted, total);
    }

    /**
     * Income per head, rounded to the fen, halves up.
     *
     * @param members at least 1
     */
    public BigDecimal perHead(int members) {
        return total.divide(BigDecimal.valueOf(members), 2, RoundingMode.HALF_UP);
    }

    static void requireNotNegative(BigDecimal amount) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("expected 0 yuan or more, but got " + amount);
        }
    }
}
