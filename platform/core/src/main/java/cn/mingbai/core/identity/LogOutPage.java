package cn.mingbai.core.identity;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Where a link to {@code /logout} leads: one button that signs out by POST, so that a foreign page cannot sign anybody out
 * by a link or a picture. The Vaadin layout signs out directly.
 */
@Controller
class LogOutPage {

    @GetMapping("/logout")
    String show() {
        return "core/logout";
    }
}
