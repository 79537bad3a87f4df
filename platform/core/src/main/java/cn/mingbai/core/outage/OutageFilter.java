package cn.mingbai.core.outage;

import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request that failed for an outage, or would, with its status and one sentence: a page for a browser, {@code
 * problem} and {@code message} for a program. Nothing was stored, and whoever asked may ask again.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class OutageFilter extends OncePerRequestFilter {

    /** The attribute of the request with the key of the sentence, for the page of errors. */
    static final String SENTENCE = "mingbaiOutage";

    private static final Logger LOG = LoggerFactory.getLogger(OutageFilter.class);
    private static final String AGAIN_AFTER_S = "30";

    private static final String WITH_FILES = "multipart/";

    private final Texts texts;
    private final DiskRoom room;

    OutageFilter(Texts texts, DiskRoom room) {
        this.texts = texts;
        this.room = room;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(hasFiles(request) ? new WithoutFiles(request) : request, response);
            return;
        }
        if (room.refusesFiles() && hasFiles(request)) {
            // The server would write them to its temporary folder before anybody could refuse them.
            answer(Outage.DISK_FULL, request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException failed) {
            var outage = Outage.behind(failed);
            if (outage.isEmpty() || response.isCommitted()) {
                throw failed;
            }
            LOG.warn("{} a request with {}: {}", outage.get(), outage.get().status(), root(failed));
            answer(outage.get(), request, response);
        }
    }

    /** The page that says what is wrong needs no files, and reading them might fail as it did before. */
    private static final class WithoutFiles extends HttpServletRequestWrapper {

        WithoutFiles(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static boolean hasFiles(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "")
                .toLowerCase(Locale.ROOT)
                .startsWith(WITH_FILES);
    }

    private void answer(Outage outage, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setHeader(HttpHeaders.RETRY_AFTER, AGAIN_AFTER_S);
        var accepted = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        if (accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            request.setAttribute(SENTENCE, outage.key());
            response.sendError(outage.status());
            return;
        }
        response.setStatus(outage.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        JsonMapper.shared()
                .writeValue(
                        response.getOutputStream(),
                        Map.of(
                                "problem",
                                outage == Outage.DISK_FULL ? "disk-full" : "database-away",
                                "message",
                                texts.get(request.getLocale(), outage.key())));
    }

    private static String root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
