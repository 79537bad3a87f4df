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
 */
record AccountPrincipal(Caller caller, String loginName, Instant since)
        implements SignedIn, AuthenticatedPrincipal, Principal, Serializable {

    @Override
    public String getName() {
        return loginName;
    }
}
