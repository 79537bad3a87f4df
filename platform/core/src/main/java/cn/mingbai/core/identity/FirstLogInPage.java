package cn.mingbai.core.identity;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where a printed code becomes a password. */
@Controller
class FirstLogInPage {

    private final Accounts accounts;
    private final PasswordPolicy policy;
    private final Texts texts;

    FirstLogInPage(Accounts accounts, PasswordPolicy policy, Texts texts) {
        this.accounts = accounts;
        this.policy = policy;
        this.texts = texts;
    }

    @GetMapping("/first-login")
    String show(@RequestParam(required = false) @Nullable String error, Locale locale, Model model) {
        model.addAttribute("wrong", "stale".equals(error) ? texts.get(locale, "core.identity.login.stale") : null);
        model.addAttribute("hint", policy.hint());
        model.addAttribute("loginName", "");
        return "core/first-login";
    }

    /** Redeems the code; a mistake shows the form again with the name kept, never a password. */
    @PostMapping("/first-login")
    String redeem(
            @RequestParam(defaultValue = "") String loginName,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            Locale locale,
            Model model) {
        try {
            NewPassword.requireSame(password, again);
            accounts.redeem(loginName, code, password);
            return "redirect:/login?said=ready";
        } catch (MingbaiException refused) {
            model.addAttribute("wrong", texts.get(locale, refused));
            model.addAttribute("hint", policy.hint());
            model.addAttribute("loginName", loginName.length() <= 40 ? loginName : "");
            return "core/first-login";
        }
    }
}
