package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Whether a village's leaflets can be printed, and what is in the way.
 *
 * @param name the village's name
 * @param day the day of issue: today
 * @param sheets how many households would get a sheet
 * @param blanks how many blank sheets would go with them
 * @param findings what is missing or wrong, what refuses the print first
 * @param units the village and the units above it, by level: where findings are mended
 */
public record LeafletCheck(
        DivisionId village,
        String name,
        LocalDate day,
        int sheets,
        int blanks,
        List<LeafletFinding> findings,
        Map<Level, DivisionId> units) {

    public LeafletCheck {
        findings = List.copyOf(findings);
        units = Map.copyOf(units);
    }

    /** Whether nothing refuses the print. */
    public boolean printable() {
        return findings.stream().noneMatch(LeafletFinding::refuses);
    }
}
