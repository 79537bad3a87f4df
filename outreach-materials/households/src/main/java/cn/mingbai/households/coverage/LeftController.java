package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.Refusals;
import cn.mingbai.households.visits.Visits;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The outreach worker's list: the households of the own village that are left, in group order, each one tap from its form. */
@Controller
class LeftController {

    private static final int PAGE = 50;

    private final Coverage coverage;
    private final Visits visits;
    private final Divisions divisions;
    private final Texts texts;
    private final Clock clock;

    LeftController(Coverage coverage, Visits visits, Divisions divisions, Texts texts, Clock clock) {
        this.coverage = coverage;
        this.visits = visits;
        this.divisions = divisions;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/visit")
    String left(
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "0") String page,
            @RequestParam(defaultValue = "") String all,
            Model model) {
        return list(village, page, !all.isEmpty(), null, model);
    }

    @GetMapping("/visit/number")
    String byNumber(
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "") String number,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        var chosen = chosen(villages(), village);
        try {
            return "redirect:/visit/household/"
                    + visits.byNumber(chosen.id(), number).value();
        } catch (RuleViolation | NotFound wrong) {
            response.setStatus(Refusals.status(wrong).value());
            return list(village, "0", false, texts.get(locale, wrong), model);
        }
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute("refused", texts.get(locale, error));
        return "households/refused";
    }

    private String list(String village, String page, boolean all, @Nullable String refused, Model model) {
        var villages = villages();
        var chosen = chosen(villages, village);
        var number = page.matches("\\d{1,4}") ? Integer.parseInt(page) : 0;
        var own = coverage.ownLeft(chosen.id(), number * PAGE, PAGE);
        var whole = all && own.area() != null;
        var left = whole ? coverage.left(chosen.id(), AsOf.today(clock), number * PAGE, PAGE) : own.left();
        model.addAttribute("area", own.area() == null ? null : String.join("、", own.area()));
        model.addAttribute("inVillage", own.whole());
        model.addAttribute("all", whole);
        model.addAttribute("villages", villages);
        model.addAttribute("village", chosen);
        model.addAttribute("left", left);
        model.addAttribute("previous", number > 0 ? number - 1 : null);
        model.addAttribute("next", (number + 1) * PAGE < left.total() ? number + 1 : null);
        model.addAttribute("refused", refused);
        return "households/left";
    }

    private List<Division> villages() {
        return divisions.reachable(Action.RECORD_VISIT, Level.VILLAGE);
    }

    private static Division chosen(List<Division> villages, String village) {
        return villages.stream()
                .filter(each ->
                        village.isEmpty() || String.valueOf(each.id().value()).equals(village))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
