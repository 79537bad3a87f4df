package cn.mingbai.core.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log-in page: name and password, and what went wrong. The form itself goes to Spring Security. */
@Controller
class LogInPage {

    private static final Map<String, String> WRONG = Map.of(
            "wrong", "core.identity.login.wrong",
            "locked", "core.identity.login.locked",
            "no-duty", "core.identity.login.no-duty",
            "merged", "core.identity.login.merged",
            "busy", "core.identity.busy",
            "stale", "core.identity.login.stale");
    private static final Map<String, String> SAID =
            Map.of("out", "core.identity.login.out", "ready", "core.identity.login.ready");

    private final ObjectProvider<DemoNotice> demo;

    LogInPage(ObjectProvider<DemoNotice> demo) {
        this.demo = demo;
    }

    /**
     * Shows the form.
     *
     * @param error why the last try failed: a key of {@link #WRONG}; anything else says nothing
     * @param said what was just done: a key of {@link #SAID}; anything else says nothing
     */
    @GetMapping("/login")
    String show(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String said,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        DeviceCookie.mark(request, response);
        var ended = SessionGuard.takeEnd(request);
        model.addAttribute("wrong", ended != null ? ended.sentence() : error == null ? null : WRONG.get(error));
        model.addAttribute("said", said == null ? null : SAID.get(said));
        demo.stream().findFirst().flatMap(DemoNotice::current).ifPresent(logIns -> model.addAttribute("demo", logIns));
        return "core/login";
    }
}
