package cn.mingbai.app;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.http.HttpResponse;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** A phone with an authenticator, set up by the page that shows its secret. */
public final class Authenticator {

    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern RECOVERY = Pattern.compile("<li class=\"code-input\">([0-9A-Z-]{11})</li>");

    private final byte[] secret;
    private final Clock clock;
    private final List<String> recoveryCodes;

    private Authenticator(byte[] secret, Clock clock, List<String> recoveryCodes) {
        this.secret = secret;
        this.clock = clock;
        this.recoveryCodes = recoveryCodes;
    }

    /** Sets one up in a browser that has signed in by password; from then on that session has both factors. */
    public static Authenticator enrol(Browser browser, Clock clock) {
        return enrol(browser, clock, "");
    }

    /** The same after a reset, with the code that was handed over. */
    public static Authenticator enrol(Browser browser, Clock clock, String handedOver) {
        var page = browser.get("/second-factor").body();
        var shown = SECRET.matcher(page);
        if (!shown.find()) {
            throw new AssertionError("expected a secret to set up, got " + page);
        }
        var secret = new Base32().decode(shown.group(1).replace(" ", ""));
        var answer = browser.postBare(
                "/second-factor/enrol",
                Map.of(
                        "_csrf",
                        Browser.value(page, "_csrf"),
                        "code",
                        code(secret, clock.instant()),
                        "handedOver",
                        handedOver));
        var codes = RECOVERY.matcher(answer.body())
                .results()
                .map(MatchResult::group)
                .map(line -> RECOVERY.matcher(line).replaceAll("$1"))
                .toList();
        if (codes.isEmpty()) {
            throw new AssertionError("expected recovery codes, got " + answer.statusCode() + " " + answer.body());
        }
        return new Authenticator(secret, clock, codes);
    }

    /** The recovery codes that were shown once. */
    public List<String> recoveryCodes() {
        return recoveryCodes;
    }

    /** What it shows so many steps of 30 seconds after now. */
    public String code(int steps) {
        return code(secret, clock.instant().plus(Duration.ofSeconds(30).multipliedBy(steps)));
    }

    /** Types a code into the page that asks for it. */
    public static HttpResponse<String> show(Browser browser, String code) {
        return browser.fillIn("/second-factor", Map.of("code", code));
    }

    private static String code(byte[] secret, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(new SecretKeySpec(secret, CODES.getAlgorithm()), at);
        } catch (InvalidKeyException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
