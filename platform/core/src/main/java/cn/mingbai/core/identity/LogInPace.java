package cn.mingbai.core.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * Answers each refused log-in after the same time, so that what was looked up and written for it cannot be measured. The
 * hash of a password is computed for unknown names as well; this covers what the database does besides.
 */
final class LogInPace {

    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final String BEGAN = LogInPace.class.getName() + ".began";

    private LogInPace() {}

    static void begin(HttpServletRequest request) {
        request.setAttribute(BEGAN, System.nanoTime());
    }

    static void await(HttpServletRequest request) {
        if (!(request.getAttribute(BEGAN) instanceof Long began)) {
            return;
        }
        try {
            Thread.sleep(ANSWER.minusNanos(System.nanoTime() - began));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
