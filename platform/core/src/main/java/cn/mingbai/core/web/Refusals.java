package cn.mingbai.core.web;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import org.springframework.http.HttpStatus;

/** How a page that is not Flow answers an error that a person can act on. */
public final class Refusals {

    private Refusals() {}

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
