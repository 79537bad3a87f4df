package cn.mingbai.materials.texts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A text as it is shipped: a front matter in YAML with {@code code}, {@code ruleLayer}, {@code from}, {@code title},
 * {@code points} and {@code sources}, then the body.
 *
 * @param from the day from which its rules hold
 */
record ShippedText(TextCode code, LocalDate from, TextSource source) {

    private static final List<String> FILES = List.of("leaflet-L26.md", "bulletin-board-L26.md", "wall-board-L26.md");

    /** All shipped texts, each without a fault. */
    static List<ShippedText> all() {
        return FILES.stream().map(ShippedText::read).toList();
    }

    private static ShippedText read(String file) {
        var resource = new ClassPathResource("materials/templates/" + file);
        try {
            return parse(resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("expected a shipped text at " + resource, failed);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when its front matter lacks something
     */
    static ShippedText parse(String file) {
        var parts = file.replace("\r\n", "\n").split("(?m)^---\\s*$", 3);
        if (parts.length < 3 || !parts[0].isBlank()) {
            throw new IllegalArgumentException("expected a shipped text to begin with a front matter between '---'");
        }
        Object head = new Yaml(new SafeConstructor(new LoaderOptions())).load(parts[1]);
        if (!(head instanceof Map<?, ?> matter)) {
            throw new IllegalArgumentException("expected the front matter of a shipped text to hold keys");
        }
        var code = text(matter, "code");
        return new ShippedText(
                TextCode.of(code).orElseThrow(() -> new IllegalArgumentException("expected a known code, got " + code)),
                LocalDate.parse(text(matter, "from")),
                new TextSource(
                                text(matter, "title"),
                                text(matter, "ruleLayer"),
                                list(matter, "points"),
                                list(matter, "sources"),
                                parts[2].stripLeading())
                        .tidied());
    }

    private static String text(Map<?, ?> matter, String key) {
        var value = matter.get(key);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("expected '" + key + "' in the front matter of a shipped text");
        }
        return value.toString().strip();
    }

    private static List<String> list(Map<?, ?> matter, String key) {
        var list = new ArrayList<String>();
        if (matter.get(key) instanceof List<?> values) {
            values.forEach(value -> list.add(String.valueOf(value).strip()));
        }
        return list;
    }
}
