package cn.mingbai.core.start;

/**
 * A start that cannot go on until somebody does something. Its message is one English sentence that says what to do; it is
 * printed instead of a stack trace.
 */
public class StartRefused extends IllegalStateException {

    /**
     * A refusal.
     *
     * @param sentence what was expected, what was found, and the next step
     */
    public StartRefused(String sentence) {
        super(sentence);
    }

    /** A refusal with its cause, for the log. */
    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
