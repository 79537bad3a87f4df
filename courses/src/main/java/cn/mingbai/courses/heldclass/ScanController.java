package cn.mingbai.courses.heldclass;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.web.Refusals;
import jakarta.servlet.http.HttpServletResponse;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The officer's phone after scanning somebody's code on a sign-in sheet: who it is, and one tap. Plain pages. */
@Controller
class ScanController {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final ClassSignIn signIn;
    private final Texts texts;

    ScanController(ClassSignIn signIn, Texts texts) {
        this.signIn = signIn;
        this.texts = texts;
    }

    @GetMapping({"/S/{token}", "/s/{token}"})
    String scanned(@PathVariable String token, Model model) {
        return show(token, signIn.open(token), false, model);
    }

    @PostMapping("/S/{token}")
    String signIn(@PathVariable String token, Model model) {
        return show(token, signIn.scan(token), true, model);
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute(
                "refused",
                error instanceof AccessRefused
                        ? texts.get(locale, "courses.class.scan.for-officers")
                        : texts.get(locale, error));
        return "courses/scan-refused";
    }

    private static String show(String token, ScannedSeat seat, boolean justNow, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("seat", seat);
        model.addAttribute(
                "at", seat.at() == null ? null : TIME.format(seat.at().atZone(Times.ZONE)));
        model.addAttribute("justNow", justNow);
        return "courses/scan";
    }
}
