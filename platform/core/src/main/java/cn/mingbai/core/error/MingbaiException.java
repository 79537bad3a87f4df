package cn.mingbai.core.error;

import java.util.Arrays;
import java.util.List;

/**
 * An error that a person can act on: a message key with arguments, translated where it is shown. The next step belongs
 * into the message text.
 */
public abstract sealed class MingbaiException extends RuntimeException
        permits NotFound, AccessRefused, Conflict, RuleViolation, NoRoom {

    private final String key;
    private final transient Object[] arguments;

    MingbaiException(String key, Object... arguments) {
        super(key + " " + Arrays.toString(arguments));
        this.key = key;
        this.arguments = arguments;
    }

    /** The key of the sentence in the resource bundles. */
    public String key() {
        return key;
    }

    /** The arguments of the sentence, in order. */
    public List<Object> arguments() {
        return List.of(arguments);
    }
}
