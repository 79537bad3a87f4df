package cn.mingbai.district.bulletins;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.households.coverage.Figures;

/**
 * A line of a bulletin.
 *
 * @param division the unit as it was on the day
 * @param own whether the line speaks of the unit alone, without what is below it
 * @param training its people: distinct persons of the unit and, unless {@code own}, everything below
 * @param coverage its households
 * @param withoutWorker how many of its villages had no outreach worker on the day
 * @param done what was done in the period
 */
public record BulletinRow(
        Division division, boolean own, Tally training, Figures coverage, int withoutWorker, Done done) {}
