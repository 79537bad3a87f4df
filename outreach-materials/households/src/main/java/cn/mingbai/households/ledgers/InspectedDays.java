package cn.mingbai.households.ledgers;

import cn.mingbai.households.ledger.HouseholdId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** Knows when households were last checked by an inspector; inspections lie in a module above this one. */
@FunctionalInterface
public interface InspectedDays {

    /**
     * The day of the last check of each household that had one.
     *
     * @param until the last day that counts
     * @param knownBefore what was recorded before this instant counts
     */
    Map<HouseholdId, LocalDate> lastInspected(Collection<HouseholdId> households, LocalDate until, Instant knownBefore);
}
