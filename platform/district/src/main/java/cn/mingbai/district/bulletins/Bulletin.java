package cn.mingbai.district.bulletins;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.Campaign.Phase;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import java.util.List;

/**
 * A bulletin of a unit: a phase of a campaign from its first day to a day of it, as known on a day.
 *
 * @param rows the unit alone, if there is anything of it, then the units right below it in code order
 * @param total the unit and everything below it; for people, who is in two rows is in it once
 * @param metBefore the training rate by rule on the day before the phase began
 * @param reachedBefore the outreach rate on that day
 */
public record Bulletin(
        Campaign campaign,
        Phase phase,
        AsOf asOf,
        List<BulletinRow> rows,
        BulletinRow total,
        Share metBefore,
        Share reachedBefore) {}
