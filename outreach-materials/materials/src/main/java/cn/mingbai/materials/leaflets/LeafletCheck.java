package cn.mingbai.materials.leaflets;

import java.time.LocalDate;
import java.util.List;

/**
 * Whether a village's leaflets can be printed, and what is in the way.
 *
 * @param village the village's name
 * @param day the day of issue: today
 * @param sheets how many households would get a sheet
 * @param findings what is missing or wrong, what refuses the print first
 */
public record LeafletCheck(String village, LocalDate day, int sheets, List<LeafletFinding> findings) {

    public LeafletCheck {
        findings = List.copyOf(findings);
    }

    /** Whether nothing refuses the print. */
    public boolean printable() {
        return findings.stream().noneMatch(LeafletFinding::refuses);
    }
}
