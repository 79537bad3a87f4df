package cn.mingbai.core.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions by {@link SessionRules}. The request goes on as nobody's: a page leads to the log-in page, which says why
 * and afterwards leads back; a call of an open Vaadin tab learns that its session is gone and reloads.
 */
final class SessionGuard extends OncePerRequestFilter {

    private static final String USED = SessionGuard.class.getName() + ".used";
    private static final String ENDED = SessionGuard.class.getName() + ".ended";

    private final SessionRules rules;

    SessionGuard(SessionRules rules) {
        this.rules = rules;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        var session = request.getSession(false);
        if (session != null
                && authentication != null
                && authentication.getPrincipal() instanceof AccountPrincipal principal) {
            var used = session.getAttribute(USED) instanceof Instant instant ? instant : principal.since();
            var end = rules.end(principal, used);
            if (end.isPresent()) {
                session.invalidate();
                SecurityContextHolder.clearContext();
                request.getSession(true).setAttribute(ENDED, end.get());
            } else if (!isHeartbeat(request)) {
                session.setAttribute(USED, rules.now());
            }
        }
        chain.doFilter(request, response);
    }

    /** Why the visitor's last session ended, told once; null when it did not. */
    static SessionRules.@org.jspecify.annotations.Nullable End takeEnd(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ENDED) instanceof SessionRules.End end)) {
            return null;
        }
        session.removeAttribute(ENDED);
        return end;
    }

    // An open tab sends these by itself.
    private static boolean isHeartbeat(HttpServletRequest request) {
        return "heartbeat".equals(request.getParameter("v-r"));
    }
}
