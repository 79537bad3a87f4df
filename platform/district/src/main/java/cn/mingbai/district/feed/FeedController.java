package cn.mingbai.district.feed;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.ExportTurns;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.web.FormText;
import cn.mingbai.core.web.Refusals;
import cn.mingbai.core.web.VersionedFiles;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The feed's calls, described in {@code openapi.json} beside this class and in {@code docs/feed.md}. A key comes in the
 * header {@code Authorization: Bearer …}, never in an address. Every refusal says what kind of problem it is in {@code
 * problem} and, for a person, in {@code message}; nothing is kept by a cache.
 */
@RestController
class FeedController {

    private static final String BEARER = "Bearer ";
    private static final Pattern LEDGER = Pattern.compile("[A-Z][A-Z_]{0,19}");
    private static final byte[] DESCRIPTION = VersionedFiles.read("/cn/mingbai/district/feed/openapi.json");

    private final Feed feed;
    private final Texts texts;

    FeedController(Feed feed, Texts texts) {
        this.feed = feed;
        this.texts = texts;
    }

    /** A parameter that cannot be read; {@code getMessage()} is its name. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String parameter) {
            super(parameter);
        }
    }

    /** What is wrong. */
    record Problem(String problem, String message) {}

    /** What there is to call; the same for everybody. */
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> description() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(DESCRIPTION);
    }

    @GetMapping(path = "/api/v1/units", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Feed.Units> units(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(required = false) @Nullable String day) {
        return ok(feed.units(key(authorization), day("day", day)));
    }

    @GetMapping(path = "/api/v1/rates", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Feed.Rates> rates(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String known) {
        return ok(feed.rates(
                key(authorization), unit == null ? null : number("unit", unit), day("day", day), day("known", known)));
    }

    @GetMapping(path = "/api/v1/ledgers", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Feed.LedgersTold> ledgers(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return ok(feed.ledgers(key(authorization)));
    }

    @GetMapping(path = "/api/v1/ledgers/{ledger}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Feed.Page> page(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String ledger,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String known,
            @RequestParam(required = false, defaultValue = "1") String page,
            @RequestParam(required = false, defaultValue = "500") String size) {
        return ok(feed.page(
                key(authorization),
                name(ledger),
                number("unit", unit == null ? "" : unit),
                day("day", day),
                day("known", known),
                small("page", page),
                small("size", size)));
    }

    @GetMapping(path = "/api/v1/ledgers/{ledger}/csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<InputStreamResource> csv(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String ledger,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String known) {
        var key = key(authorization);
        MadeLedger made = ExportTurns.inTurn(() -> feed.csv(
                key, name(ledger), number("unit", unit == null ? "" : unit), day("day", day), day("known", known)));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(made.format().mediaType()))
                .contentLength(made.size())
                .body(new InputStreamResource(made.open()));
    }

    private static String key(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    private static String name(String ledger) {
        if (!LEDGER.matcher(ledger).matches()) {
            throw new Unreadable("ledger");
        }
        return ledger;
    }

    private static long number(String parameter, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new Unreadable(parameter);
        }
        return Long.parseLong(text);
    }

    private static int small(String parameter, String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new Unreadable(parameter);
        }
        return Integer.parseInt(text);
    }

    private static @Nullable LocalDate day(String parameter, @Nullable String text) {
        return text == null ? null : FormText.day(text).orElseThrow(() -> new Unreadable(parameter));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(AccessRefused refused, Locale locale) {
        return problem(
                HttpStatus.UNAUTHORIZED, "key", texts.get(locale, refused), HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(MingbaiException refused, Locale locale) {
        var status = Refusals.status(refused);
        return problem(
                status, status == HttpStatus.NOT_FOUND ? "not-found" : "rule", texts.get(locale, refused), null, "");
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(Unreadable unreadable, Locale locale) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "parameter",
                texts.get(locale, "district.feed.unreadable", String.valueOf(unreadable.getMessage())),
                null,
                "");
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static ResponseEntity<Problem> problem(
            HttpStatus status, String problem, String message, @Nullable String header, String value) {
        var answer = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        if (header != null) {
            answer.header(header, value);
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(new Problem(problem, message));
    }
}
