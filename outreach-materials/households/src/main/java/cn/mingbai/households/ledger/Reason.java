package cn.mingbai.households.ledger;

import cn.mingbai.core.error.RuleViolation;

/** Why somebody did something, in their own words. */
public final class Reason {

    /** How many characters it has at most. */
    public static final int LENGTH = 200;

    private Reason() {}

    /**
     * A reason as it is kept.
     *
     * @throws RuleViolation unless it has 1 to {@value #LENGTH} characters, none of them a control character but line breaks
     */
    public static String checked(String reason) {
        var why = reason.strip();
        if (why.isEmpty()
                || why.length() > LENGTH
                || why.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new RuleViolation("households.reason.form", LENGTH);
        }
        return why;
    }
}
