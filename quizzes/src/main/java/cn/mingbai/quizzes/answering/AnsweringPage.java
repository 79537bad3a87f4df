package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Sheet;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/**
 * The answering page and the result. The page is one shell with the words in it, the same for everybody and for every
 * token, valid or not: it asks for its paper itself. Neither keeps a session or sets a cookie.
 *
 * @see "ADR 0021"
 */
@Controller
class AnsweringPage {

    /** What the scripts say; each is a key behind {@code quizzes.script.}. */
    static final List<String> WORDS = List.of(
            "all-saved",
            "all-waiting",
            "away",
            "choosing-mine",
            "choosing-server",
            "close",
            "deadline-moved",
            "ended-told",
            "file-copied",
            "hand-in-practice",
            "hand-in-together",
            "hand-in-warning",
            "incomplete",
            "incomplete-part",
            "incomplete-refused",
            "left-minutes",
            "left-none",
            "left-seconds",
            "marked-expected",
            "marked-lesson",
            "marked-right",
            "marked-wrong",
            "next",
            "no-answer",
            "number-open",
            "number-part",
            "number-refused",
            "number-saved",
            "number-waiting",
            "offline",
            "opening-kept",
            "order-agree",
            "order-down",
            "order-moved",
            "order-up",
            "question",
            "question-of",
            "start",
            "starting",
            "state-open",
            "state-part",
            "state-saved",
            "state-waiting",
            "to-check",
            "try-again",
            "unreadable",
            "waiting-end",
            "waiting-extra",
            "waiting-open",
            "waiting-opens",
            "waiting-rules",
            "warning-1",
            "warning-5");

    private static final String ONLY_OURS =
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
                    + " img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final AnswerSheets sheets;
    private final AnsweringFiles files;

    AnsweringPage(AnswerSheets sheets, AnsweringFiles files) {
        this.sheets = sheets;
        this.files = files;
    }

    /** The shell. */
    @GetMapping("/Q/{token}")
    ModelAndView shell(@PathVariable String token, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", ONLY_OURS);
        return unkept(response, new ModelAndView("quizzes/answering"))
                .addObject("folder", files.folder())
                .addObject("modules", files.modules())
                .addObject("words", WORDS)
                .addObject("inputs", Sheet.Input.values());
    }

    /** What came out; while the attempt is open, the way back to it. */
    @GetMapping("/Q/{token}/result")
    Object result(@PathVariable String token, Locale locale, HttpServletResponse response) {
        try {
            return unkept(response, new ModelAndView("quizzes/result"))
                    .addObject("result", sheets.result(token, locale));
        } catch (Conflict untold) {
            return switch (untold.key()) {
                case "quizzes.attempt.review-later" ->
                    unkept(response, new ModelAndView("quizzes/later")).addObject("opens", dayAndTime((Instant)
                            untold.arguments().getFirst()));
                case "quizzes.attempt.not-taken" -> unkept(response, new ModelAndView("quizzes/later"));
                default ->
                    ResponseEntity.status(HttpStatus.SEE_OTHER)
                            .location(URI.create("/Q/" + token))
                            .build();
            };
        }
    }

    @ExceptionHandler(NotFound.class)
    ModelAndView notFound() {
        return new ModelAndView("quizzes/gone", HttpStatus.NOT_FOUND);
    }

    /** The token has expired: signing in leads back to the same attempt. */
    @ExceptionHandler(AccessRefused.class)
    ResponseEntity<Void> expired(AccessRefused expired) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(String.valueOf(expired.arguments().getFirst())))
                .build();
    }

    private static ModelAndView unkept(HttpServletResponse response, ModelAndView page) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        return page;
    }

    /** To the minute that has certainly come. */
    private static String dayAndTime(Instant instant) {
        return DAY_AND_TIME.format(instant.plusSeconds(59).atZone(Times.ZONE));
    }
}
