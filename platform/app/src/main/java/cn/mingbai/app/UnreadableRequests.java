package cn.mingbai.app;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.web.Refusals;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MultipartException;

/**
 * Answers what cannot be read as a request, or is refused where no page of its own says so, as the sender's mistake: neither
 * is a fault of the server, and neither belongs into its log as one.
 */
final class UnreadableRequests implements Filter {

    private static final int DEEPEST = 10;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failed) {
            var status = status(failed);
            if (status == null) {
                throw failed;
            }
            if (response.isCommitted()) {
                // So Tomcat calls it, too, after a body that it could not read: its own exception, bare, is answered
                // 400.
                throwBare(failed);
                throw failed;
            }
            ((HttpServletResponse) response).sendError(status.value());
        }
    }

    private static void throwBare(Throwable failed) throws BadRequestException {
        @Nullable Throwable cause = failed;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof BadRequestException unreadable) {
                throw unreadable;
            }
        }
    }

    /** How it is answered, or null when it is a fault of the server. */
    static @Nullable HttpStatus status(Throwable failed) {
        @Nullable Throwable cause = failed;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof MingbaiException refused) {
                return Refusals.status(refused);
            }
            if (cause instanceof MultipartException
                    || cause instanceof InvalidParameterException
                    || cause instanceof BadRequestException
                    || cause instanceof ClientAbortException
                    || cause instanceof EOFException
                    || isBadlyEncoded(cause)) {
                return HttpStatus.BAD_REQUEST;
            }
        }
        return null;
    }

    // A form's field whose percent signs mean nothing: the decoder of bodies has no exception of its own for it.
    private static boolean isBadlyEncoded(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && Arrays.stream(cause.getStackTrace())
                        .limit(2)
                        .anyMatch(frame -> frame.getClassName().equals(URLDecoder.class.getName())
                                || frame.getMethodName().equals("uriDecode"));
    }
}
