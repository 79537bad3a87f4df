package cn.mingbai.core.identity;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.Refusals;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a session shows its second factor: sets an authenticator up, asks for its code, or takes a recovery code. Views
 * that need it open it beside themselves with {@code ?beside}, so that nothing typed in them is lost.
 */
@Controller
class SecondFactorPage {

    private static final String PENDING = SecondFactorPage.class.getName() + ".secret";
    private static final String BESIDE = SecondFactorPage.class.getName() + ".beside";
    private static final String ISSUER = "Mingbai";

    private final SecondFactors factors;
    private final Texts texts;

    SecondFactorPage(SecondFactors factors, Texts texts) {
        this.factors = factors;
        this.texts = texts;
    }

    /**
     * Asks for what is missing, or leads on.
     *
     * @param beside present when another page waits for this one
     */
    @GetMapping("/second-factor")
    @Nullable
    String show(
            @RequestParam(required = false) @Nullable String beside,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        if (beside != null) {
            request.getSession().setAttribute(BESIDE, true);
        }
        var principal = SignedInSession.principal().orElse(null);
        if (principal == null || principal.hasSecondFactor()) {
            return done(request, response, model);
        }
        return page(principal, request, model);
    }

    @PostMapping("/second-factor")
    @Nullable
    String verify(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String recovery,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var principal = SignedInSession.principal().orElse(null);
        if (principal == null || principal.hasSecondFactor()) {
            return done(request, response, model);
        }
        try {
            if (recovery.isBlank()) {
                factors.verify(principal, code);
            } else {
                factors.recover(principal, recovery);
            }
        } catch (MingbaiException refused) {
            model.addAttribute("wrong", texts.get(locale, refused));
            model.addAttribute("recovering", !recovery.isBlank());
            return page(principal, request, model);
        }
        SignedInSession.replace(request, response, principal.withSecondFactor());
        return done(request, response, model);
    }

    /** Takes the new authenticator and shows the recovery codes, once. */
    @PostMapping("/second-factor/enrol")
    @Nullable
    String enrol(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String handedOver,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var principal = SignedInSession.principal().orElse(null);
        if (principal == null || principal.hasSecondFactor()) {
            return done(request, response, model);
        }
        var session = request.getSession();
        if (!(session.getAttribute(PENDING) instanceof String secret)) {
            return page(principal, request, model);
        }
        try {
            model.addAttribute("codes", factors.enrol(principal, secret, code, handedOver));
        } catch (MingbaiException refused) {
            model.addAttribute("wrong", texts.get(locale, refused));
            model.addAttribute("handedOver", handedOver.length() <= 20 ? handedOver : "");
            return page(principal, request, model);
        }
        session.removeAttribute(PENDING);
        SignedInSession.replace(request, response, principal.withSecondFactor());
        response.setHeader("Cache-Control", "no-store");
        return "core/recovery-codes";
    }

    private static @Nullable String done(HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        var session = request.getSession(false);
        if (session != null && session.getAttribute(BESIDE) != null) {
            session.removeAttribute(BESIDE);
            return "core/second-factor-done";
        }
        var file = Refusals.askedFile(request);
        if (file != null) {
            model.addAttribute("file", file);
            return "core/second-factor-done";
        }
        SignedInSession.goOn(request, response);
        return null;
    }

    private String page(AccountPrincipal principal, HttpServletRequest request, Model model) {
        model.addAttribute("file", Refusals.askedFile(request));
        var state = factors.state(principal.caller().account());
        if (state == SecondFactors.State.ENROLLED) {
            if (!model.containsAttribute("recovering")) {
                model.addAttribute("recovering", false);
            }
            return "core/second-factor";
        }
        var session = request.getSession();
        var secret = session.getAttribute(PENDING) instanceof String pending ? pending : factors.newSecret();
        session.setAttribute(PENDING, secret);
        model.addAttribute("reset", state == SecondFactors.State.RESET);
        model.addAttribute("secret", secret.replaceAll("(.{4})(?!$)", "$1 "));
        picture(Totp.uri(ISSUER, principal.loginName(), secret), model);
        return "core/second-factor-enrol";
    }

    /** The QR code as one path of unit squares, in a margin of four. */
    private static void picture(String text, Model model) {
        try {
            var code = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            var path = new StringBuilder();
            for (var y = 0; y < code.getHeight(); y++) {
                for (var x = 0; x < code.getWidth(); x++) {
                    if (code.get(x, y) == 1) {
                        path.append('M').append(x + 4).append(' ').append(y + 4).append("h1v1h-1z");
                    }
                }
            }
            model.addAttribute("path", path.toString());
            model.addAttribute("side", code.getWidth() + 8);
        } catch (WriterException tooLong) {
            throw new IllegalStateException("expected an address that fits into a QR code", tooLong);
        }
    }
}
