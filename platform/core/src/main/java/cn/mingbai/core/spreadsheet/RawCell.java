package cn.mingbai.core.spreadsheet;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A cell before its column's kind is applied. */
sealed interface RawCell {

    /** An absent or blank cell. */
    RawCell EMPTY = new Text("");

    /** Text as the file has it. */
    record Text(String value) implements RawCell {}

    /** A number that a spreadsheet keeps as a number. */
    record Numeric(BigDecimal value) implements RawCell {}

    /** A number that the spreadsheet shows as a day. */
    record Day(LocalDate value) implements RawCell {}

    /** A cell showing an error such as {@code #N/A}. */
    record Faulty(String value) implements RawCell {}

    /** Whether the user sees nothing there. */
    default boolean isBlank() {
        return this == EMPTY
                || this instanceof Text text && CellText.tidied(text.value()).isEmpty();
    }

    /** The cell as a heading or in a message. */
    default String shown() {
        return switch (this) {
            case Text text -> CellText.tidied(text.value());
            case Numeric number -> CellText.plain(number.value());
            case Day day -> day.value().toString();
            case Faulty faulty -> faulty.value();
        };
    }
}
