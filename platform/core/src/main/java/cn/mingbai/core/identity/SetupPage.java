package cn.mingbai.core.identity;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind {@link SetupLink}. Wrong, used and never issued tokens answer alike: 404. */
@Controller
class SetupPage {

    private final SetupLink link;
    private final PasswordPolicy policy;
    private final Texts texts;

    SetupPage(SetupLink link, PasswordPolicy policy, Texts texts) {
        this.link = link;
        this.policy = policy;
        this.texts = texts;
    }

    @GetMapping("/setup/{token}")
    String show(@PathVariable String token, HttpServletResponse response, Model model) {
        return link.opens(token) ? form(token, "", "", model) : dead(response);
    }

    @PostMapping("/setup/{token}")
    String create(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String loginName,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        try {
            if (link.opens(token)) {
                NewPassword.requireSame(password, again);
            }
            link.use(token, loginName.strip(), name, password);
            return "redirect:/login?said=ready";
        } catch (NotFound | Conflict dead) {
            return dead(response);
        } catch (MingbaiException refused) {
            model.addAttribute("wrong", texts.get(locale, refused));
            return form(token, loginName, name, model);
        }
    }

    private String form(String token, String loginName, String name, Model model) {
        model.addAttribute("hint", policy.hint());
        model.addAttribute("security", link.missing() == Role.SECURITY_ADMINISTRATOR);
        model.addAttribute("token", token);
        model.addAttribute("loginName", loginName.length() <= 40 ? loginName : "");
        model.addAttribute("name", name.length() <= 60 ? name : "");
        return "core/setup";
    }

    private static String dead(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "core/setup-dead";
    }
}
