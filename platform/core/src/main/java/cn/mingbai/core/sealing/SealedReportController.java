package cn.mingbai.core.sealing;

import cn.mingbai.core.i18n.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Serves the check page behind the code of a printed report: no session, no cookie, no script. */
@Controller
class SealedReportController {

    private static final String PAGE = "core/sealed-report";

    private final List<SealedCode> kinds;
    private final Texts texts;

    SealedReportController(List<SealedCode> kinds, Texts texts) {
        this.kinds = kinds;
        this.texts = texts;
    }

    /** The page behind a code, scanned or typed by hand. */
    @GetMapping({"/R/{token}", "/r/{token}"})
    ModelAndView check(@PathVariable String token, Locale locale) {
        return kinds.stream()
                .flatMap(kind -> kind.behind(token).stream())
                .findFirst()
                .map(shown -> new ModelAndView(
                        PAGE,
                        Map.of(
                                "shown", shown,
                                "what", SealWords.say(texts, locale, shown.what()),
                                "figures", SealWords.say(texts, locale, shown.figures()))))
                .orElseGet(() -> new ModelAndView(PAGE, Map.of(), HttpStatus.NOT_FOUND));
    }
}
