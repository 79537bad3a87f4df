package cn.mingbai.courses.curriculum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The drawings shipped with the program in {@code courses/content/pictures/}: {@code NAME.svg} and, beside it, {@code
 * NAME.md}, which says in words all that the drawing shows. A lesson shows one by {@code ![caption](picture:NAME)} in a
 * paragraph of its own. An officer can choose among them and bring in no other: what stands in the page is ours.
 */
public final class ShippedPictures {

    static final String SCHEME = "picture:";

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]+)</title>");
    private static final Pattern REFERENCE = Pattern.compile("!\\[([^\\]]*)]\\(" + SCHEME + "([a-z0-9-]{1,60})\\)");

    private static final Map<String, ShippedPicture> ALL = load();

    private ShippedPictures() {}

    /**
     * A drawing.
     *
     * @param title what a screen reader calls it
     * @param svg the drawing; references to articles stand in it as in a lesson, for example {@code [M57 15]}
     * @param text Markdown that says the same in words
     */
    record ShippedPicture(String name, String title, String svg, String text) {}

    /** All of them by their names. */
    static Map<String, ShippedPicture> all() {
        return ALL;
    }

    /** Whether an address wants to be that of a drawing, known or not. */
    static boolean isMeant(String address) {
        return address.startsWith(SCHEME);
    }

    /** The drawing at an address such as {@code picture:relatives}: a name is looked up, never a path. */
    static Optional<ShippedPicture> at(String address) {
        return isMeant(address) ? Optional.ofNullable(ALL.get(address.substring(SCHEME.length()))) : Optional.empty();
    }

    /** What each is called, by the address to write into a lesson. */
    public static Map<String, String> titles() {
        return ALL.values().stream()
                .collect(Collectors.toMap(
                        picture -> SCHEME + picture.name(),
                        ShippedPicture::title,
                        (one, other) -> one,
                        java.util.LinkedHashMap::new));
    }

    /** A lesson's Markdown with the words of every drawing in its place, for whoever reads text alone. */
    public static String inWords(String markdown) {
        return REFERENCE.matcher(markdown).replaceAll(found -> {
            var picture = ALL.get(found.group(2));
            return Matcher.quoteReplacement(
                    picture == null
                            ? found.group(1)
                            : found.group(1) + "\n\n" + picture.title() + "\n\n" + picture.text());
        });
    }

    /** Changes whenever the words of a drawing do. */
    public static String stamp() {
        return Integer.toHexString(ALL.values().stream()
                .map(picture -> picture.name() + picture.title() + picture.text())
                .toList()
                .hashCode());
    }

    private static Map<String, ShippedPicture> load() {
        try {
            var pictures = new TreeMap<String, ShippedPicture>();
            var resolver = new PathMatchingResourcePatternResolver();
            for (var resource : resolver.getResources("classpath*:courses/content/pictures/*.svg")) {
                var file = String.valueOf(resource.getFilename());
                var name = file.substring(0, file.length() - ".svg".length());
                var svg = text(resource);
                var title = TITLE.matcher(svg);
                if (!title.find()) {
                    throw new IllegalStateException("expected a title in " + resource);
                }
                pictures.put(
                        name,
                        new ShippedPicture(
                                name, title.group(1).strip(), svg, text(resource.createRelative(name + ".md"))));
            }
            return java.util.Collections.unmodifiableMap(pictures);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected readable pictures on the class path", unreadable);
        }
    }

    private static String text(Resource resource) throws IOException {
        return new String(resource.getContentAsByteArray(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .strip();
    }
}
