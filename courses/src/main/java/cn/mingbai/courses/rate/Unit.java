package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the tree on the day.
 *
 * @param parent the unit above, or null for the root
 */
public record Unit(DivisionId id, @Nullable DivisionId parent) {}
