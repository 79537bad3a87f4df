package cn.mingbai.households.visitapp;

import cn.mingbai.core.i18n.Texts;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/**
 * The visit app as a page that can be put on a phone: one shell, the same for everybody, its scripts, and the way through
 * signing in back to it.
 *
 * @see "ADR 0033"
 */
@Controller
class VisitAppPage {

    /** The scanner's WebAssembly is compiled by the page; nothing else runs that does not come from here. */
    private static final String ONLY_OURS =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';"
                    + " connect-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; manifest-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** For codes and, where the district has allowed them, positions: each is asked for by the browser all the same. */
    private static final String CAMERA_AND_POSITION =
            "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

    /** What a service worker fetches is bound by the policy of its own script. */
    private static final String WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";

    private static final List<Integer> ICONS = List.of(192, 512);

    private final VisitAppFiles files;
    private final VisitAppWords words;

    VisitAppPage(VisitAppFiles files, VisitAppWords words) {
        this.files = files;
        this.words = words;
    }

    /** The way to the app without the slash that its scope needs. */
    @GetMapping("/V")
    ResponseEntity<Void> withSlash() {
        return seeOther("/V/");
    }

    /** The shell; at the address of a worker's card as well, whose code the script reads from there. */
    @GetMapping({"/V/", "/V/{code:[0-9A-Za-z]{26}}", "/v/{code:[0-9A-Za-z]{26}}"})
    ModelAndView shell(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", ONLY_OURS);
        response.setHeader("Permissions-Policy", CAMERA_AND_POSITION);
        // A phone asks whether it changed, and has it without a line from the service worker.
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
        return new ModelAndView("households/visit-app")
                .addObject("title", words.word(Texts.LOCALES.getFirst(), "name"))
                .addObject("opening", words.word(Texts.LOCALES.getFirst(), "opening"))
                .addObject(
                        "noScript",
                        Texts.LOCALES.stream()
                                .map(locale -> words.word(locale, "no-script"))
                                .toList())
                .addObject("folder", files.folder())
                .addObject("modules", files.modules());
    }

    /** A file of the version that is current. */
    @GetMapping("/V/app/{version}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String version, @PathVariable String name) {
        return files.answer(version, name);
    }

    /** The service worker. */
    @GetMapping("/V/sw.js")
    ResponseEntity<byte[]> worker() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", WORKER_POLICY)
                .cacheControl(CacheControl.noCache())
                .body(files.worker());
    }

    /** What the phone needs to know to put the app among its others. */
    @GetMapping(path = "/V/manifest.webmanifest", produces = "application/manifest+json")
    @ResponseBody
    Map<String, Object> manifest(Locale locale) {
        return Map.of(
                "name", words.word(locale, "name"),
                "short_name", words.word(locale, "short-name"),
                "id", "/V/",
                "start_url", "/V/",
                "scope", "/V/",
                "display", "standalone",
                "background_color", "#ffffff",
                "theme_color", "#9c1f18",
                "icons",
                        ICONS.stream()
                                .map(size -> Map.of(
                                        "src",
                                        files.folder() + "icon-" + size + ".png",
                                        "sizes",
                                        size + "x" + size,
                                        "type",
                                        "image/png",
                                        "purpose",
                                        "any"))
                                .toList());
    }

    /** Comes back to the app from wherever signing in led. */
    @GetMapping("/V/sign-in")
    ResponseEntity<Void> signedIn() {
        return seeOther("/V/#register");
    }

    private static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .cacheControl(CacheControl.noStore())
                .location(URI.create(path))
                .build();
    }
}
