package cn.mingbai.core.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads whoever has signed in first through what is still missing: a new password for one that is too old, a second factor
 * for the three separated administrators. Afterwards the page that was asked for opens.
 */
final class PendingSteps extends OncePerRequestFilter {

    static final String PASSWORD = "/password";
    static final String SECOND_FACTOR = "/second-factor";

    private static final Set<String> ALWAYS = Set.of("/login", "/first-login", "/logout", "/error", "/favicon.ico");

    private final SessionRules rules;
    private final RequestMatcher pages;
    private final RequestCache asked;

    PendingSteps(SessionRules rules, RequestMatcher pages, RequestCache asked) {
        this.rules = rules;
        this.pages = pages;
        this.asked = asked;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var principal = SignedInSession.principal().orElse(null);
        var path = request.getServletPath();
        if (principal == null || ALWAYS.contains(path) || path.startsWith("/mingbai/")) {
            chain.doFilter(request, response);
            return;
        }
        if (principal.mustChangePassword()) {
            if (PASSWORD.equals(path)) {
                chain.doFilter(request, response);
            } else if (pages.matches(request)) {
                lead(PASSWORD, request, response);
            } else {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            }
            return;
        }
        // Calls of an open page go on: the services refuse what needs the second factor.
        if (!principal.hasSecondFactor()
                && !path.equals(PASSWORD)
                && !path.startsWith(SECOND_FACTOR)
                && pages.matches(request)
                && rules.isSeparated(principal)) {
            lead(SECOND_FACTOR, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private void lead(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        asked.saveRequest(request, response);
        response.sendRedirect(request.getContextPath() + path);
    }
}
