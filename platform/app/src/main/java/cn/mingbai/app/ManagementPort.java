package cn.mingbai.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Who may ask how the server is: on {@code management.server.port}, where that is a port of its own, everybody who reaches
 * it; on the port of the pages only whether it is healthy, and that only without a port of its own.
 */
@Component
@ConditionalOnWebApplication
class ManagementPort {

    private static final Pattern HEALTH = Pattern.compile("/actuator/health(/(liveness|readiness))?");
    private static final Pattern FIGURES = Pattern.compile("/actuator/prometheus");

    private final Environment environment;

    ManagementPort(Environment environment) {
        this.environment = environment;
    }

    /** Whether this asks for the health, where it is told. */
    boolean showsHealth(HttpServletRequest request) {
        return HEALTH.matcher(request.getRequestURI()).matches() && (port("management") < 0 || on(request));
    }

    /** Whether this asks for figures, where they are told. */
    boolean showsFigures(HttpServletRequest request) {
        return FIGURES.matcher(request.getRequestURI()).matches()
                && on(request)
                && port("management") != port("server");
    }

    private boolean on(HttpServletRequest request) {
        return request.getLocalPort() == port("management");
    }

    /** The port listened on, known once the server has started, or -1. */
    private int port(String which) {
        return environment.getProperty("local." + which + ".port", Integer.class, -1);
    }
}
