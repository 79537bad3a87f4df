package cn.mingbai.app.limits;

import cn.mingbai.app.limits.Counted.Each;
import cn.mingbai.app.limits.Counted.Named;
import cn.mingbai.app.limits.Counted.Shown;
import cn.mingbai.core.codes.Codes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Which requests count against which limits, by their path. */
final class Faces {

    private static final String BEARER = "Bearer ";

    /** Longer than any key, token or log-in name of ours. */
    private static final int LONGEST = 100;

    /** Files, the same for everybody and kept by browsers; nothing of them is read from the database. */
    private static final List<String> FILES = List.of(
            "/mingbai/",
            "/webjars/",
            "/VAADIN/",
            "/public/",
            "/V/app/",
            "/V/sw.js",
            "/V/manifest.webmanifest",
            "/error",
            "/actuator/",
            "/favicon.ico");

    private static final Set<String> VISIT_APP_CALLS = Set.of("pack", "records", "standing");

    private Faces() {}

    /** What {@code request} counts against; nothing for files and whoever has a session. */
    static Counted of(HttpServletRequest request) {
        var source = Source.of(request);
        var path = request.getServletPath();
        var parts = path.split("/", 4);
        var first = parts.length > 1 ? parts[1] : "";
        var second = parts.length > 2 ? parts[2] : "";
        var third = parts.length > 3 ? parts[3] : "";
        return switch (first) {
            case "Q" ->
                new Shown(
                        Limit.ANSWERING_ATTEMPT,
                        shortened(second),
                        new Named(Limit.ANSWERING_ADDRESS, source),
                        // The page itself is the same for every token.
                        !third.isEmpty());
            case "V", "v" -> visitApp(request, source, second);
            case "api" ->
                new Shown(
                        Limit.FEED_KEY,
                        bearer(request),
                        new Named(Limit.FEED_ADDRESS, source),
                        // The description is for everybody.
                        !path.endsWith("/openapi.json"));
            case "H", "h", "T", "t", "B", "b", "P", "p", "C", "c", "R", "r" ->
                isPost(request)
                        ? Each.of(
                                new Named(Limit.CONFIRMATION_HOUSEHOLD, Codes.normalised(shortened(second))),
                                new Named(Limit.CONFIRMATION_ADDRESS, source))
                        : Each.of(new Named(Limit.PUBLIC_PAGE_ADDRESS, source));
            case "login", "first-login" -> logIn(request, source, first);
            case "second-factor", "password" ->
                isPost(request) ? Each.of(new Named(Limit.LOG_IN_ADDRESS, source)) : session(request, source, path);
            case "setup" -> Each.of(new Named(Limit.SET_UP_ADDRESS, source));
            default -> session(request, source, path);
        };
    }

    private static Counted visitApp(HttpServletRequest request, String source, String call) {
        if (VISIT_APP_CALLS.contains(call)) {
            return new Shown(Limit.VISIT_APP_PHONE, bearer(request), new Named(Limit.VISIT_APP_ADDRESS, source), true);
        }
        var path = request.getServletPath();
        if (path.equals("/V/devices") || path.equals("/V/sign-in")) {
            return session(request, source, path);
        }
        return isFile(path)
                ? Each.of()
                : Each.of(new Named(
                        path.equals("/V/devices/bound") ? Limit.BINDING_ADDRESS : Limit.VISIT_APP_ADDRESS, source));
    }

    private static Counted logIn(HttpServletRequest request, String source, String form) {
        if (!isPost(request)) {
            return session(request, source, request.getServletPath());
        }
        var name = request.getParameter(form.equals("login") ? "username" : "loginName");
        return Each.of(
                new Named(Limit.LOG_IN_ADDRESS, source),
                // Together with the source: a stranger elsewhere keeps nobody from logging in.
                new Named(Limit.LOG_IN_ACCOUNT, shortened(name == null ? "" : name.strip()) + " " + source));
    }

    /** A request that would make a session. */
    private static Counted session(HttpServletRequest request, String source, String path) {
        return isFile(path) || request.isRequestedSessionIdValid()
                ? Each.of()
                : Each.of(new Named(Limit.SESSION_ADDRESS, source));
    }

    private static boolean isFile(String path) {
        return FILES.stream().anyMatch(path::startsWith);
    }

    private static boolean isPost(HttpServletRequest request) {
        return "POST".equals(request.getMethod());
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) && header.length() <= LONGEST
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
