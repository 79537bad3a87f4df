package cn.mingbai.core.web;

import cn.mingbai.core.error.NotFound;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values as they stand in a form or an address, written by anybody: what is none is empty or not found, never an error. */
public final class FormText {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");

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

    /**
     * The id that a form or a phone made, written in full; one of a form that RFC 9562 does not know is none: the database
     * would not take it.
     */
    public static Optional<UUID> uuid(String text) {
        return UUID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
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
