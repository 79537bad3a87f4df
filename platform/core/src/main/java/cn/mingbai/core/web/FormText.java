package cn.mingbai.core.web;

import cn.mingbai.core.error.NotFound;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Values as they stand in a form or an address, written by anybody: what is none is empty or not found, never an error. */
public final class FormText {

    private FormText() {}

    /**
     * The number of a row.
     *
     * @throws NotFound when {@code text} is not 1 to 18 digits: there is no such row
     */
    public static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new NotFound("core.access.not-found");
        }
        return Long.parseLong(text);
    }

    /** The id that a form was made with, written in full. */
    public static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** The day written as {@code 2026-11-25}. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    /** The constant of this name. */
    public static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst();
    }
}
