package cn.mingbai.app.limits;

import cn.mingbai.core.i18n.Language;
import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses what comes too often, before anything is looked up, hashed or kept for it: 429 with {@code Retry-After}, a page for
 * people and {@code {"problem": "too-often", "message": …}} for calls, whose pages then wait and try again.
 *
 * @see "ADR 0050"
 */
@Component
public class RateLimits {

    private final Limits limits;
    private final Texts texts;

    RateLimits(Limits limits, Texts texts) {
        this.limits = limits;
        this.texts = texts;
    }

    /** Puts the limits into {@code http}: behind the headers, which a refusal bears too, and before everything else. */
    public void apply(HttpSecurity http) {
        http.addFilterAfter(
                new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws ServletException, IOException {
                        filter(request, response, chain);
                    }
                },
                HeaderWriterFilter.class);
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var counted = Faces.of(request);
        var wait = limits.take(counted);
        if (wait > 0) {
            refuse(request, response, wait);
            return;
        }
        chain.doFilter(request, response);
        limits.answered(counted, response.getStatus());
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, long wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var sentence = sentence(request.getServletPath());
        if (sentence == null) {
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream()
                .write(JsonMapper.shared()
                        .writeValueAsBytes(
                                Map.of("problem", "too-often", "message", texts.get(Language.of(request), sentence))));
    }

    /** The key of what a call is told, or null for a page. */
    private static @Nullable String sentence(String path) {
        if (path.matches("/Q/[^/]*/(?!result$).+")) {
            return "quizzes.call.too-often";
        }
        if (path.matches("/V/(pack|records|standing|devices).*")) {
            return "households.phone.too-often";
        }
        return path.startsWith("/api/") ? "district.feed.too-often" : null;
    }
}
