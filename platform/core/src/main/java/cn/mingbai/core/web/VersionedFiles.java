package cn.mingbai.core.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The scripts, styles and pictures of a page, in a folder that is named by the digest of all of them together. So a browser
 * may keep them for good, and never runs a script of yesterday's version beside one of today's.
 */
public final class VersionedFiles {

    private static final Map<String, MediaType> TYPES = Map.of(
            "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "svg", new MediaType("image", "svg+xml"),
            "png", MediaType.IMAGE_PNG,
            "wasm", new MediaType("application", "wasm"));

    private static final Duration FOR_GOOD = Duration.ofDays(365);
    private static final int DIGITS = 16;

    private final String path;
    private final SortedMap<String, byte[]> files;
    private final String version;

    /**
     * Names the folder of these files.
     *
     * @param path where the folder lies, with a slash at its end
     * @param files what is in it, by name
     * @throws IllegalArgumentException when the end of a name tells no type that is served
     */
    public VersionedFiles(String path, Map<String, byte[]> files) {
        for (var name : files.keySet()) {
            if (type(name) == null) {
                throw new IllegalArgumentException("expected a file of " + TYPES.keySet() + ", got " + name);
            }
        }
        this.path = path;
        this.files = new TreeMap<>(files);
        this.version = digest(this.files);
    }

    /**
     * The files of a folder of the class path that are of a type that is served, by name.
     *
     * @param folder with a slash at its end
     */
    public static SortedMap<String, byte[]> in(String folder) {
        var found = new TreeMap<String, byte[]>();
        try {
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "*.*")) {
                var name = resource.getFilename();
                if (name != null && type(name) != null) {
                    found.put(name, resource.getContentAsByteArray());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    /** A file of the class path. */
    public static byte[] read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What the folder is called: 16 hexadecimal digits. */
    public String version() {
        return version;
    }

    /** The path of the folder, with a slash at its end. */
    public String folder() {
        return path + version + "/";
    }

    /** The names of all, sorted. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** The scripts' names, so that a page can name them at once and a slow line does not find them one after the other. */
    public List<String> scripts() {
        return files.keySet().stream().filter(name -> name.endsWith(".js")).toList();
    }

    /** Answers with one of them, to be kept for good; 404 when there is none of that name in that version. */
    public ResponseEntity<byte[]> answer(String version, String name) {
        var bytes = files.get(name);
        var type = type(name);
        if (bytes == null || type == null || !version.equals(this.version)) {
            return ResponseEntity.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(FOR_GOOD).cachePublic().immutable())
                .body(bytes);
    }

    private static @Nullable MediaType type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String digest(SortedMap<String, byte[]> files) {
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
