package cn.mingbai.households.visits;

import cn.mingbai.households.ledger.HouseholdId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visit as it is handed in.
 *
 * @param clientId made with the form: the same id is the same visit, however often it is sent
 * @param visitedOn the day of the visit
 * @param informed who of the household knows the policy, as the worker says, or null
 */
public record VisitDraft(
        UUID clientId,
        HouseholdId household,
        LocalDate visitedOn,
        VisitOutcome outcome,
        @Nullable Relation informed) {}
