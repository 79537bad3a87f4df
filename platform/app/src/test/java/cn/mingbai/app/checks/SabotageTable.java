package cn.mingbai.app.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table in docs/security-checks.md: which check which sabotage turned red. */
final class SabotageTable {

    static final Path PAGE = Path.of("..", "..", "docs", "security-checks.md");

    private static final String HEAD = "| check | test | sabotage | what it breaks | red |";
    private static final Pattern ROW =
            Pattern.compile("\\| [^|]* \\| [^|]* \\| `([^`]*)` \\| .* \\| (yes|no|not run) \\|");

    private SabotageTable() {}

    /** What the page says of each sabotage: yes, no, or not run. */
    static Map<String, String> read() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    /** Writes the rows anew: with these results, and with what the page said of the others. */
    static void write(List<Sabotage> every, Map<String, String> results) throws IOException {
        var before = read();
        var page = new ArrayList<>(Files.readAllLines(PAGE));
        var head = page.indexOf(HEAD);
        page.subList(head + 2, page.size()).clear();
        for (var sabotage : every) {
            var result = results.get(sabotage.name());
            page.add("| %s | %s | `%s` | %s | %s |"
                    .formatted(
                            sabotage.number() == 0 ? "" : sabotage.number(),
                            sabotage.check().getSimpleName(),
                            sabotage.name(),
                            sabotage.broken(),
                            result == null ? before.getOrDefault(sabotage.name(), "not run") : word(result)));
        }
        Files.write(PAGE, page);
    }

    private static String word(String result) {
        if (result.startsWith(BrokenRun.RED)) {
            return "yes";
        }
        return result.startsWith(BrokenRun.GREEN) ? "no" : "not run";
    }
}
