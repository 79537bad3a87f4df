package cn.mingbai.households.coverage;

import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Division;
import org.jspecify.annotations.Nullable;

/**
 * A village's coverage.
 *
 * @param village the village as it was on the day
 * @param campaign the campaign that the figures follow, or null when none had begun
 * @param outreachWorker whether somebody was outreach worker A there on the day; a deputy alone leaves the post open
 */
public record VillageCoverage(
        Division village, @Nullable CampaignId campaign, Figures figures, Control control, boolean outreachWorker) {}
