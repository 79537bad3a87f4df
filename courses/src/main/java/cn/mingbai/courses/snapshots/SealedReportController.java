package cn.mingbai.courses.snapshots;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Serves the check page behind the code of a printed report: no session, no cookie, no script. */
@Controller
class SealedReportController {

    private final SealChecks checks;

    SealedReportController(SealChecks checks) {
        this.checks = checks;
    }

    /** The page behind a code, scanned or typed by hand. */
    @GetMapping({"/R/{token}", "/r/{token}"})
    ModelAndView check(@PathVariable String token) {
        return checks.behind(token)
                .map(shown -> new ModelAndView("courses/sealed-report", Map.of("shown", shown)))
                .orElseGet(() -> new ModelAndView("courses/sealed-report", Map.of(), HttpStatus.NOT_FOUND));
    }
}
