package cn.mingbai.district.figures;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.households.coverage.Figures;

/**
 * Both halves of a unit on one day.
 *
 * @param division the unit as it was on the day
 * @param training its people, distinct persons of the unit and everything below
 * @param coverage its households, the sum of its villages
 * @param villagesWithoutWorker how many of its villages had no outreach worker on the day
 * @param districtTotal whether this is the district's total shown to somebody who reaches only a part of it
 */
public record UnitFigures(
        Division division, Tally training, Figures coverage, int villagesWithoutWorker, boolean districtTotal) {}
