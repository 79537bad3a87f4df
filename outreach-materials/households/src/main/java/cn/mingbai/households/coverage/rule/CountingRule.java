package cn.mingbai.households.coverage.rule;

import cn.mingbai.core.campaign.HouseholdBasis;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a campaign (口径): which households are due and which ways of reaching them count.
 *
 * @param from the campaign's first day
 * @param to the first day after it
 * @param policies when which policy version was in force
 */
public record CountingRule(
        HouseholdBasis basis, boolean phoneCountsForAway, LocalDate from, LocalDate to, List<PolicySpan> policies) {

    /** A policy version, in force in [from, to). */
    public record PolicySpan(String version, LocalDate from, LocalDate to) {}

    /** The version in force on {@code day}, or null. */
    public @Nullable String policyOn(LocalDate day) {
        for (var policy : policies) {
            if (!policy.from().isAfter(day) && policy.to().isAfter(day)) {
                return policy.version();
            }
        }
        return null;
    }
}
