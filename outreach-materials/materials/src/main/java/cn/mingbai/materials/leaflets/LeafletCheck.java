package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Whether a village's leaflets can be printed, and what is in the way.
 *
 * @param village the village's name
 * @param day the day of issue: today
 * @param sheets how many households would get a sheet
 * @param findings what is missing or wrong, what refuses the print first
 * @param units the village and the units above it, by level: where findings are mended
 */
public record LeafletCheck(
        String village, LocalDate day, int sheets, List<LeafletFinding> findings, Map<Level, DivisionId> units) {

    public LeafletCheck {
        findings = List.copyOf(findings);
        units = Map.copyOf(units);
    }

    /** Whether nothing refuses the print. */
    public boolean printable() {
        return findings.stream().noneMatch(LeafletFinding::refuses);
    }
}
