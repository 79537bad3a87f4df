package cn.mingbai.core.identity;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.SignedIn;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The principal of a signed-in session.
 *
 * @param since when it signed in
 * @param reset when the account's sessions were last ended, as it stood then; a session ends when that has changed. It is
 *     never compared with {@code since}: the clock may have been set back between them
 * @param hasSecondFactor whether a code of the authenticator was shown, or none is asked of a demo log-in
 * @param mustChangePassword whether the password was too old when it signed in
 */
record AccountPrincipal(
        Caller caller,
        String loginName,
        Instant since,
        Instant reset,
        boolean hasSecondFactor,
        boolean mustChangePassword)
        implements SignedIn, AuthenticatedPrincipal, Principal, Serializable {

    @Override
    public String getName() {
        return loginName;
    }

    // Since when stays: showing a second factor does not prolong the session.
    AccountPrincipal withSecondFactor() {
        return new AccountPrincipal(caller, loginName, since, reset, true, mustChangePassword);
    }

    AccountPrincipal withNewPassword(Instant now, Instant resetThen) {
        return new AccountPrincipal(caller, loginName, now, resetThen, hasSecondFactor, false);
    }
}
