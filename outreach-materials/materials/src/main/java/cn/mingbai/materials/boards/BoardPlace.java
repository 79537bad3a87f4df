package cn.mingbai.materials.boards;

import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;

/**
 * A place as it is today, or as it last was.
 *
 * @param code with its check character
 * @param division the village, town or district it belongs to
 * @param unit the division's name
 * @param from the first day of these details
 * @param to the first day after them; {@code 9999-12-31} while the place exists
 */
public record BoardPlace(
        BoardPlaceId id,
        String code,
        DivisionId division,
        String unit,
        PlaceDetails details,
        LocalDate from,
        LocalDate to) {}
