package cn.mingbai.materials.publicpage;

import cn.mingbai.core.access.CallBudget;
import cn.mingbai.households.devices.PhoneMark;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Serves the three questions of a household: plain forms without session and script. */
@Controller
class QuestionsController {

    /** What the fields of answers are called; the question's code follows. */
    static final String FIELD = "answer.";

    private static final int LONGEST = 60;

    private final PublicQuestions questions;

    /** A family tries a few times, and every family has a budget of its own. */
    private final CallBudget codes = new CallBudget(15, 1 / 60.0, System::nanoTime);

    /**
     * After that by address, and widely: a whole village shares one address of a mobile carrier, and answers at one
     * meeting.
     */
    private final CallBudget addresses = new CallBudget(1_000, 10, System::nanoTime);

    /** Guesses at codes: only who shows none that is known is counted here. */
    private final CallBudget guesses = new CallBudget(60, 0.5, System::nanoTime);

    QuestionsController(PublicQuestions questions) {
        this.questions = questions;
    }

    /** The questions behind a household's code. */
    @GetMapping({"/H/{token}/questions", "/h/{token}/questions"})
    ModelAndView open(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        return shown(questions.open(token), request, response);
    }

    /** Reads the answers. */
    @PostMapping({"/H/{token}/questions", "/h/{token}/questions"})
    ModelAndView answer(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        var known = questions.open(token);
        if (known.isEmpty()) {
            return shown(known, request, response);
        }
        if (!codes.takes(known.get().token()) || !addresses.takes(request.getRemoteAddr())) {
            return tooOften(response);
        }
        return shown(questions.answer(token, answers(request), PhoneMark.read(request)), request, response);
    }

    private ModelAndView shown(
            Optional<QuestionSheet> sheet, HttpServletRequest request, HttpServletResponse response) {
        if (sheet.isPresent()) {
            return new ModelAndView("materials/questions", Map.of("sheet", sheet.get()), HttpStatus.OK);
        }
        return guesses.takes(request.getRemoteAddr())
                ? new ModelAndView(
                        "materials/questions-closed",
                        Map.of("said", "materials.questions.closed"),
                        HttpStatus.NOT_FOUND)
                : tooOften(response);
    }

    private static ModelAndView tooOften(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        return new ModelAndView(
                "materials/questions-closed",
                Map.of("said", "materials.questions.too-often"),
                HttpStatus.TOO_MANY_REQUESTS);
    }

    private static Map<String, String> answers(HttpServletRequest request) {
        var answers = new HashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(FIELD) && name.length() <= LONGEST && values.length == 1) {
                answers.put(name.substring(FIELD.length()), values[0]);
            }
        });
        return answers;
    }
}
