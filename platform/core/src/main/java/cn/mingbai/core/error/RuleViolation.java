package cn.mingbai.core.error;

/** The input breaks a rule; the message names what was expected and what came. */
public final class RuleViolation extends MingbaiException {

    public RuleViolation(String key, Object... arguments) {
        super(key, arguments);
    }
}
