package cn.mingbai.core.error;

/** The caller's roles and duties do not allow the action anywhere. */
public final class AccessRefused extends MingbaiException {

    public AccessRefused(String key, Object... arguments) {
        super(key, arguments);
    }
}
