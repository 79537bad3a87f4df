package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.NotFound;
import cn.mingbai.quizzes.attempts.Attempts;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where a page whose token has expired sends its person: to sign in, if need be, and from there to the same attempt under a
 * token that is good. The page keeps what is not saved under the attempt's number, so nothing is lost on the way.
 */
@Controller
class BackToAttempt {

    private final Attempts attempts;

    BackToAttempt(Attempts attempts) {
        this.attempts = attempts;
    }

    @GetMapping("/quiz/{attempt:\\d{1,18}}")
    ResponseEntity<Void> goOn(@PathVariable long attempt) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(attempts.open(attempt).path()))
                .build();
    }

    @ExceptionHandler(NotFound.class)
    ModelAndView notFound() {
        return new ModelAndView("quizzes/gone", HttpStatus.NOT_FOUND);
    }
}
