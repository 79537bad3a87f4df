package cn.mingbai.households.devices;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * Tells the page behind a household's code that it is open in the browser in which a worker's phone is registered. It opens
 * nothing: it names the installation, which is no secret, and is set for that page alone. Whoever never registered a phone
 * has none.
 */
public final class PhoneMark {

    private static final String NAME = "mb-phone";
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Duration KEPT = Duration.ofDays(400);

    private PhoneMark() {}

    /**
     * The mark of a phone that was just registered.
     *
     * @param secure whether it was registered over a line that nobody listens in to
     */
    public static ResponseCookie of(UUID installation, boolean secure) {
        return ResponseCookie.from(NAME, installation.toString())
                .path("/H")
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build();
    }

    /** The installation that a request names, or null; it may name any. */
    public static @Nullable UUID read(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (var cookie : request.getCookies()) {
                if (cookie.getName().equals(NAME)
                        && FORM.matcher(cookie.getValue()).matches()) {
                    return UUID.fromString(cookie.getValue());
                }
            }
        }
        return null;
    }
}
