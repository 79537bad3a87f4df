package cn.mingbai.core.outage;

import cn.mingbai.core.start.StartRefused;
import org.springframework.util.unit.DataSize;

/**
 * From which free space on a disk counts as low, full and used up. On a small disk a share of it stands for a limit that
 * would be larger, so that it is not taken for full while it is empty.
 *
 * @param low bytes; below it there is a warning; 0 for never
 * @param full bytes, at most {@code low}; below it nothing is stored; 0 for never
 */
record RoomLimits(long low, long full) {

    private static final int LOW_SHARE = 10;
    private static final int FULL_SHARE = 40;
    private static final int NONE_SHARE = 32;

    /** A level is left for a better one only when there is so much more than its limit, so that it does not flutter. */
    private static final int MARGIN = 10;

    /**
     * Reads them as the settings have them, for example {@code 2GB} and {@code 256MB}.
     *
     * @throws StartRefused when one is no size or negative, or {@code low} is below {@code full}
     */
    static RoomLimits of(String low, String full) {
        try {
            var limits = new RoomLimits(
                    DataSize.parse(low.strip()).toBytes(),
                    DataSize.parse(full.strip()).toBytes());
            if (limits.full >= 0 && limits.low >= limits.full) {
                return limits;
            }
        } catch (IllegalArgumentException | ArithmeticException noSize) {
            // Refused below, with what was expected.
        }
        throw new StartRefused(
                "expected mingbai.space.low and mingbai.space.full to be sizes such as 2GB and 256MB, neither"
                        + " negative and the first not the smaller one, but got “" + low + "” and “" + full
                        + "”: correct MINGBAI_SPACE_LOW and MINGBAI_SPACE_FULL, then start again.");
    }

    /**
     * How a disk is.
     *
     * @param free bytes that may still be written by others than root
     * @param total bytes of the whole disk
     * @param before how it was when it was looked at last
     */
    RoomLevel level(long free, long total, RoomLevel before) {
        var now = plain(free, total);
        if (now.compareTo(before) >= 0) {
            return now;
        }
        var cautious = plain(free - free / (MARGIN + 1), total);
        return cautious.compareTo(before) > 0 ? before : cautious;
    }

    /** Below how many bytes such a disk is low. */
    long low(long total) {
        return Math.min(low, total / LOW_SHARE);
    }

    /** Below how many bytes such a disk is full. */
    long full(long total) {
        return Math.min(full, total / FULL_SHARE);
    }

    private RoomLevel plain(long free, long total) {
        if (free < full(total) / NONE_SHARE) {
            return RoomLevel.NONE;
        }
        if (free < full(total)) {
            return RoomLevel.FULL;
        }
        return free < low(total) ? RoomLevel.LOW : RoomLevel.ENOUGH;
    }
}
