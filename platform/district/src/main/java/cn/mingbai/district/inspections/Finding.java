package cn.mingbai.district.inspections;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an inspector found at a household; null where it was not asked. Of a household not answered for only the doors and a
 * problem are told.
 *
 * @param sheetThere whether the sheet was there
 * @param informedMatches whether the 明白人 is who the record says
 * @param rightAnswers how many of the three questions were answered right
 * @param knowsPhone whether they know the phone for reports and complaints
 * @param unlisted lived-in doors between this one and the next listed one that the ledger does not have, 0 to 20
 * @param problem what is wrong, up to 300 characters, may be empty
 * @param deadline by when it is to be put right; given if and only if there is a problem
 */
public record Finding(
        LocalDate day,
        FindingOutcome outcome,
        @Nullable Boolean sheetThere,
        @Nullable Boolean informedMatches,
        @Nullable Integer rightAnswers,
        @Nullable Boolean knowsPhone,
        @Nullable Satisfaction satisfaction,
        int unlisted,
        String problem,
        @Nullable LocalDate deadline) {

    /** Only the outcome. */
    public static Finding of(LocalDate day, FindingOutcome outcome) {
        return new Finding(day, outcome, null, null, null, null, null, 0, "", null);
    }
}
