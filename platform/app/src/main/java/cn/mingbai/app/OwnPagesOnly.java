package cn.mingbai.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site lets a browser send: whatever may change something, and every web socket. It stands
 * before the tokens of forms, and before the faces that need none. What is no browser says nothing of where it comes from
 * and is let through; it has no cookie that a foreign page could use.
 */
final class OwnPagesOnly extends OncePerRequestFilter {

    private static final Set<String> ONLY_READ = Set.of("GET", "HEAD", "OPTIONS");
    /** Calls whose bodies are JSON; no browser lets another page's form send that. */
    private static final Pattern IN_JSON = Pattern.compile("/V/records|/V/devices(/bound)?|/Q/[^/]+/.+");

    private static final Pattern OF_FORMS = Pattern.compile(
            "\\s*(text/plain|application/x-www-form-urlencoded|multipart/form-data)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var upgrades = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        if ((upgrades || !ONLY_READ.contains(request.getMethod())) && isForeign(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return;
        }
        if (!ONLY_READ.contains(request.getMethod()) && isOfAForm(request)) {
            response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isOfAForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && OF_FORMS.matcher(type).lookingAt()
                && IN_JSON.matcher(request.getRequestURI()).matches();
    }

    private static boolean isForeign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return FOREIGN.contains(site.toLowerCase(Locale.ROOT));
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        // Forms of pages that tell no referrer send "null": those have their token.
        return origin != null && !origin.equals("null") && !isOwn(origin, request);
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        var authority = authority(origin);
        if (authority == null) {
            return false;
        }
        // Behind a proxy the host that the browser asked for stands in one or the other.
        return authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST))
                || authority.equalsIgnoreCase(request.getServerName())
                || authority.equalsIgnoreCase(request.getServerName() + ":" + request.getServerPort());
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
