package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be inspected.
 *
 * @param title what it is called, 1 to 80 characters
 * @param units the villages, or the one district
 * @param reported how many of the households reported as reached are checked
 * @param unreported how many of the due households that are not reported are checked
 * @param follows the inspection of the same village of which this is the second draw, or null
 */
public record InspectionDraft(
        String title,
        Preset preset,
        List<DivisionId> units,
        int reported,
        int unreported,
        @Nullable InspectionId follows) {

    public InspectionDraft {
        units = List.copyOf(units);
    }

    /** One that is no second draw. */
    public InspectionDraft(String title, Preset preset, List<DivisionId> units, int reported, int unreported) {
        this(title, preset, units, reported, unreported, null);
    }
}
