package cn.mingbai.district.inspections;

import cn.mingbai.households.visits.Relation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an inspector found at a household; null where it was not asked. Of a household not answered for only the doors and a
 * problem are told.
 *
 * @param spokeWith who of the household answered
 * @param sheetThere whether the sheet was there
 * @param informedMatches whether the 明白人 is who the record says
 * @param rightAnswers how many of the three questions were answered right
 * @param knowsPhone whether they know the phone for reports and complaints
 * @param signed whether somebody of the household signed the route sheet
 * @param unlisted lived-in doors between this one and the next listed one that the ledger does not have, 0 to 20
 * @param problem what is wrong, up to 300 characters, may be empty
 * @param deadline by when it is to be put right; given if and only if there is a problem
 */
public record Finding(
        LocalDate day,
        FindingOutcome outcome,
        @Nullable Relation spokeWith,
        @Nullable Boolean sheetThere,
        @Nullable Boolean informedMatches,
        @Nullable Integer rightAnswers,
        @Nullable Boolean knowsPhone,
        @Nullable Satisfaction satisfaction,
        @Nullable Boolean signed,
        int unlisted,
        String problem,
        @Nullable LocalDate deadline) {

    /** How many questions on the policy a household is asked. */
    public static final int QUESTIONS = 3;

    /** Only the outcome. */
    public static Finding of(LocalDate day, FindingOutcome outcome) {
        return new Finding(day, outcome, null, null, null, null, null, null, null, 0, "", null);
    }

    /** Whether the questions were asked. */
    public boolean asked() {
        return rightAnswers != null;
    }

    /** 知晓: whether all questions were answered right. */
    public boolean aware() {
        return rightAnswers != null && rightAnswers == QUESTIONS;
    }

    /** The same without blanks around the problem. */
    Finding stripped() {
        return new Finding(
                day,
                outcome,
                spokeWith,
                sheetThere,
                informedMatches,
                rightAnswers,
                knowsPhone,
                satisfaction,
                signed,
                unlisted,
                problem.strip(),
                deadline);
    }
}
