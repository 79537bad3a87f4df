package cn.mingbai.households.visitapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * All files of the visit app: what lies beside this class, the style and the sign that all pages share, and the words. They
 * are served from a folder that is named by the digest of all of them together, so that a phone never runs a script of
 * yesterday's version beside one of today's.
 */
@Component
class VisitAppFiles {

    /** The service worker's own text; served at an address that never changes. */
    static final String WORKER = "sw.js";

    static final String WORDS = "bundle.js";

    private static final String FOLDER = "cn/mingbai/households/visitapp/";
    private static final List<String> SHARED =
            List.of("META-INF/resources/mingbai/page.css", "META-INF/resources/mingbai/icon.svg");

    /** What reads codes where the browser cannot by itself: fetched only by such phones, which then keep it too. */
    private static final Map<String, String> SCANNER =
            Map.of("zxing_reader.js", "zxing/index.js", "zxing_reader.wasm", "zxing/zxing_reader.wasm");

    private static final int DIGITS = 16;

    private static final Map<String, MediaType> TYPES = Map.of(
            "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "svg", new MediaType("image", "svg+xml"),
            "png", MediaType.IMAGE_PNG,
            "wasm", new MediaType("application", "wasm"));

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final byte[] worker;
    private final String version;

    VisitAppFiles(VisitAppWords words) {
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            for (var resource : resolver.getResources("classpath*:" + FOLDER + "*.*")) {
                var name = resource.getFilename();
                if (name != null && type(name) != null) {
                    files.put(name, resource.getContentAsByteArray());
                }
            }
            for (var path : SHARED) {
                files.put(
                        path.substring(path.lastIndexOf('/') + 1), new ClassPathResource(path).getContentAsByteArray());
            }
            for (var each : SCANNER.entrySet()) {
                files.put(each.getKey(), new ClassPathResource(each.getValue()).getContentAsByteArray());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        files.put(WORDS, words.script());
        var own = files.remove(WORKER);
        if (own == null) {
            throw new IllegalStateException("expected " + WORKER + " beside the visit app's classes");
        }
        worker = own;
        version = digest();
    }

    /** A file with its type. */
    record Named(MediaType type, byte[] bytes) {}

    /** The path of the folder in which they are, with a slash at its end. */
    String folder() {
        return "/V/app/" + version + "/";
    }

    /** Our own modules, so that the page can name them at once and a slow line does not find them one after the other. */
    List<String> modules() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !SCANNER.containsKey(name))
                .toList();
    }

    /** One of them; empty when there is none of that name in that version. */
    Optional<Named> file(String version, String name) {
        var bytes = files.get(name);
        var type = type(name);
        return bytes == null || type == null || !version.equals(this.version)
                ? Optional.empty()
                : Optional.of(new Named(type, bytes));
    }

    /** The service worker, told which version it keeps and which files are in it. */
    byte[] worker() {
        var head = new StringBuilder("const VERSION = '" + version + "';\nconst FILES = [\n");
        files.keySet().stream()
                .filter(name -> !SCANNER.containsKey(name))
                .forEach(
                        name -> head.append("  '").append(folder()).append(name).append("',\n"));
        head.append("];\n").append(new String(worker, StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable MediaType type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    private String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
