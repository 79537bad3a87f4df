package cn.mingbai.households.visits;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a recorded visit, the same however often it is sent.
 *
 * @param number what the worker may note down: the day it was recorded and a running number
 * @param householdNumber the household's number with its check character
 * @param late whether it was recorded after the day of the visit
 */
public record Receipt(
        String number,
        UUID clientId,
        HouseholdId household,
        DivisionId village,
        String householdNumber,
        LocalDate visitedOn,
        VisitOutcome outcome,
        @Nullable Relation informed,
        Instant recordedAt,
        boolean late) {}
