package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledgers.InspectedDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells the ledger of households when each was last inspected (抽查日期). */
@Component
@Internal
class InspectionDays implements InspectedDays {

    private final InspectionDirectory inspections;

    InspectionDays(InspectionDirectory inspections) {
        this.inspections = inspections;
    }

    @Override
    public Map<HouseholdId, LocalDate> lastInspected(
            Collection<HouseholdId> households, LocalDate until, Instant knownBefore) {
        return inspections.lastInspected(households, until, knownBefore);
    }
}
