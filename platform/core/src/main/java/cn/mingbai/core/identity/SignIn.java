package cn.mingbai.core.identity;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Language;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.stereotype.Component;

/** What the log-in pages need of a security chain; the application applies it to the one that signs people in. */
@Component
@Internal
public class SignIn {

    /** Adds the log-in form's failures, the language choice and the ends of sessions to {@code http}. */
    public void apply(HttpSecurity http) throws Exception {
        http.formLogin(form -> form.loginPage("/login")
                .permitAll()
                .failureHandler((request, response, failure) ->
                        response.sendRedirect(request.getContextPath() + "/login?error=" + reason(failure))));
        http.addFilterBefore(Language.keepingChoice(), SecurityContextHolderFilter.class);
    }

    private static String reason(AuthenticationException failure) {
        if (failure.getCause() instanceof RuleViolation) {
            return "busy";
        }
        return switch (failure) {
            case LockedException locked -> "locked";
            case DisabledException disabled -> "no-duty";
            default -> "wrong";
        };
    }
}
