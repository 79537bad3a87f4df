package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A visit about to be written.
 *
 * @param clientId the same id is the same visit
 * @param village where the household belongs
 * @param payloadHash tells another content under the same id apart
 * @param phone which phone it came from and what its clock said, or null for a visit entered on a page
 */
@Internal
public record NewVisit(
        UUID clientId,
        HouseholdId household,
        DivisionId village,
        PersonId worker,
        LocalDate visitedOn,
        VisitOutcome outcome,
        @Nullable Relation informed,
        byte[] payloadHash,
        @Nullable OfPhone phone) {

    /**
     * What a phone adds to a visit.
     *
     * @param device the registration of the phone
     * @param meeting the meeting at which the household was ticked, or null
     * @param happenedAt when it was recorded there, its clock corrected
     * @param deviceAt the same as the phone's clock had it, or null when it said none
     * @param clockMark what was wrong with that clock, or null
     * @param seconds how long the entry took, or null when the phone did not say
     * @param member the informed member's name, or null when the relation says it all
     */
    public record OfPhone(
            long device,
            @Nullable Long meeting,
            Instant happenedAt,
            @Nullable Instant deviceAt,
            @Nullable String clockMark,
            @Nullable Integer seconds,
            @Nullable String member) {}
}
