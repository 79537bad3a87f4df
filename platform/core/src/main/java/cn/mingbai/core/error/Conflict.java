package cn.mingbai.core.error;

/** Somebody else changed it first, or the same id came with other content. */
public final class Conflict extends MingbaiException {

    public Conflict(String key, Object... arguments) {
        super(key, arguments);
    }
}
