package cn.mingbai.households.visits;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.Blanks;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/**
 * The visit form: right door? – outcome, informed member, day – receipt. Plain pages that work without script, so that the
 * cheapest phone and the browser inside WeChat can send them.
 */
@Controller
class VisitController {

    private final Visits visits;
    private final Blanks blanks;
    private final Texts texts;

    VisitController(Visits visits, Blanks blanks, Texts texts) {
        this.visits = visits;
        this.blanks = blanks;
        this.texts = texts;
    }

    @GetMapping("/visit/{token}")
    String door(@PathVariable String token, Model model) {
        var blank = blanks.unbound(token);
        if (blank.isPresent()) {
            return blank(token, blank.get(), "", null, model);
        }
        model.addAttribute("form", visits.openByCode(token));
        model.addAttribute("token", token);
        return "households/door";
    }

    /** Shows whose number was typed for a blank sheet, before the sheet is given to that household. */
    @GetMapping("/visit/{token}/blank")
    String aboutToBind(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String number,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        var blank = blanks.unbound(token).orElseThrow(() -> new NotFound("households.code.unknown"));
        try {
            model.addAttribute("place", blanks.about(token, number));
        } catch (RuleViolation | NotFound wrong) {
            response.setStatus(Refusals.status(wrong).value());
            return blank(token, blank, number, texts.get(locale, wrong), model);
        }
        return blank(token, blank, number, null, model);
    }

    @PostMapping("/visit/{token}/blank")
    String bind(@PathVariable String token, @RequestParam(defaultValue = "") String household) {
        blanks.bind(token, household(household));
        return "redirect:/visit/" + UriUtils.encodePathSegment(token, StandardCharsets.UTF_8) + "/form";
    }

    private static String blank(
            String token, Blanks.Unbound blank, String number, @Nullable String refused, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("blank", blank);
        model.addAttribute("number", number);
        model.addAttribute("refused", refused);
        return "households/blank";
    }

    @GetMapping("/visit/{token}/form")
    String formByCode(@PathVariable String token, Model model) {
        return form(visits.openByCode(token), Entered.NOTHING, null, model);
    }

    @GetMapping("/visit/household/{id}")
    String formByHousehold(@PathVariable String id, Model model) {
        return form(visits.open(household(id)), Entered.NOTHING, null, model);
    }

    /** What came with the form, as text, to be shown again. */
    private record Entered(
            @Nullable UUID clientId,
            String outcome,
            String informed,
            @Nullable LocalDate visitedOn) {

        static final Entered NOTHING = new Entered(null, "", "", null);
    }

    @PostMapping("/visit")
    String record(
            @RequestParam(defaultValue = "") String clientId,
            @RequestParam(defaultValue = "") String household,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String informed,
            @RequestParam(defaultValue = "") String visitedOn,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        var id = household(household);
        var client = FormText.uuid(clientId);
        var day = FormText.day(visitedOn);
        var how = FormText.named(VisitOutcome.class, outcome);
        var who = FormText.named(Relation.class, informed);
        try {
            if (client.isEmpty() || day.isEmpty() || how.isEmpty() || (who.isEmpty() && !informed.isEmpty())) {
                throw new RuleViolation("households.visit.incomplete");
            }
            visits.record(new VisitDraft(client.get(), id, day.get(), how.get(), who.orElse(null)));
            return "redirect:/visit/receipt/" + client.get();
        } catch (RuleViolation wrong) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            var entered = new Entered(
                    client.orElse(null),
                    how.map(Enum::name).orElse(""),
                    who.map(Enum::name).orElse(""),
                    day.orElse(null));
            return form(visits.open(id), entered, texts.get(locale, wrong), model);
        }
    }

    @GetMapping("/visit/receipt/{clientId}")
    String receipt(@PathVariable String clientId, Model model) {
        model.addAttribute(
                "receipt",
                visits.receipt(FormText.uuid(clientId).orElseThrow(() -> new NotFound("core.access.not-found"))));
        return "households/receipt";
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute("refused", texts.get(locale, error));
        return "households/refused";
    }

    private String form(VisitForm form, Entered entered, @Nullable String refused, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("clientId", entered.clientId() == null ? UUID.randomUUID() : entered.clientId());
        model.addAttribute("outcomes", VisitOutcome.values());
        model.addAttribute("relations", Relation.values());
        model.addAttribute("outcome", entered.outcome());
        model.addAttribute("informed", entered.informed());
        model.addAttribute("visitedOn", entered.visitedOn() == null ? form.today() : entered.visitedOn());
        model.addAttribute("refused", refused);
        return "households/visit";
    }

    private static HouseholdId household(String id) {
        return new HouseholdId(FormText.number(id));
    }
}
