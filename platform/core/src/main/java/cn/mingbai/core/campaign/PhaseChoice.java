package cn.mingbai.core.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A phase of a campaign, as pages offer it to choose and name it in their addresses.
 *
 * @param number its place in the campaign, 0 for the first
 */
public record PhaseChoice(Campaign campaign, int number) {

    /** The phases of these campaigns, of each the last first. */
    public static List<PhaseChoice> of(List<Campaign> campaigns) {
        var choices = new ArrayList<PhaseChoice>();
        for (var campaign : campaigns) {
            for (var number = campaign.phases().size() - 1; number >= 0; number--) {
                choices.add(new PhaseChoice(campaign, number));
            }
        }
        return choices;
    }

    public Campaign.Phase phase() {
        return campaign.phases().get(number);
    }

    /** How addresses name it. */
    public String key() {
        return campaign.id().value() + "-" + number;
    }

    /** The day that is reported for it, or today while that is to come. */
    public LocalDate day(LocalDate today) {
        var last = phase().to().minusDays(1);
        var reported = phase().reportingDay();
        var day = reported.isBefore(phase().from()) || reported.isAfter(last) ? last : reported;
        return day.isAfter(today) ? today : day;
    }
}
