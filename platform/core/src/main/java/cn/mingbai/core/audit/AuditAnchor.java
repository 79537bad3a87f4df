package cn.mingbai.core.audit;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last row at some time, noted where nobody who changes the database can change it: rows that are taken off the end
 * later leave no other trace.
 *
 * @param id the row's number
 * @param seal its seal or the beginning of it, at least {@link #SHORT} lower-case hexadecimal digits
 */
public record AuditAnchor(long id, String seal) {

    /** How many digits are enough to tell a seal from any other, and short enough to be noted by hand. */
    public static final int SHORT = 16;

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([0-9a-f]{" + SHORT + ",64})");

    static AuditAnchor of(long id, byte[] seal) {
        return new AuditAnchor(id, HexFormat.of().formatHex(seal));
    }

    /** An anchor as {@link #toString()} writes it; empty when the text is none. */
    public static Optional<AuditAnchor> parse(String text) {
        var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() && Long.parseLong(matcher.group(1)) > 0
                ? Optional.of(new AuditAnchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    boolean holds(byte[] stored) {
        return HexFormat.of().formatHex(stored).startsWith(seal);
    }

    /** Short enough to be noted by hand. */
    public String brief() {
        return id + "-" + seal.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return id + "-" + seal;
    }
}
