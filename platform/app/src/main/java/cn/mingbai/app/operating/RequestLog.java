package cn.mingbai.app.operating;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a number that stands beside every line it logs, the proxy's own if that sends one, so that a line of
 * the proxy's log leads to the application's. Counts answers by their status: refusals and failures are what an operator
 * watches.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLog extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";
    static final String FIELD = "request";

    /** What nginx sends, 32 hexadecimal digits; anything else may be a client's and could forge lines. */
    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{32}");

    private final ObjectProvider<MeterRegistry> registry;
    private final Map<Integer, Counter> answers = new ConcurrentHashMap<>();

    RequestLog(ObjectProvider<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(FIELD, number(request.getHeader(HEADER)));
        try {
            chain.doFilter(request, response);
            count(response.getStatus());
        } catch (ServletException | IOException | RuntimeException failed) {
            count(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw failed;
        } finally {
            MDC.remove(FIELD);
        }
    }

    private String number(@Nullable String sent) {
        if (sent != null && NUMBER.matcher(sent).matches()) {
            return sent;
        }
        // Tells lines apart and protects nothing, so it need not be hard to guess.
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private void count(int status) {
        var counter = answers.get(status);
        if (counter == null) {
            var meters = registry.getIfAvailable();
            if (meters == null) {
                return;
            }
            counter = answers.computeIfAbsent(
                    status,
                    code -> Counter.builder("mingbai.answers")
                            .description("Requests answered, by the status of the answer")
                            .tag("status", String.valueOf(code))
                            .register(meters));
        }
        counter.increment();
    }
}
