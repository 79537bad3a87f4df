package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.courses.rate.Tally;

/**
 * The training rate of a unit.
 *
 * @param division the unit as it was on the day
 * @param total distinct persons of the unit and everything below it
 * @param own the people posted at the unit itself; for a village the same as {@code total}
 */
public record UnitRate(Division division, Tally total, Tally own) {}
