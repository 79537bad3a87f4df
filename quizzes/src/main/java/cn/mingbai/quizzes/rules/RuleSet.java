package cn.mingbai.quizzes.rules;

import static cn.mingbai.quizzes.rules.Term.days;
import static cn.mingbai.quizzes.rules.Term.months;
import static cn.mingbai.quizzes.rules.Term.workdays;

import cn.mingbai.core.error.RuleViolation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a policy version: what its documents fix. What they leave to the place (standards, limits, ratios) is
 * never here but an input of each calculation.
 */
public enum RuleSet {

    /** April 2017: Decree 649 and the trial procedure M220. */
    R17(LocalDate.of(2017, 4, 11), LocalDate.of(2021, 7, 1)),

    /** From July 2021: the procedure M57 with the joint notice N22. */
    R21(LocalDate.of(2021, 7, 1), LocalDate.of(2026, 7, 1)),

    /** From July 2026: the Social Assistance Act; where it is silent the procedure of R21 goes on. */
    L26(LocalDate.of(2026, 7, 1), null);

    /** What has a time limit. */
    public enum Step {
        /** 完成入户调查, from acceptance. */
        SURVEY_DONE,
        /** 启动调查, from acceptance. */
        SURVEY_STARTED,
        /** 启动信息核对, from the county's receipt of the request. */
        RECORDS_CHECK_STARTED,
        /** 民主评议, from the end of the survey. */
        APPRAISAL,
        /** 镇街公示, from posting. */
        TOWN_NOTICE,
        /** 县级提出意见, from receipt of the file. */
        COUNTY_OPINION,
        /** 县级公示, from posting. */
        COUNTY_NOTICE,
        /** 作出决定, from the end of the county's notice. */
        DECISION,
        /** 有异议时作出决定, from the objection. */
        DECISION_AFTER_OBJECTION,
        /** 书面告知不予批准或者确认, from the decision. */
        REFUSAL_TOLD,
        /** 办结, from acceptance. */
        WHOLE_CASE,
        /** 特殊情形办结, from acceptance. */
        WHOLE_CASE_SPECIAL,
        /** 下放到镇街的办结, from acceptance. */
        WHOLE_CASE_DELEGATED,
        /** 成员去世后核查和增减停, from death. */
        DEATH_FOLLOWED_UP,
        /** 信访告知是否受理, from receipt. */
        PETITION_TOLD,
        /** 信访办结, from acceptance. */
        PETITION_FINISHED,
        /** 申请行政复议, from knowing. */
        REVIEW_ASKED
    }

    private static final Map<RuleSet, Map<Step, Term>> TERMS = new EnumMap<>(RuleSet.class);

    static {
        // Source: policy facts, section 20, with the articles named there and in sections 7 to 11 and 15.
        var r17 = new EnumMap<Step, Term>(Step.class);
        r17.put(Step.SURVEY_DONE, workdays(10, "M220 18"));
        r17.put(Step.APPRAISAL, workdays(5, "M220 21"));
        r17.put(Step.TOWN_NOTICE, days(7, "M220 25"));
        r17.put(Step.COUNTY_OPINION, workdays(5, "M220 26"));
        r17.put(Step.COUNTY_NOTICE, days(7, "M220 29"));
        r17.put(Step.DECISION, workdays(3, "M220 29"));
        r17.put(Step.DECISION_AFTER_OBJECTION, workdays(20, "M220 29"));
        r17.put(Step.REFUSAL_TOLD, days(3, "M220 26"));
        r17.put(Step.PETITION_TOLD, days(15, "XF05 22"));
        r17.put(Step.PETITION_FINISHED, days(60, "XF05 33"));
        r17.put(Step.REVIEW_ASKED, days(60, "FY17 9"));
        TERMS.put(R17, r17);
        var r21 = new EnumMap<Step, Term>(Step.class);
        r21.put(Step.SURVEY_STARTED, workdays(3, "M57 15"));
        r21.put(Step.RECORDS_CHECK_STARTED, workdays(3, "M57 17"));
        r21.put(Step.TOWN_NOTICE, days(7, "M57 19"));
        r21.put(Step.COUNTY_OPINION, workdays(10, "M57 20"));
        r21.put(Step.REFUSAL_TOLD, workdays(3, "M57 21"));
        r21.put(Step.WHOLE_CASE, workdays(30, "M57 22"));
        r21.put(Step.WHOLE_CASE_SPECIAL, workdays(45, "M57 22"));
        r21.put(Step.WHOLE_CASE_DELEGATED, workdays(20, "N22 四(一)"));
        r21.put(Step.DEATH_FOLLOWED_UP, months(3, "N22 一(三)"));
        r21.put(Step.PETITION_TOLD, days(15, "XF22 23"));
        r21.put(Step.PETITION_FINISHED, days(60, "XF22 34"));
        r21.put(Step.REVIEW_ASKED, days(60, "FY23 20"));
        TERMS.put(R21, r21);
        TERMS.put(L26, r21);
    }

    private static final Set<Receipt> EXCLUDED_SINCE_21 = EnumSet.of(
            Receipt.VETERAN_CARE,
            Receipt.SCHOLARSHIP,
            Receipt.FAMILY_PLANNING_REWARD,
            Receipt.BRAVERY_REWARD,
            Receipt.SOCIAL_ASSISTANCE);

    private static final Set<Receipt> UNSTATED_IN_17 =
            EnumSet.of(Receipt.SCHOLARSHIP, Receipt.FAMILY_PLANNING_REWARD, Receipt.BRAVERY_REWARD);

    private final LocalDate from;
    private final @Nullable LocalDate to;

    RuleSet(LocalDate from, @Nullable LocalDate to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The version in force on a day.
     *
     * @throws RuleViolation when none on record was
     */
    public static RuleSet on(LocalDate day) {
        return Arrays.stream(values())
                .filter(set -> !day.isBefore(set.from) && (set.to == null || day.isBefore(set.to)))
                .findFirst()
                .orElseThrow(() -> new RuleViolation("core.policy.no-version", day));
    }

    /** The first day of the version. */
    public LocalDate from() {
        return from;
    }

    /** The first day after the version, or empty while it is in force. */
    public Optional<LocalDate> to() {
        return Optional.ofNullable(to);
    }

    /**
     * The time limit of a step, or empty when the version sets none.
     *
     * <p>Source: policy facts, section 20; each term names its article.
     */
    public Optional<Term> term(Step step) {
        return Optional.ofNullable(TERMS.get(this)).map(terms -> terms.get(step));
    }

    /**
     * Whether a receipt is income.
     *
     * <p>Source: M57 13 from July 2021. Before: M220 16, which counts social assistance money, and T271 2, which leaves
     * the care money of veterans out.
     *
     * @throws RuleViolation when the version's documents do not say
     */
    public boolean counts(Receipt receipt) {
        if (this != R17) {
            return !EXCLUDED_SINCE_21.contains(receipt);
        }
        if (UNSTATED_IN_17.contains(receipt)) {
            throw new RuleViolation("quizzes.rules.unstated", receipt.name(), name());
        }
        return receipt != Receipt.VETERAN_CARE;
    }

    /**
     * Whether a deduction is taken off.
     *
     * <p>Source: M220 16 (tax and one's own social insurance) until 2021; M57 13 and O20 11 since.
     */
    public boolean allows(Deduction deduction) {
        return this != R17 || deduction == Deduction.INCOME_TAX || deduction == Deduction.SOCIAL_INSURANCE;
    }

    /**
     * The share of all cases whose homes the county visits at least, or empty when there is none. Source: M220 26; M57
     * 20 has no such share for dibao.
     */
    public Optional<BigDecimal> spotCheckShare() {
        return this == R17 ? Optional.of(new BigDecimal("0.30")) : Optional.empty();
    }

    /**
     * By how much the income of a near-line household may pass the standard, as a factor, or empty when the version has
     * no national one. Source: M57 8; N22 一(四). Under the Act the province sets it: L26 21.
     */
    public Optional<BigDecimal> nearLineFactor() {
        return this == R21 ? Optional.of(new BigDecimal("1.5")) : Optional.empty();
    }

    /**
     * The fine for obtaining {@code amount} by deceit, from least to most. Source: S649 68 (one to three times, may be
     * imposed) until June 2026; L26 73 (up to twice) since.
     */
    public FineRange fine(BigDecimal amount) {
        return this == L26
                ? new FineRange(BigDecimal.ZERO, amount.multiply(BigDecimal.TWO))
                : new FineRange(amount, amount.multiply(new BigDecimal(3)));
    }

    /** A fine, from least to most, in yuan. */
    public record FineRange(BigDecimal least, BigDecimal most) {}

    /** The day of the month by which a monthly allowance is paid, or empty. Source: M220 31; M57 25 names none. */
    public Optional<Integer> payDay() {
        return this == R17 ? Optional.of(10) : Optional.empty();
    }
}
