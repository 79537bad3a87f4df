package cn.mingbai.courses.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** How people ask for a policy point where the rule speaks otherwise, by the point's code. */
final class WaysOfAsking {

    private static final String FILE = "courses/search/asked.yaml";

    private final Map<String, List<String>> ways;

    private WaysOfAsking(Map<String, List<String>> ways) {
        this.ways = ways;
    }

    /** The shipped ones. */
    static WaysOfAsking shipped() {
        try {
            var yaml = new ClassPathResource(FILE).getContentAsString(StandardCharsets.UTF_8);
            Map<String, List<Object>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new WaysOfAsking(rows.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey,
                            row -> row.getValue().stream().map(String::valueOf).toList())));
        } catch (IOException missing) {
            throw new UncheckedIOException("expected " + FILE + " on the class path", missing);
        }
    }

    /** Those for a point; none where nobody has written any. */
    List<String> of(String point) {
        return ways.getOrDefault(point, List.of());
    }

    /** All of them, by point. */
    Map<String, List<String>> all() {
        return ways;
    }
}
