package cn.mingbai.core.ui;

import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field for a day, written 2026-01-02 whatever the reader's language. */
public final class DayPicker extends DatePicker {

    /** A field under {@code label} that shows {@code day}, or nothing. */
    public DayPicker(String label, @Nullable LocalDate day) {
        super(label);
        setLocale(Locale.SIMPLIFIED_CHINESE);
        var format = new DatePickerI18n();
        format.setDateFormat("yyyy-MM-dd");
        setI18n(format);
        setValue(day);
    }
}
