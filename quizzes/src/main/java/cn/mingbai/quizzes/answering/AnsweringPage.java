package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Sheet;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The answering page: one question a page, saved by a plain form, without script, session or cookie. The token in the
 * path is the only right it asks for; unknown, revoked and expired tokens answer alike.
 */
@Controller
@RequestMapping("/Q/{token}")
class AnsweringPage {

    private static final String NUMBER = "/{number:\\d{1,3}}";

    private final AnswerSheets attempts;

    AnsweringPage(AnswerSheets attempts) {
        this.attempts = attempts;
    }

    /** Goes to the first question without an answer, or to the overview when there is none. */
    @GetMapping
    ResponseEntity<Void> enter(@PathVariable String token) {
        var sheet = attempts.sheet(token);
        if (sheet.handedIn()) {
            return seeOther(token, "result");
        }
        return sheet.unanswered().isEmpty()
                ? seeOther(token, "review")
                : seeOther(token, String.valueOf(sheet.unanswered().getFirst()));
    }

    @GetMapping(NUMBER)
    Object question(@PathVariable String token, @PathVariable int number) {
        var sheet = attempts.sheet(token);
        return sheet.handedIn() ? seeOther(token, "result") : page(token, sheet, number);
    }

    /** Saves one answer and goes to the next question; none chosen just goes on. */
    @PostMapping(NUMBER)
    Object save(
            @PathVariable String token,
            @PathVariable int number,
            @RequestParam(name = "answer", required = false) List<String> answer,
            Locale locale) {
        // What is left open in a list of steps or pairs comes as an empty text.
        var given = answer == null
                ? ""
                : answer.stream().filter(each -> !each.isBlank()).collect(Collectors.joining(","));
        try {
            if (!given.isBlank()) {
                attempts.save(token, number, given);
            }
        } catch (Conflict ended) {
            return seeOther(token, "result");
        } catch (RuleViolation refused) {
            var page = page(token, attempts.sheet(token), number);
            if (page.getModel().get("item") instanceof Sheet.Item item
                    && item.input().isPairs()) {
                page.addObject("item", item.withChosen(given));
            }
            page.setStatus(HttpStatus.BAD_REQUEST);
            page.addObject("errorKey", refused.key());
            page.addObject(
                    "errorArguments",
                    refused.arguments().stream().map(AnsweringPage::shortened).toArray());
            page.addObject("typed", shortened(given));
            return page;
        }
        var sheet = attempts.sheet(token);
        return number < sheet.items().size() ? seeOther(token, String.valueOf(number + 1)) : seeOther(token, "review");
    }

    /** What is answered and what is not; the only way to hand in. */
    @GetMapping("/review")
    Object review(@PathVariable String token) {
        var sheet = attempts.sheet(token);
        return sheet.handedIn() ? seeOther(token, "result") : common("quizzes/review", token, sheet);
    }

    @PostMapping("/hand-in")
    ResponseEntity<Void> handIn(@PathVariable String token) {
        attempts.handIn(token);
        return seeOther(token, "result");
    }

    /** Somebody reloaded the address that a form was sent to. */
    @GetMapping("/hand-in")
    ResponseEntity<Void> handInByAddress(@PathVariable String token) {
        return enter(token);
    }

    @GetMapping("/result")
    Object result(@PathVariable String token, Locale locale) {
        try {
            var page = new ModelAndView("quizzes/result");
            page.addObject("result", attempts.result(token, locale));
            return page;
        } catch (Conflict stillOpen) {
            return enter(token);
        }
    }

    @ExceptionHandler(NotFound.class)
    ModelAndView notFound() {
        return new ModelAndView("quizzes/gone", HttpStatus.NOT_FOUND);
    }

    @ExceptionHandler(AccessRefused.class)
    ModelAndView expired() {
        return new ModelAndView("quizzes/gone", HttpStatus.UNAUTHORIZED);
    }

    private static ModelAndView page(String token, Sheet sheet, int number) {
        if (number < 1 || number > sheet.items().size()) {
            throw new NotFound("quizzes.attempt.no-question", number);
        }
        var page = common("quizzes/question", token, sheet);
        page.addObject("item", sheet.items().get(number - 1));
        return page;
    }

    private static ModelAndView common(String view, String token, Sheet sheet) {
        var page = new ModelAndView(view);
        page.addObject("token", token);
        page.addObject("sheet", sheet);
        page.addObject("minutesLeft", Math.ceilDiv(sheet.secondsLeft(), 60));
        return page;
    }

    private static ResponseEntity<Void> seeOther(String token, String where) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/Q/" + token + "/" + where))
                .build();
    }

    private static String shortened(Object text) {
        var words = String.valueOf(text);
        return words.length() <= 30 ? words : words.substring(0, 30) + "…";
    }
}
