package cn.mingbai.core.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No request's body is read beyond a limit, whatever reads it and whether or not it says its length: neither the framework's
 * own calls nor its uploads have one. Forms and their parts are limited by the server itself; whoever takes less says so
 * where it reads.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class BodyLimit extends OncePerRequestFilter {

    /** What a page's call may hold, in bytes: the longest text of an editor many times over. */
    static final long CALL = 4L * 1024 * 1024;

    /** What a field for files may be sent: a file of 10 MB, and a form around it. */
    static final long FILE = 10L * 1024 * 1024 + 64 * 1024;

    private static final String FILES = "/VAADIN/dynamic/resource/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        var limited = new Limited(request, path.startsWith(FILES) ? FILE : CALL);
        try {
            chain.doFilter(limited, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            if (!limited.exceeded) {
                throw failed;
            }
        }
        if (limited.exceeded && !response.isCommitted()) {
            response.resetBuffer();
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long most) {
            super("expected a body of at most " + most + " bytes");
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long most;
        private boolean exceeded;

        Limited(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            var said = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(
                    getInputStream(), said == null ? StandardCharsets.UTF_8 : Charset.forName(said)));
        }

        private final class Counted extends ServletInputStream {

            private final ServletInputStream body;
            private long read;

            Counted(ServletInputStream body) {
                this.body = body;
            }

            @Override
            public int read() throws IOException {
                var one = body.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                // At most one byte more than is taken, to know that there is one.
                var got = body.read(into, offset, (int) Math.min(length, most - read + 1));
                count(Math.max(got, 0));
                return got;
            }

            private void count(int bytes) throws IOException {
                read += bytes;
                if (read > most) {
                    exceeded = true;
                    throw new TooLarge(most);
                }
            }

            @Override
            public boolean isFinished() {
                return body.isFinished();
            }

            @Override
            public boolean isReady() {
                return body.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                body.setReadListener(listener);
            }

            @Override
            public void close() throws IOException {
                body.close();
            }
        }
    }
}
