package cn.mingbai.quizzes.scenarios;

import cn.mingbai.quizzes.rules.WorkCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Locale;

/** How amounts and days read in a scenario. */
final class Wording {

    private static final String WEEKDAYS = "一二三四五六日";

    private Wording() {}

    /** For example {@code 1,200元}. */
    static String yuan(BigDecimal amount) {
        return plain(amount) + "元";
    }

    static String yuan(int amount) {
        return yuan(BigDecimal.valueOf(amount));
    }

    /** For example {@code 1,200} or {@code 66.67}. */
    static String plain(BigDecimal amount) {
        var stripped = amount.stripTrailingZeros();
        return String.format(Locale.ROOT, stripped.scale() > 0 ? "%,.2f" : "%,.0f", stripped);
    }

    /** For example {@code 2026年8月3日（周一）}. */
    static String day(LocalDate day) {
        return day.getYear() + "年" + dayOfYear(day) + "（" + weekday(day) + "）";
    }

    /** For example {@code 8月3日（周一）}. */
    static String shortDay(LocalDate day) {
        return dayOfYear(day) + "（" + weekday(day) + "）";
    }

    /** For example {@code 8月3日}. */
    static String dayOfYear(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static String weekday(LocalDate day) {
        var index = day.getDayOfWeek().getValue() - 1;
        return "周" + WEEKDAYS.charAt(index);
    }

    /** What the calendar says about the days between two, so that the question can be answered from its text alone. */
    static String calendar(WorkCalendar calendar, LocalDate from, LocalDate to) {
        var parts = new ArrayList<String>();
        LocalDate first = null;
        LocalDate last = null;
        // A holiday that is under way at the beginning is told from its first day.
        var since = from;
        while (calendar.isHoliday(since)) {
            since = since.minusDays(1);
        }
        for (var day : calendar.holidays(since, to).keySet()) {
            if (first != null && last != null && day.equals(last.plusDays(1))) {
                last = day;
                continue;
            }
            if (first != null && last != null) {
                parts.add(span(first, last) + "放假");
            }
            first = day;
            last = day;
        }
        if (first != null && last != null) {
            parts.add(span(first, last) + "放假");
        }
        calendar.workedWeekends(since, to).forEach(day -> parts.add(shortDay(day) + "上班"));
        return parts.isEmpty() ? "题设：这段时间没有放假和调休，周六、周日休息。" : "题设：这段时间里，" + String.join("，", parts) + "，其余周六、周日休息。";
    }

    private static String span(LocalDate first, LocalDate last) {
        return first.equals(last) ? shortDay(first) : dayOfYear(first) + "至" + dayOfYear(last);
    }
}
