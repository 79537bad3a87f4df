package cn.mingbai.core.identity;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people change their own password: by choice, or before anything else when it is too old. */
@Controller
class PasswordPage {

    private final Accounts accounts;
    private final PasswordPolicy policy;
    private final Texts texts;

    PasswordPage(Accounts accounts, PasswordPolicy policy, Texts texts) {
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
    }

    @GetMapping("/password")
    @Nullable
    String show(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        var principal = SignedInSession.principal().orElse(null);
        if (principal == null) {
            SignedInSession.goOn(request, response);
            return null;
        }
        return form(principal, model);
    }

    @PostMapping("/password")
    @Nullable
    String change(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var principal = SignedInSession.principal().orElse(null);
        if (principal == null) {
            SignedInSession.goOn(request, response);
            return null;
        }
        try {
            NewPassword.requireSame(password, again);
            SignedInSession.replace(request, response, accounts.changePassword(principal, present, password));
        } catch (MingbaiException refused) {
            model.addAttribute("wrong", texts.get(locale, refused));
            return form(principal, model);
        }
        if (principal.mustChangePassword()) {
            SignedInSession.goOn(request, response);
            return null;
        }
        model.addAttribute("said", true);
        return form(principal, model);
    }

    private String form(AccountPrincipal principal, Model model) {
        model.addAttribute("over", principal.mustChangePassword());
        model.addAttribute("hint", policy.hint());
        model.addAttribute("loginName", principal.loginName());
        return "core/password";
    }
}
