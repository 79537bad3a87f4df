package cn.mingbai.core.divisions;

import org.jspecify.annotations.Nullable;

/**
 * One row of a yearly list of divisions.
 *
 * @param parent the code of the unit above in the same list, or null for a province
 */
public record DivisionListRow(
        DivisionCode code, String name, @Nullable DivisionCode parent, Level level) {}
