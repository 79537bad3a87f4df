package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Language;
import cn.mingbai.core.outage.DiskRoom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the log-in pages need of a security chain; the application applies it to the one that signs people in. */
@Component
@Internal
public class SignIn {

    /** The pages that open before signing in. */
    public static final String[] OPEN_PAGES = {"/login", "/first-login", "/setup/*", "/logout"};

    /** The pages of who is signed in by one factor, or by a password that is too old. */
    public static final String[] STEPS = {"/second-factor", "/second-factor/enrol", "/password"};

    private static final Set<String> FORMS =
            Set.of("/login", "/first-login", "/logout", "/second-factor", "/second-factor/enrol", "/password");

    private final SessionRules rules;
    private final Access access;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final DiskRoom room;

    SignIn(SessionRules rules, Access access, Audit audit, TransactionTemplate transactions, DiskRoom room) {
        this.rules = rules;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
        this.room = room;
    }

    /** Adds the log-in form's failures, the way back, the language choice and the ends of sessions to {@code http}. */
    public void apply(HttpSecurity http) throws Exception {
        http.formLogin(form -> form.loginPage("/login")
                .permitAll()
                .authenticationDetailsSource(DeviceCookie.Details::new)
                .failureHandler(SignIn::tellFailure));
        http.logout(logout -> logout.addLogoutHandler(this::recordSignOut));
        http.exceptionHandling(exceptions -> exceptions.accessDeniedHandler(SignIn::tellStale));
        var pages = pages();
        var asked = askedFor(pages);
        http.setSharedObject(RequestCache.class, asked);
        http.addFilterBefore(Language.keepingChoice(), SecurityContextHolderFilter.class);
        http.addFilterBefore(new RoomToSignIn(room), LogoutFilter.class);
        http.addFilterBefore(new SessionGuard(rules), LogoutFilter.class);
        http.addFilterBefore(new PendingSteps(rules, pages, asked), LogoutFilter.class);
    }

    /** Remembers the page first asked for, and nothing that a page loads on its own. */
    private static RequestCache askedFor(RequestMatcher pages) {
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(pages);
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    private static RequestMatcher pages() {
        var html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return new AndRequestMatcher(request -> "GET".equals(request.getMethod()), html);
    }

    private static void tellFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LogInPace.await(request);
        var reason = failure.getCause() instanceof RuleViolation
                ? "busy"
                : switch (failure) {
                    case LockedException locked -> "locked";
                    case AccountAuthentication.MergedException merged -> "merged";
                    case DisabledException disabled -> "no-duty";
                    default -> "wrong";
                };
        response.sendRedirect(request.getContextPath() + "/login?error=" + reason);
    }

    /** A form left open until its session ended asks to be filled in again, instead of showing a bare 403. */
    private static void tellStale(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, jakarta.servlet.ServletException {
        var accepted = request.getHeader("Accept");
        if (denied instanceof CsrfException && accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            var path = FORMS.contains(request.getServletPath()) ? request.getServletPath() : "/login";
            response.sendRedirect(request.getContextPath() + path + "?error=stale");
            return;
        }
        new AccessDeniedHandlerImpl().handle(request, response, denied);
    }

    private void recordSignOut(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication != null && authentication.getPrincipal() instanceof AccountPrincipal principal) {
            var caller = principal.caller();
            var division = access.held(caller.person().value()).stream()
                    .findFirst()
                    .map(Access.Held::division)
                    .orElse(null);
            transactions.executeWithoutResult(status -> audit.recordFor(
                    caller.person(), caller.name(), "account.sign-out", "account " + caller.account(), division, ""));
        }
    }
}
