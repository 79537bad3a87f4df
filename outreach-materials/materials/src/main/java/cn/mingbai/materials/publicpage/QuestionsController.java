package cn.mingbai.materials.publicpage;

import cn.mingbai.households.devices.PhoneMark;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    QuestionsController(PublicQuestions questions) {
        this.questions = questions;
    }

    /** The questions behind a household's code. */
    @GetMapping({"/H/{token}/questions", "/h/{token}/questions"})
    ModelAndView open(@PathVariable String token) {
        return shown(questions.open(token));
    }

    /** Reads the answers. */
    @PostMapping({"/H/{token}/questions", "/h/{token}/questions"})
    ModelAndView answer(@PathVariable String token, HttpServletRequest request) {
        return shown(
                questions.open(token).isEmpty()
                        ? Optional.empty()
                        : questions.answer(token, answers(request), PhoneMark.read(request)));
    }

    private static ModelAndView shown(Optional<QuestionSheet> sheet) {
        return sheet.map(there -> new ModelAndView("materials/questions", Map.of("sheet", there), HttpStatus.OK))
                .orElseGet(() -> new ModelAndView("materials/questions-closed", HttpStatus.NOT_FOUND));
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
