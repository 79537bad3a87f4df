package cn.mingbai.core.identity;

import cn.mingbai.core.codes.Base32;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * A random cookie that only the log-in page sees (the device cookie of OWASP's cheat sheet on authentication). It opens
 * nothing: it only tells a browser from which somebody has signed in before from all others.
 */
final class DeviceCookie {

    /** For how long it is known after its last log-in. */
    static final Duration KEPT = Duration.ofDays(180);

    private static final String NAME = "device";
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceCookie() {}

    /** What a log-in says of its browser beside name and password. */
    static final class Details extends WebAuthenticationDetails {

        private static final long serialVersionUID = 1;

        private final @Nullable String device;

        Details(HttpServletRequest request) {
            super(request);
            device = cookie(request);
            LogInPace.begin(request);
        }

        @Nullable
        String device() {
            return device;
        }
    }

    /** Gives the browser its cookie, unless it has one. */
    static void mark(HttpServletRequest request, HttpServletResponse response) {
        if (cookie(request) != null) {
            return;
        }
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, Base32.encode(bytes))
                        .path(request.getContextPath() + "/login")
                        .maxAge(KEPT)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? null
                : Arrays.stream(cookies)
                        .filter(cookie -> NAME.equals(cookie.getName())
                                && cookie.getValue().matches("[0-9A-Z]{26}"))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
