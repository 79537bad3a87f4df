package cn.mingbai.core.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** What pages do with the session of who is signed in. */
final class SignedInSession {

    private static final HttpSessionRequestCache ASKED = new HttpSessionRequestCache();

    private SignedInSession() {}

    static UsernamePasswordAuthenticationToken authenticated(AccountPrincipal principal) {
        return UsernamePasswordAuthenticationToken.authenticated(
                principal, null, List.of(new SimpleGrantedAuthority("ROLE_USER")));
    }

    /** Who is signed in by name and password; empty for anybody else. */
    static Optional<AccountPrincipal> principal() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof AccountPrincipal principal
                ? Optional.of(principal)
                : Optional.empty();
    }

    /** Goes on with more rights than before: under a new id, so that whoever knew the old one has nothing. */
    static void replace(HttpServletRequest request, HttpServletResponse response, AccountPrincipal principal) {
        renew(request);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authenticated(principal));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    private static void renew(HttpServletRequest request) {
        request.changeSessionId();
    }

    /** Leads to the page that was asked for first, or home. */
    static void goOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var asked = ASKED.getRequest(request, response);
        if (asked == null) {
            response.sendRedirect(request.getContextPath() + "/");
            return;
        }
        ASKED.removeRequest(request, response);
        response.sendRedirect(asked.getRedirectUrl());
    }
}
