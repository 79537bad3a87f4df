package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody drawn to be called back about the training, or to be asked in person.
 *
 * @param phone the person's phone, or null when the roster has none
 * @param unit where the person was posted on the day of the list
 * @param unitName what that is called today
 * @param due as of {@link InspectionItem}
 * @param finding what was found, or null
 */
public record CallBack(
        ItemId id,
        PersonId person,
        String name,
        String staffNumber,
        @Nullable String phone,
        DivisionId unit,
        String unitName,
        String part,
        boolean replacement,
        int place,
        boolean due,
        @Nullable CallBackFinding finding)
        implements Checked {

    @Override
    public @Nullable FindingOutcome outcome() {
        return finding == null ? null : finding.outcome();
    }

    CallBack named(String name, boolean isDue) {
        return new CallBack(
                id, person, this.name, staffNumber, phone, unit, name, part, replacement, place, isDue, finding);
    }
}
