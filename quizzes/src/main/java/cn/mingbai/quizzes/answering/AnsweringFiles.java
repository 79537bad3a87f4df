package cn.mingbai.quizzes.answering;

import cn.mingbai.core.error.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The scripts and the style of the answering page, at an address that names what is in all of them together. So a browser
 * may keep them for good, and never runs a script of yesterday's version beside one of today's.
 */
@Controller
class AnsweringFiles {

    /** The scripts that the shell names at once, so that a slow line does not find them one after the other. */
    static final List<String> MODULES = List.of(
            "asking.js",
            "away.js",
            "calls.js",
            "checking.js",
            "choosing.js",
            "clock.js",
            "elsewhere.js",
            "file.js",
            "going.js",
            "handing.js",
            "header.js",
            "keeping.js",
            "line.js",
            "main.js",
            "news.js",
            "numbers.js",
            "opening.js",
            "page.js",
            "questions.js",
            "refusals.js",
            "saving.js",
            "screens.js",
            "sheet.js",
            "standing.js",
            "store.js",
            "timing.js",
            "words.js");

    static final String STYLE = "answering.css";

    private static final String FOLDER = "META-INF/resources/mingbai/answering/";
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);
    private static final MediaType SHEET = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final Duration FOR_GOOD = Duration.ofDays(365);
    private static final int DIGITS = 16;

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final String version;

    AnsweringFiles() {
        MODULES.forEach(name -> files.put(name, read(name)));
        files.put(STYLE, read(STYLE));
        version = digest();
    }

    /** The path of the folder in which they are, with a slash at its end. */
    String folder() {
        return "/mingbai/answering/" + version + "/";
    }

    /** One of them. */
    @GetMapping("/mingbai/answering/{version}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String version, @PathVariable String name) {
        var bytes = files.get(name);
        if (bytes == null || !version.equals(this.version)) {
            throw new NotFound("core.access.not-found");
        }
        return ResponseEntity.ok()
                .contentType(name.equals(STYLE) ? SHEET : SCRIPT)
                .cacheControl(CacheControl.maxAge(FOR_GOOD).cachePublic().immutable())
                .body(bytes);
    }

    @ExceptionHandler(NotFound.class)
    ResponseEntity<Void> notFound() {
        return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
    }

    private static byte[] read(String name) {
        try {
            return new ClassPathResource(FOLDER + name).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
