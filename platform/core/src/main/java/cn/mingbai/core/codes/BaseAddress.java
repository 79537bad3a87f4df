package cn.mingbai.core.codes;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** An address at which the server is reached: a scheme and a host, perhaps a port, without a path. */
public final class BaseAddress {

    /** A path would be lost in capitals, and other characters do not fit the alphanumeric alphabet of QR. */
    private static final Pattern FORM = Pattern.compile("(?i)https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?");

    private BaseAddress() {}

    /** Whether {@code base} is a scheme and a host. */
    public static boolean isOne(String base) {
        return FORM.matcher(base).matches();
    }

    /** The address as it is typed, without spaces around it and slashes at its end. */
    public static String trimmed(String base) {
        return base.strip().replaceAll("/+$", "");
    }

    /** The host in lower case, or nothing when there is none. */
    public static String host(String base) {
        return Objects.requireNonNullElse(
                URI.create(base.toLowerCase(Locale.ROOT)).getHost(), "");
    }
}
