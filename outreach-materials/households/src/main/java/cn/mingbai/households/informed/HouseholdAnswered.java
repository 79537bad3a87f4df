package cn.mingbai.households.informed;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import org.jspecify.annotations.Nullable;

/**
 * A household has answered its three questions by itself.
 *
 * @param phoneOf the worker in whose registered phone's browser it was done, or null
 */
@Internal
public record HouseholdAnswered(
        DivisionId village, @Nullable Long phoneOf) {}
