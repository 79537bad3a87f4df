package cn.mingbai.core.campaign;

import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.List;

/**
 * A campaign of a district: both halves of the work, training and outreach, with its phases and the rule of which
 * households are due.
 *
 * @param documentNumber the number of the document that orders it
 * @param basis which households are due
 * @param basisNote on what register the basis rests, in words
 * @param phoneCountsForAway whether being told by phone counts for households that are away
 * @param from its first day
 * @param to the first day after it
 * @param phases in order of time
 */
public record Campaign(
        CampaignId id,
        DivisionId division,
        String name,
        String documentNumber,
        HouseholdBasis basis,
        String basisNote,
        boolean phoneCountsForAway,
        LocalDate from,
        LocalDate to,
        List<Phase> phases) {

    /**
     * A phase, [from, to).
     *
     * @param reportingDay the day whose figures are reported for it
     */
    public record Phase(String name, LocalDate from, LocalDate to, LocalDate reportingDay) {}
}
