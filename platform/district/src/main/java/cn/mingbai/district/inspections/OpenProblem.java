package cn.mingbai.district.inspections;

import java.time.LocalDate;

/**
 * A problem found at a household that nobody has put right yet (待整改).
 *
 * @param number the household's number with its check character
 * @param deadline by when it is to be put right
 */
public record OpenProblem(
        InspectionId inspection,
        String title,
        ItemId item,
        String number,
        String group,
        String villageName,
        String problem,
        LocalDate deadline) {}
