package cn.mingbai.core.identity;

import cn.mingbai.core.error.RuleViolation;

/** What a form that sets a password asks of it. */
final class NewPassword {

    private NewPassword() {}

    /**
     * Checks that the password was typed the same way twice.
     *
     * @throws RuleViolation when it was not
     */
    static void requireSame(String password, String again) {
        if (!password.equals(again)) {
            throw new RuleViolation("core.identity.password-differs");
        }
    }
}
