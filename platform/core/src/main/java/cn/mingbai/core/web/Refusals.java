package cn.mingbai.core.web;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** How a page that is not Flow answers an error that a person can act on. */
public final class Refusals {

    private static final HttpSessionRequestCache ASKED = new HttpSessionRequestCache();

    private Refusals() {}

    /** Leads to the page that asks for the second factor, which leads back to what was asked for. */
    public static ResponseEntity<String> secondFactor(HttpServletRequest request, HttpServletResponse response) {
        ASKED.saveRequest(request, response);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.getContextPath() + "/second-factor"))
                .build();
    }

    /** 404, 403, 409 or 422. */
    public static HttpStatus status(MingbaiException error) {
        return switch (error) {
            case NotFound notFound -> HttpStatus.NOT_FOUND;
            case AccessRefused refused -> HttpStatus.FORBIDDEN;
            case Conflict conflict -> HttpStatus.CONFLICT;
            case RuleViolation violation -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
