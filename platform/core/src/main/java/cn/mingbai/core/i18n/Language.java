package cn.mingbai.core.i18n;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Which language a reader wants, on Thymeleaf pages and Vaadin views alike: the parameter {@code ?lang=zh} or {@code en},
 * else the cookie of the same name that an earlier choice left, else the browser's first offered language, else Chinese.
 */
public final class Language {

    /** The name of the parameter and of the cookie. */
    public static final String NAME = "lang";

    private static final Duration KEPT = Duration.ofDays(365);

    private Language() {}

    /** The language of the reader behind {@code request}; one of {@link Texts#LOCALES}. */
    public static Locale of(HttpServletRequest request) {
        return chosen(parameter(request))
                .or(() -> Optional.ofNullable(WebUtils.getCookie(request, NAME))
                        .flatMap(cookie -> chosen(cookie.getValue())))
                .orElseGet(() -> accepted(request));
    }

    /** A cookie that keeps the choice of {@code locale} for a year. */
    public static Cookie cookie(Locale locale, boolean secure) {
        var cookie = new Cookie(NAME, Texts.nearest(locale).getLanguage());
        cookie.setPath("/");
        cookie.setMaxAge((int) KEPT.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    /** Keeps a choice made by {@code ?lang=}; not for the faces that set no cookie. */
    public static OncePerRequestFilter keepingChoice() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                if ("GET".equals(request.getMethod())) {
                    chosen(parameter(request))
                            .ifPresent(locale -> response.addCookie(cookie(locale, request.isSecure())));
                }
                chain.doFilter(request, response);
            }
        };
    }

    // The page that says that a request cannot be read wants to know the language as well.
    private static @org.jspecify.annotations.Nullable String parameter(HttpServletRequest request) {
        try {
            return request.getParameter(NAME);
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    private static Optional<Locale> chosen(@org.jspecify.annotations.Nullable String language) {
        return Texts.LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst();
    }

    private static Locale accepted(HttpServletRequest request) {
        // Without the header the container would answer the server's own language.
        List<Locale> wanted =
                request.getHeader("Accept-Language") == null ? List.of() : Collections.list(request.getLocales());
        return wanted.stream()
                .flatMap(locale -> chosen(locale.getLanguage()).stream())
                .findFirst()
                .orElse(Texts.LOCALES.getFirst());
    }
}
