package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import java.util.List;

/**
 * What is to be inspected.
 *
 * @param title what it is called, 1 to 80 characters
 * @param units the villages, or the one district
 * @param reported how many of the households reported as reached are checked
 * @param unreported how many of the due households that are not reported are checked
 */
public record InspectionDraft(String title, Preset preset, List<DivisionId> units, int reported, int unreported) {

    public InspectionDraft {
        units = List.copyOf(units);
    }
}
