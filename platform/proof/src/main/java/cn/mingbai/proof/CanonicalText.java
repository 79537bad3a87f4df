package cn.mingbai.proof;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a list of records is written down before it is hashed, so that the same facts always give the same
 * bytes and different facts never do.
 *
 * <p>Form 1:
 *
 * <ul>
 *   <li>UTF-8 without byte-order mark; every line ends with one line feed (U+000A), the last one too.
 *   <li>A line is its fields in a fixed order, parted by one tab (U+0009). The first field is a word that names the kind of
 *       line. A line has at least one field.
 *   <li>A field is text in Unicode normalisation form C. In it a backslash is written {@code \\}, a tab {@code \t}, a line
 *       feed {@code \n} and a carriage return {@code \r}; every other character stands for itself. So an unescaped tab or
 *       line feed only ever parts.
 *   <li>Nothing is written {@code \N}; the empty text is written as nothing at all. The two differ.
 *   <li>Whole numbers are decimal digits without leading zeros, negative ones with {@code -}; yes and no are {@code 1} and
 *       {@code 0}; days are {@code 2026-11-25}; instants are in UTC to the microsecond with a {@code Z},
 *       {@code 2026-11-25T04:00:00.000000Z}; bytes are lower-case hexadecimal digits.
 *   <li>The order of lines belongs to what is written; whoever writes a set sorts it by numbers of its own, never by a
 *       collation.
 * </ul>
 *
 * <p>A text with half a character (a lone surrogate) has no such form and is refused.
 */
public final class CanonicalText {

    /** The version of the form described here. */
    public static final int FORM = 1;

    private static final String NOTHING = "\\N";

    private final StringBuilder text = new StringBuilder();

    /** An empty text. */
    public CanonicalText() {}

    /**
     * Adds a line.
     *
     * @param kind the word that names the kind of line
     * @param fields text, a whole number, a boolean, a day, an instant, bytes, or null for nothing
     * @throws IllegalArgumentException for any other type, or a text with half a character
     */
    public CanonicalText line(String kind, @Nullable Object... fields) {
        text.append(escaped(kind));
        for (var field : fields) {
            text.append('\t').append(field(field));
        }
        text.append('\n');
        return this;
    }

    /** The bytes to hash. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text. */
    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * The fields of each line of a canonical text.
     *
     * @throws IllegalArgumentException when the text is not one that {@link #line} writes, to the last character
     */
    public static List<List<@Nullable String>> parse(String canonical) {
        var lines = new ArrayList<List<@Nullable String>>();
        var from = 0;
        while (from < canonical.length()) {
            var end = canonical.indexOf('\n', from);
            if (end < 0) {
                throw new IllegalArgumentException("expected a line feed at the end of line " + (lines.size() + 1));
            }
            var fields = new ArrayList<@Nullable String>();
            for (var field : canonical.substring(from, end).split("\t", -1)) {
                fields.add(field.equals(NOTHING) ? null : unescaped(field));
            }
            lines.add(fields);
            from = end + 1;
        }
        return lines;
    }

    /**
     * What a canonical text says, if writing that gives the same text again.
     *
     * @param read reads the lines; whatever it throws means that they are not as expected
     * @throws IllegalArgumentException when the text is anything else
     */
    public static <T> T parse(
            String canonical, Function<List<List<@Nullable String>>, T> read, Function<T, CanonicalText> write) {
        try {
            var said = read.apply(parse(canonical));
            if (!write.apply(said).toString().equals(canonical)) {
                throw new IllegalArgumentException("expected a text in its canonical form");
            }
            return said;
        } catch (IllegalArgumentException malformed) {
            throw malformed;
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("expected other lines", malformed);
        }
    }

    /**
     * The text of bytes that should be a canonical text.
     *
     * @throws IllegalArgumentException when they are not UTF-8
     */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("expected UTF-8", malformed);
        }
    }

    /** A text in normalisation form C, as a field holds it. */
    public static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** An instant as a field holds it. */
    public static String instant(Instant instant) {
        var micros = instant.truncatedTo(ChronoUnit.MICROS);
        return "%s.%06dZ"
                .formatted(micros.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""), micros.getNano() / 1000);
    }

    private static String field(@Nullable Object field) {
        return switch (field) {
            case null -> NOTHING;
            case String string -> escaped(string);
            case Integer number -> Integer.toString(number);
            case Long number -> Long.toString(number);
            case Boolean yes -> yes ? "1" : "0";
            case LocalDate day -> day.toString();
            case Instant instant -> instant(instant);
            case byte[] bytes -> java.util.HexFormat.of().formatHex(bytes);
            default ->
                throw new IllegalArgumentException("expected text, a whole number, a boolean, a day, an instant or"
                        + " bytes, but got " + field.getClass().getName());
        };
    }

    private static String escaped(String string) {
        for (var i = 0; i < string.length(); i++) {
            var c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(
                        "expected whole characters, but got half a one: U+%04X".formatted((int) c));
            }
        }
        var normalised = normalised(string);
        var escaped = new StringBuilder(normalised.length());
        for (var i = 0; i < normalised.length(); i++) {
            var c = normalised.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescaped(String field) {
        if (field.indexOf('\\') < 0 && field.indexOf('\r') < 0) {
            return checked(field);
        }
        var text = new StringBuilder(field.length());
        for (var i = 0; i < field.length(); i++) {
            var c = field.charAt(i);
            if (c == '\\') {
                i++;
                switch (i < field.length() ? field.charAt(i) : ' ') {
                    case '\\' -> text.append('\\');
                    case 't' -> text.append('\t');
                    case 'n' -> text.append('\n');
                    case 'r' -> text.append('\r');
                    default -> throw malformed(field);
                }
            } else if (c == '\r') {
                throw malformed(field);
            } else {
                text.append(c);
            }
        }
        return checked(text.toString());
    }

    private static String checked(String text) {
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw malformed(text);
        }
        return text;
    }

    private static IllegalArgumentException malformed(String field) {
        return new IllegalArgumentException(
                "expected a field of a canonical text, but got " + Arrays.toString(field.toCharArray()));
    }
}
