package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A household drawn.
 *
 * @param villageName what the village is called today
 * @param part the part of the list it was drawn from
 * @param place its place in the order of the draw, from 1; replacements are counted on their own
 * @param due whether it is to be checked: those drawn first, and a replacement as soon as one more is not answered for
 * @param finding what was found, or null
 * @param by who recorded that, or null
 * @param settled how the problem was put right, may be empty
 * @param settledOn the day on which it was, or null
 */
public record InspectionItem(
        ItemId id,
        HouseholdId household,
        DivisionId village,
        String villageName,
        String number,
        String group,
        String part,
        boolean replacement,
        int place,
        boolean due,
        @Nullable Finding finding,
        @Nullable PersonId by,
        String settled,
        @Nullable LocalDate settledOn)
        implements Checked {

    InspectionItem named(String name, boolean isDue) {
        return new InspectionItem(
                id,
                household,
                village,
                name,
                number,
                group,
                part,
                replacement,
                place,
                isDue,
                finding,
                by,
                settled,
                settledOn);
    }

    @Override
    public @Nullable FindingOutcome outcome() {
        return finding == null ? null : finding.outcome();
    }

    /** Whether there is a problem that nobody has put right. */
    public boolean hasOpenProblem() {
        return finding != null && !finding.problem().isEmpty() && settled.isEmpty();
    }
}
