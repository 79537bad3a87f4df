package cn.mingbai.core.error;

/** What was asked for does not exist, or lies outside the caller's reach: both answer alike. */
public final class NotFound extends MingbaiException {

    public NotFound(String key, Object... arguments) {
        super(key, arguments);
    }
}
