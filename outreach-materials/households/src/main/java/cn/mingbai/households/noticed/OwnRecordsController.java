package cn.mingbai.households.noticed;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.Refusals;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/** The outreach worker's own page: what was noticed in the own records, in plain words. */
@Controller
class OwnRecordsController {

    private final OwnRecords records;
    private final Texts texts;

    OwnRecordsController(OwnRecords records, Texts texts) {
        this.records = records;
        this.texts = texts;
    }

    /** A notice with its words. */
    record Line(String words, OwnRecords.Notice notice) {}

    @GetMapping("/visit/noticed")
    String noticed(Model model, Locale locale) {
        model.addAttribute(
                "lines",
                records.noticed().stream()
                        .map(notice -> new Line(FlagWords.of(texts, locale, notice.flag()), notice))
                        .toList());
        return "households/noticed";
    }

    @ExceptionHandler
    String refused(MingbaiException error, Model model, Locale locale, HttpServletResponse response) {
        response.setStatus(Refusals.status(error).value());
        model.addAttribute("refused", texts.get(locale, error));
        return "households/refused";
    }
}
