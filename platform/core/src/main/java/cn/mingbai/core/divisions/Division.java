package cn.mingbai.core.divisions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A division as it was on some day.
 *
 * @param parent the division above, or null at the top
 * @param from the first day on which code, name and parent were these
 * @param to the first day on which they no longer were
 */
public record Division(
        DivisionId id,
        DivisionCode code,
        String name,
        @Nullable DivisionId parent,
        Level level,
        LocalDate from,
        LocalDate to) {}
