package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The glossary's code names are those of the code. */
class GlossaryTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern ROW = Pattern.compile("^\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z_]*)`");
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Za-z_]*");

    @Test
    void everyCodeNameExistsUnlessItIsMarkedAsLater() throws IOException {
        var words = words();
        var missing = new ArrayList<String>();
        var stale = new ArrayList<String>();
        var checked = 0;
        for (var line : rows()) {
            var row = ROW.matcher(line);
            if (!row.find()) {
                continue;
            }
            var later = row.group(3).contains("(later)");
            var names = NAME.matcher(row.group(3))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            checked += names.size();
            if (later && !names.isEmpty() && words.containsAll(names)) {
                stale.add(row.group(1).strip());
            } else if (!later) {
                names.stream().filter(name -> !words.contains(name)).forEach(missing::add);
            }
        }
        assertThat(checked).isGreaterThan(50);
        assertThat(missing).as("code names that no source has").isEmpty();
        assertThat(stale).as("terms still marked as later").isEmpty();
    }

    @Test
    void aTermHasOneRow() throws IOException {
        var seen = new HashSet<String>();
        var twice = new ArrayList<String>();
        for (var line : rows()) {
            var row = ROW.matcher(line);
            var term = row.find() ? row.group(1).strip() : "";
            if (!term.isEmpty() && !term.equals("中文") && !term.startsWith("---") && !seen.add(term)) {
                twice.add(term);
            }
        }
        assertThat(twice).isEmpty();
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/glossary.md"));
    }

    private static Set<String> words() throws IOException {
        var words = new HashSet<String>();
        try (var files = Files.walk(ROOT)) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
                    .forEach(file -> {
                        try {
                            WORD.matcher(Files.readString(file)).results().forEach(found -> words.add(found.group()));
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    });
        }
        return words;
    }
}
