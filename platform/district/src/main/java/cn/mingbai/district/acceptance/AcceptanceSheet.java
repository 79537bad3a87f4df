package cn.mingbai.district.acceptance;

import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The acceptance sheet (验收表) of a town for a phase.
 *
 * @param phase its place in the campaign, 0 for the first
 * @param from the phase's first day, and {@code last} its last
 * @param asOf the day that the lines speak of, and when it was known
 * @param requirementsSet on which day the district set what the phase asks for; null when the shipped defaults hold
 * @param lines one for each {@link AcceptanceItem}, in their order
 */
public record AcceptanceSheet(
        CampaignId campaign,
        String campaignName,
        String documentNumber,
        int phase,
        String phaseName,
        LocalDate from,
        LocalDate last,
        DivisionId town,
        String townName,
        AsOf asOf,
        @Nullable LocalDate requirementsSet,
        List<AcceptanceLine> lines) {

    /** How many lines stand so. */
    public long count(AcceptanceVerdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    /** The line of an item. */
    public AcceptanceLine line(AcceptanceItem item) {
        return lines.get(item.ordinal());
    }
}
