package cn.mingbai.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;

/**
 * Says {@link BrowserDefences#ALWAYS} before anything else is done: later may be too late, because a forward inside the
 * server ends the answer under every wrapper that waits for that. What a page adds under one of these names replaces it.
 */
final class BrowserHeaders implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        // Again when an error is told: what the page that failed had said is not for the page that says so.
        BrowserDefences.say(asked, answer);
        chain.doFilter(request, new SaidOnce(asked, answer));
    }

    private static final class SaidOnce extends HttpServletResponseWrapper {

        private final HttpServletRequest request;
        private final Set<String> waiting = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        SaidOnce(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
            waiting.addAll(BrowserDefences.ALWAYS.keySet());
        }

        @Override
        public void setHeader(String name, String value) {
            waiting.remove(name);
            if (!isKeptByAViewsCall(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (waiting.contains(name)) {
                setHeader(name, value);
            } else if (!isKeptByAViewsCall(name)) {
                super.addHeader(name, value);
            }
        }

        @Override
        public void reset() {
            super.reset();
            waiting.addAll(BrowserDefences.ALWAYS.keySet());
            BrowserDefences.say(request, (HttpServletResponse) getResponse());
        }

        // What a view shows comes with its calls, and Vaadin lets a browser keep some of them.
        private boolean isKeptByAViewsCall(String name) {
            var query = request.getQueryString();
            return query != null && query.contains("v-r=") && HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name);
        }
    }
}
