package cn.mingbai.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a line of a canonical text, one after the other. Whatever is not as asked is an {@link IllegalArgumentException}. */
public final class CanonicalFields {

    private final List<@Nullable String> fields;
    private int next = 1;

    /**
     * The fields of a line as {@link CanonicalText#parse} gives it.
     *
     * @param kind the kind that the line must be of
     */
    public CanonicalFields(List<@Nullable String> fields, String kind) {
        if (!kind.equals(fields.getFirst())) {
            throw new IllegalArgumentException("expected a line of kind " + kind + ", but got " + fields.getFirst());
        }
        this.fields = fields;
    }

    /** Expects the numbers of a layout and of the {@link CanonicalText#FORM} next. */
    public CanonicalFields layout(int layout) {
        if (whole() != layout || whole() != CanonicalText.FORM) {
            throw new IllegalArgumentException("expected layout " + layout + " in form " + CanonicalText.FORM);
        }
        return this;
    }

    /** The next field, null for nothing. */
    public @Nullable String any() {
        if (next >= fields.size()) {
            throw new IllegalArgumentException("expected more than " + (fields.size() - 1) + " fields");
        }
        return fields.get(next++);
    }

    /** The next field, which must be there. */
    public String text() {
        var text = any();
        if (text == null) {
            throw new IllegalArgumentException("expected a text, but got nothing");
        }
        return text;
    }

    /** The next field as a whole number. */
    public long number() {
        return Long.parseLong(text());
    }

    /** The next field as a whole number, null for nothing. */
    public @Nullable Long numberOrNothing() {
        var number = any();
        return number == null ? null : Long.valueOf(number);
    }

    /** The next field as a whole number of 32 bits. */
    public int whole() {
        return Integer.parseInt(text());
    }

    /** The next field as a day. */
    public LocalDate day() {
        return LocalDate.parse(text());
    }

    /** The next field as a day, null for nothing. */
    public @Nullable LocalDate dayOrNothing() {
        var day = any();
        return day == null ? null : LocalDate.parse(day);
    }

    /** The next field as an instant. */
    public Instant instant() {
        return Instant.parse(text());
    }

    /** The next field as a digest, null for nothing. */
    public @Nullable Digest digestOrNothing() {
        var digest = any();
        return digest == null ? null : Digest.parse(digest);
    }

    /** The next field as yes or no. */
    public boolean yes() {
        return text().equals("1");
    }
}
