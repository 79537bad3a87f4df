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
 * @param since when it signed in; sessions older than the account's last reset end
 * @param hasSecondFactor whether a code of the authenticator was shown, or none is asked of a demo log-in
 * @param mustChangePassword whether the password was too old when it signed in
 */
record AccountPrincipal(
        Caller caller, String loginName, Instant since, boolean hasSecondFactor, boolean mustChangePassword)
        implements SignedIn, AuthenticatedPrincipal, Principal, Serializable {

    @Override
    public String getName() {
        return loginName;
    }

    // Since when stays: showing a second factor does not prolong the session.
    AccountPrincipal withSecondFactor() {
        return new AccountPrincipal(caller, loginName, since, true, mustChangePassword);
    }

    AccountPrincipal withNewPassword(Instant now) {
        return new AccountPrincipal(caller, loginName, now, hasSecondFactor, false);
    }
}
