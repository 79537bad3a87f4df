package cn.mingbai.app.operating;

import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Takes out of structured logs what a library may say of its own accord: the value that a unique key refused, the number
 * that could not be read. Mingbai itself logs numbers of rows, never names, phones, ID-card numbers or codes.
 */
class LogMask implements StructuredLoggingJsonMembersCustomizer<Object> {

    static final String HIDDEN = "***";

    private static final Pattern PERSONAL = Pattern.compile(
            // Citizens' numbers (GB 11643), mobile phones, tokens of printed codes and keys, and what a database
            // quotes.
            "(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9}|[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26})(?![0-9A-Za-z])"
                    + "|(?<=Duplicate entry ')[^\\n]*?(?=' for key)"
                    + "|(?<=[Ii]ncorrect \\w{1,20} value: ')[^\\n]*?(?=' for column)");

    @Override
    public void customize(JsonWriter.Members<Object> members) {
        members.applyingValueProcessor(JsonWriter.ValueProcessor.of(
                Object.class, value -> value instanceof CharSequence text ? masked(text) : value));
    }

    static String masked(CharSequence text) {
        return PERSONAL.matcher(text).replaceAll(HIDDEN);
    }
}
