package cn.mingbai.households.visitapp;

import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.web.FormText;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.devices.PhoneMark;
import cn.mingbai.households.noticed.FlagWords;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of the visit app ({@code docs/visit-app-api.md}). Every refusal says what kind of problem it is in {@code
 * problem} and, for a person, in {@code message}; nothing is kept by a cache.
 */
@RestController
class VisitAppController {

    static final int LONGEST = 512 * 1024;

    /** A phone makes a photo smaller first, to a third of a megabyte. */
    static final int LARGEST_PHOTO = 2 * 1024 * 1024;

    private static final int LONGEST_REGISTRATION = 4 * 1024;
    private static final int MOST_UNSENT = 65_535;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final VisitApp app;
    private final Devices devices;
    private final Texts texts;
    private final RecordMeters meters;

    VisitAppController(VisitApp app, Devices devices, Texts texts, RecordMeters meters) {
        this.app = app;
        this.devices = devices;
        this.texts = texts;
        this.meters = meters;
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int longest;

        TooLong(int longest) {
            this.longest = longest;
        }
    }

    /** A phone just registered; {@code person} tells two workers of one name apart. */
    record NewPhone(long device, String key, Instant expires, long person, String worker) {}

    /** Who is signed in, and what registering the phone has to send along. */
    record SignedIn(String worker, List<String> villages, String header, String token) {}

    /** What became of one record; {@code reason} is a sentence for the worker. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String id,
            RecordStatus status,
            @Nullable String receipt,
            @Nullable Why why,
            @Nullable String reason) {}

    record Answers(Instant now, List<Answer> records) {}

    /** What the server has; {@code flags} are sentences for the worker. */
    record StandingTold(
            Instant now,
            boolean inForce,
            Instant expires,
            java.util.List<VisitApp.Day> days,
            java.util.List<VisitApp.Waiting> waiting,
            java.util.List<String> flags) {}

    /** What is wrong. */
    record Problem(String problem, String message) {}

    /** Who is signed in, to be asked before the phone is registered under that name. */
    @GetMapping(path = "/V/devices", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SignedIn> signedIn(CsrfToken csrf) {
        var worker = devices.registrant();
        return ok(new SignedIn(worker.name(), worker.villages(), csrf.getHeaderName(), csrf.getToken()));
    }

    /** Registers the phone of who is signed in. */
    @PostMapping(path = "/V/devices", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NewPhone> register(HttpServletRequest request) {
        var body = registration(request);
        var installation = installation(body);
        return registered(devices.register(installation, text(body, "label")), installation, request);
    }

    /** Binds a phone by the code of a worker's card. */
    @PostMapping(path = "/V/devices/bound", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NewPhone> bind(HttpServletRequest request) {
        var body = registration(request);
        var installation = installation(body);
        return registered(devices.bind(text(body, "code"), installation, text(body, "label")), installation, request);
    }

    /** The pack; with {@code If-None-Match} of the last one, 304 when nothing in it changed. */
    @GetMapping(path = "/V/pack", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> pack(HttpServletRequest request) {
        var key = key(request);
        var pack = app.pack(key);
        app.heard(key, unsent(request));
        var said = MAPPER.writeValueAsBytes(pack);
        var tag = "\"" + tag(said) + "\"";
        if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(CacheControl.noStore())
                    .eTag(tag)
                    .build();
        }
        var json = saidAt(pack.now(), said);
        var accepts = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        var response = ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .eTag(tag);
        return accepts != null && accepts.contains("gzip")
                ? response.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(zipped(json))
                : response.body(json);
    }

    /** Takes in records. */
    @PostMapping(path = "/V/records", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answers> records(HttpServletRequest request, Locale locale) {
        var key = key(request);
        var taken = app.handIn(key, body(request, LONGEST));
        taken.records().forEach(one -> meters.count(one.status()));
        return ok(new Answers(
                taken.now(),
                taken.records().stream()
                        .map(one -> new Answer(one.id(), one.status(), one.receipt(), one.why(), reason(one, locale)))
                        .toList()));
    }

    /** Takes in a photo of a record: the picture is the body, its own id stands in the address. */
    @PostMapping(path = "/V/records/{id}/photo", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VisitApp.PhotoTaken> photo(@PathVariable String id, HttpServletRequest request) {
        var key = key(request);
        var photo = Objects.requireNonNullElse(request.getParameter("photo"), "");
        return ok(app.addPhoto(key, uuid(id), uuid(photo), body(request, LARGEST_PHOTO)));
    }

    /** What the server has of this phone. */
    @GetMapping(path = "/V/standing", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StandingTold> standing(HttpServletRequest request, Locale locale) {
        var key = key(request);
        app.heard(key, unsent(request));
        var standing = app.standing(key);
        return ok(new StandingTold(
                standing.now(),
                standing.inForce(),
                standing.expires(),
                standing.days(),
                standing.waiting(),
                standing.flags().stream()
                        .map(flag -> FlagWords.of(texts, locale, flag))
                        .toList()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> told(MingbaiException refused, Locale locale) {
        if (refused.key().equals(Attachments.QUOTA)) {
            // The phone keeps the photo and sends it again another day.
            return problem(HttpStatus.TOO_MANY_REQUESTS, new Problem("quota", texts.get(locale, refused)));
        }
        var problem = refused.key().substring(refused.key().lastIndexOf('.') + 1);
        return problem(
                switch (refused) {
                    case NotFound missing -> HttpStatus.NOT_FOUND;
                    case AccessRefused access ->
                        access.key().equals("households.phone.key-unknown")
                                        || access.key().equals("core.access.sign-in-first")
                                ? HttpStatus.UNAUTHORIZED
                                : HttpStatus.FORBIDDEN;
                    case Conflict conflict -> HttpStatus.CONFLICT;
                    case RuleViolation rule -> HttpStatus.UNPROCESSABLE_CONTENT;
                    // The phone keeps what it has and sends it again.
                    case NoRoom full -> HttpStatus.INSUFFICIENT_STORAGE;
                },
                new Problem(problem, texts.get(locale, refused)));
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLong(TooLong tooLong, Locale locale) {
        return problem(
                HttpStatus.CONTENT_TOO_LARGE,
                new Problem("too-long", texts.get(locale, "households.phone.too-long", tooLong.longest / 1024)));
    }

    /** How many records the phone says it has not handed in, or null when it says nothing that can be read. */
    private static @Nullable Integer unsent(HttpServletRequest request) {
        var said = request.getParameter("unsent");
        return said != null && said.matches("\\d{1,5}") ? Math.min(Integer.parseInt(said), MOST_UNSENT) : null;
    }

    /** The key that the phone shows. */
    private static String key(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith("Bearer ") || header.length() > 100) {
            throw new AccessRefused("households.phone.key-unknown");
        }
        return header.substring("Bearer ".length()).strip();
    }

    private JsonNode registration(HttpServletRequest request) {
        try {
            var node = MAPPER.readTree(body(request, LONGEST_REGISTRATION));
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException unreadable) {
            // Told below, like any other body of the wrong form.
        }
        throw new RuleViolation("households.phone.unreadable");
    }

    private static UUID installation(JsonNode body) {
        return uuid(text(body, "installation"));
    }

    private static UUID uuid(String text) {
        return FormText.uuid(text).orElseThrow(() -> new RuleViolation("households.phone.unreadable"));
    }

    private static String text(JsonNode body, String field) {
        var value = body.path(field);
        if (!value.isString() || value.stringValue().length() > 200) {
            throw new RuleViolation("households.phone.unreadable");
        }
        return value.stringValue();
    }

    private static byte[] body(HttpServletRequest request, int longest) {
        try {
            if (request.getContentLengthLong() > longest) {
                throw new TooLong(longest);
            }
            var bytes = request.getInputStream().readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new TooLong(longest);
            }
            return bytes;
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    private @Nullable String reason(RecordResult result, Locale locale) {
        return switch (result.status()) {
            case RECEIVED, AGAIN -> null;
            case KEPT, TO_MATCH -> {
                var key = result.why() == null ? result.said() : result.why().key();
                yield key == null ? null : texts.get(locale, key);
            }
            case REFUSED -> texts.get(locale, "households.phone.record-refused");
        };
    }

    private static ResponseEntity<NewPhone> registered(
            Devices.Registered registered, UUID installation, HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.SET_COOKIE,
                        PhoneMark.of(installation, request.isSecure()).toString())
                .body(new NewPhone(
                        registered.device().value(),
                        registered.key(),
                        registered.expires(),
                        registered.person().value(),
                        registered.worker()));
    }

    /** A pack as it is sent: the moment, then what it says. */
    private static byte[] saidAt(Instant now, byte[] said) {
        var moment = ("{\"now\":\"" + now + "\",").getBytes(StandardCharsets.UTF_8);
        var json = Arrays.copyOf(moment, moment.length + said.length - 1);
        System.arraycopy(said, 1, json, moment.length, said.length - 1);
        return json;
    }

    private static String tag(byte[] said) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said), 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    private static byte[] zipped(byte[] json) {
        var bytes = new ByteArrayOutputStream(json.length / 4);
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(json);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static ResponseEntity<Problem> problem(HttpStatus status, Problem problem) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(problem);
    }
}
