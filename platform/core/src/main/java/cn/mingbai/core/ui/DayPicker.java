package cn.mingbai.core.ui;

import cn.mingbai.core.error.RuleViolation;
import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A field for a day, written 2026-01-02 whatever the reader's language; its calendar speaks that language. */
public final class DayPicker extends DatePicker {

    /** A field under {@code label} that shows {@code day}, or nothing. */
    public DayPicker(String label, @Nullable LocalDate day) {
        super(label);
        // Asked before setLocale, which is about the form of a day and would answer for the words too.
        var words = getLocale();
        var format = new DatePickerI18n();
        format.setDateFormat("yyyy-MM-dd");
        format.setMonthNames(Arrays.stream(Month.values())
                .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, words))
                .toList());
        format.setWeekdays(weekdays(TextStyle.FULL_STANDALONE, words));
        format.setWeekdaysShort(weekdays(TextStyle.NARROW_STANDALONE, words));
        format.setFirstDayOfWeek(1);
        format.setToday(getTranslation(words, "core.day.today"));
        format.setCancel(getTranslation(words, "core.day.cancel"));
        format.setBadInputErrorMessage(getTranslation(words, "core.day.form"));
        setLocale(Locale.SIMPLIFIED_CHINESE);
        setI18n(format);
        setValue(day);
    }

    /** From Sunday on, as the calendar wants them. */
    private static List<String> weekdays(TextStyle style, Locale locale) {
        return IntStream.range(0, 7)
                .mapToObj(day -> DayOfWeek.SUNDAY.plus(day).getDisplayName(style, locale))
                .toList();
    }

    /**
     * The day that was chosen: what was left empty or is no day is never taken for another.
     *
     * @throws RuleViolation when there is none
     */
    public LocalDate chosen() {
        if (getValue() == null) {
            throw new RuleViolation("core.day.form");
        }
        return getValue();
    }
}
