package cn.mingbai.materials.boards;

import cn.mingbai.core.attachments.Attachments;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a photo that is larger than the server takes apart: without this, the token in the form would not be found, and
 * the worker would read a bare error instead of what to do.
 */
@Component
@Order(LargePhotoFilter.BEFORE_BODIES_ARE_LIMITED)
class LargePhotoFilter extends OncePerRequestFilter {

    static final int BEFORE_BODIES_ARE_LIMITED = Ordered.HIGHEST_PRECEDENCE + 4;

    /** A photo of the most that is taken, and what a form puts around it. */
    private static final long TAKEN =
            Attachments.MAX_BYTES + DataSize.ofKilobytes(512).toBytes();

    /** Read to its end, or the phone would see the line break instead of the answer; beyond this it may. */
    private static final long READ = DataSize.ofMegabytes(40).toBytes();

    private static final String PATH = "/board/photo/";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !request.getServletPath().matches(PATH + "[0-9a-fA-F-]{36}")
                || request.getContentLengthLong() <= TAKEN;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() <= READ) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(
                HttpHeaders.LOCATION,
                request.getContextPath() + "/board/receipt/"
                        + request.getServletPath().substring(PATH.length()) + "?large");
    }
}
