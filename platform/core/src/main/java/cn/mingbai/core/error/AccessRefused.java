package cn.mingbai.core.error;

/** The caller's roles and duties do not allow the action anywhere. */
public sealed class AccessRefused extends MingbaiException permits SecondFactorNeeded {

    public AccessRefused(String key, Object... arguments) {
        super(key, arguments);
    }
}
