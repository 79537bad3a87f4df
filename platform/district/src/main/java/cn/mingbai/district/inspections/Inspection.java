package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.proof.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inspection and how far it is.
 *
 * @param unit the least unit that holds all its villages
 * @param day the day whose reports are checked
 * @param list the digest of the frozen list
 * @param inspector the inspector's number, or null before it is written
 * @param town the town's number, or null before it is written
 * @param draw the draw, or null before both numbers are written
 * @param inspectors who goes to the households, who answers for it first
 * @param follows the inspection of which this is the second draw, or null
 * @param followedBy the second draw, or null
 * @param closedAt when it ended, or null
 */
public record Inspection(
        InspectionId id,
        String reference,
        String title,
        Preset preset,
        Unit unit,
        LocalDate day,
        Instant frozenAt,
        Digest list,
        List<InspectionPlan.PlannedPart> parts,
        @Nullable Pledge inspector,
        @Nullable Pledge town,
        @Nullable Made draw,
        List<Inspector> inspectors,
        @Nullable InspectionId follows,
        @Nullable InspectionId followedBy,
        @Nullable Instant closedAt) {

    /**
     * A division.
     *
     * @param name what it was called on the day of the inspection
     */
    public record Unit(DivisionId id, String name) {}

    /**
     * Somebody who goes to the households.
     *
     * @param leads whether it is who answers for the inspection (负责人)
     */
    public record Inspector(PersonId person, String name, boolean leads) {}

    /** How many households its list holds. */
    public int listed() {
        return parts.stream().mapToInt(InspectionPlan.PlannedPart::households).sum();
    }

    /** How many of them are checked. */
    public int toCheck() {
        return parts.stream().mapToInt(InspectionPlan.PlannedPart::check).sum();
    }

    /** Whether households are being checked: it is drawn and has not ended. */
    public boolean running() {
        return draw != null && closedAt == null;
    }

    /**
     * A side's number.
     *
     * @param commitment what ties it down
     * @param number the number itself, or null until both sides have written
     * @param salt the salt in hexadecimal digits, or null until then
     */
    public record Pledge(
            Digest commitment,
            Instant at,
            @Nullable String number,
            @Nullable String salt) {}

    /** The draw that was made. */
    public record Made(Digest seed, Digest digest, Instant at) {}
}
