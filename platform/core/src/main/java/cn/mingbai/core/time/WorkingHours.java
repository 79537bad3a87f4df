package cn.mingbai.core.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;

/**
 * The hours in which somebody may be reached on account of their work: Monday to Friday, 8:00 to 18:00 in Asia/Shanghai. A
 * public holiday in them is not known, and nothing is so urgent that it would need one.
 */
public final class WorkingHours {

    private static final LocalTime FROM = LocalTime.of(8, 0);
    private static final LocalTime TO = LocalTime.of(18, 0);

    private WorkingHours() {}

    /** Whether an instant lies in them. */
    public static boolean include(Instant instant) {
        var local = instant.atZone(Times.ZONE);
        var day = local.getDayOfWeek();
        return day != DayOfWeek.SATURDAY
                && day != DayOfWeek.SUNDAY
                && !local.toLocalTime().isBefore(FROM)
                && local.toLocalTime().isBefore(TO);
    }
}
