package cn.mingbai.households.visitapp;

import cn.mingbai.core.web.VersionedFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * All files of the visit app: what lies beside this class, the style and the sign that all pages share, the words, and the
 * scripts of other modules' parts. They are served from a folder that names what is in all of them together.
 */
@Component
class VisitAppFiles {

    /** The service worker's own text; served at an address that never changes. */
    static final String WORKER = "sw.js";

    static final String WORDS = "bundle.js";

    static final String PARTS = "parts.js";

    private static final Map<String, String> SHARED = Map.of(
            "page.css", "META-INF/resources/mingbai/page.css", "icon.svg", "META-INF/resources/mingbai/icon.svg");

    /** What reads codes where the browser cannot by itself: fetched only by such phones, which then keep it too. */
    private static final Map<String, String> SCANNER =
            Map.of("zxing_reader.js", "zxing/index.js", "zxing_reader.wasm", "zxing/zxing_reader.wasm");

    private final VersionedFiles files;
    private final byte[] worker;

    VisitAppFiles(VisitAppWords words, List<VisitAppScripts> parts) {
        var all = VersionedFiles.in("cn/mingbai/households/visitapp/");
        SHARED.forEach((name, path) -> all.put(name, VersionedFiles.read(path)));
        SCANNER.forEach((name, path) -> all.put(name, VersionedFiles.read(path)));
        all.put(WORDS, words.script());
        all.put(PARTS, begun(parts));
        parts.forEach(part -> VersionedFiles.in(part.scripts()).forEach((name, file) -> {
            if (all.putIfAbsent(name, file) != null) {
                throw new IllegalStateException("expected another name than " + name + " in " + part.scripts());
            }
        }));
        var own = all.remove(WORKER);
        if (own == null) {
            throw new IllegalStateException("expected " + WORKER + " beside the visit app's classes");
        }
        worker = own;
        files = new VersionedFiles("/V/app/", all);
    }

    /** A module that begins those of the parts. */
    private static byte[] begun(List<VisitAppScripts> parts) {
        return parts.stream()
                .map(part -> "import './" + part.name() + ".js';\n")
                .sorted()
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The path of the folder in which they are, with a slash at its end. */
    String folder() {
        return files.folder();
    }

    /** Our own modules, which the page names at once. */
    List<String> modules() {
        return files.scripts().stream()
                .filter(name -> !SCANNER.containsKey(name))
                .toList();
    }

    /** Answers with one of them. */
    ResponseEntity<byte[]> answer(String version, String name) {
        return files.answer(version, name);
    }

    /** The service worker, told which version it keeps and which files are in it. */
    byte[] worker() {
        var head = new StringBuilder("const VERSION = '" + files.version() + "';\nconst FILES = [\n");
        files.names().stream()
                .filter(name -> !SCANNER.containsKey(name))
                .forEach(
                        name -> head.append("  '").append(folder()).append(name).append("',\n"));
        head.append("];\n").append(new String(worker, StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }
}
