package cn.mingbai.district.acceptance;

/**
 * A line of an acceptance sheet.
 *
 * @param wanted whether the phase asks for it
 * @param target the least share in tenths of a percent where it is a share, else 0
 * @param count how many fulfil it, 0..of
 * @param of how many there are
 * @param asked what the phase asks for
 * @param found what the data say
 * @param why why it is not met or not assessed; nothing where it is met
 * @param path where the evidence opens, as of the day of the sheet: a path of ours without leading slash
 */
public record AcceptanceLine(
        AcceptanceItem item,
        AcceptanceVerdict verdict,
        boolean wanted,
        int target,
        long count,
        long of,
        Said asked,
        Said found,
        Said why,
        String path) {}
