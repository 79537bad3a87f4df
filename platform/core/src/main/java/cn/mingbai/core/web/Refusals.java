package cn.mingbai.core.web;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.HandlerMapping;

/** How a page that is not Flow answers an error that a person can act on. */
public final class Refusals {

    private static final String ASKED = Refusals.class.getName() + ".asked";

    private Refusals() {}

    /**
     * A file that was asked for before a second factor was shown.
     *
     * @param path where it is
     * @param offeredOn the path of the page that offers it
     */
    public record AskedFile(String path, String offeredOn) implements Serializable {}

    /**
     * Leads to the page that asks for the second factor. A browser that is then led to a file stays on the page where it
     * was, so that page offers the file and the way back instead.
     *
     * @param offeredOn the path of the page that offers the file
     */
    public static ResponseEntity<String> secondFactor(HttpServletRequest request, String offeredOn) {
        var base = request.getContextPath();
        request.getSession().setAttribute(ASKED, new AskedFile(request.getRequestURI(), base + offeredOn));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(base + "/second-factor"))
                .build();
    }

    /** A part of the path that a controller was asked by, as it came. */
    public static String variable(HttpServletRequest request, String name) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? String.valueOf(variables.get(name))
                : "";
    }

    /** The file that this session asked for last and was not given; null when there was none. */
    public static @Nullable AskedFile askedFile(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ASKED) instanceof AskedFile asked ? asked : null;
    }

    /** 404, 403, 409, 422 or 507. */
    public static HttpStatus status(MingbaiException error) {
        return switch (error) {
            case NotFound notFound -> HttpStatus.NOT_FOUND;
            case AccessRefused refused -> HttpStatus.FORBIDDEN;
            case Conflict conflict -> HttpStatus.CONFLICT;
            case RuleViolation violation -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NoRoom full -> HttpStatus.INSUFFICIENT_STORAGE;
        };
    }
}
