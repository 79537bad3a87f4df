package cn.mingbai.households.outreach;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list that goes from one outreach worker to the next, to be printed and signed by both. */
@Controller
class HandoverController {

    private final Handovers handovers;
    private final Texts texts;
    private final Clock clock;

    HandoverController(Handovers handovers, Texts texts, Clock clock) {
        this.handovers = handovers;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/handover-list")
    String list(
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "") String person,
            Model model) {
        model.addAttribute(
                "open",
                handovers.open(new DivisionId(FormText.number(village)), new PersonId(FormText.number(person))));
        model.addAttribute("today", Times.today(clock));
        return "households/handover";
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute("refused", texts.get(locale, error));
        return "households/refused";
    }
}
