package cn.mingbai.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** deploy/mingbai.env: every setting that the product reads, with its default, and none that it does not read. */
class SettingsFileTest {

    private static final Path ROOT = Path.of("../..");

    /** How code and defaults name settings: ${mingbai.x:default}, getProperty("mingbai.x"), "MINGBAI_X". */
    private static final Pattern READ = Pattern.compile(
            "\\$\\{(mingbai\\.[a-z.-]+)|getProperty\\(\\s*\"(mingbai\\.[a-z.-]+|MINGBAI_[A-Z_]+)\"|name = \"(mingbai\\.[a-z.-]+)\"");

    private static final Pattern LINE = Pattern.compile("(#?)([A-Z][A-Z0-9_]*)=(.*)");

    /** What bin/ sets for itself or for trials, where no file is written. */
    private static final Set<String> NOT_OF_A_SERVER =
            Set.of("MINGBAI_EMBEDDED_BUFFER_POOL", "MINGBAI_EMBEDDED_LOG_FILE");

    /** What stands in a file of its own. */
    private static final Set<String> SECRETS = Set.of("MINGBAI_DB_PASSWORD", "MINGBAI_DB_OWNER_PASSWORD");

    /** What the unit and the scripts read of the file. */
    private static final Set<String> OF_THE_SCRIPTS = Set.of("MINGBAI_HEAP");

    @Test
    void namesEverySettingThatIsRead() throws IOException {
        var read = new TreeMap<String, Path>();
        for (var file : sources()) {
            var matcher = READ.matcher(Files.readString(file));
            while (matcher.find()) {
                var name = Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
                read.put(name(name), file);
            }
        }
        defaults().stringPropertyNames().stream()
                .filter(name -> name.startsWith("mingbai."))
                .forEach(name -> read.put(name(name), Path.of("mingbai-defaults.properties")));
        assertThat(read).as("settings found in code").hasSizeGreaterThan(20);

        var missing = new TreeMap<>(read);
        missing.keySet().removeAll(file().keySet());
        missing.keySet().removeAll(NOT_OF_A_SERVER);
        missing.keySet().removeAll(SECRETS);
        assertThat(missing)
                .as("settings that deploy/mingbai.env does not explain: add a line with the default and what it means")
                .isEmpty();

        var scripts = scripts();
        var idle = file().keySet().stream()
                .filter(name -> name.startsWith("MINGBAI_"))
                .filter(name -> !read.containsKey(name) && !OF_THE_SCRIPTS.contains(name) && !scripts.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(idle).as("settings in deploy/mingbai.env that nothing reads").isEmpty();
        var text = Files.readString(ROOT.resolve("deploy/mingbai.env"));
        assertThat(SECRETS).allSatisfy(secret -> assertThat(text).contains("secrets/" + secret));
    }

    @Test
    void showsTheDefaults() throws IOException {
        var defaults = defaults();
        var shown = file();
        defaults.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mingbai."))
                .filter(name ->
                        shown.containsKey(name(name)) && shown.get(name(name)).startsWith("#"))
                .forEach(name ->
                        assertThat(shown.get(name(name))).as(name).isEqualTo("#" + value(defaults.getProperty(name))));
    }

    @Test
    void isReadBySystemdAndByTheScriptsAlike() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("deploy/mingbai.env")))
                .allSatisfy(line -> assertThat(line).matches("|#.*|[A-Z][A-Z0-9_]*=[^\\s\"'$`\\\\]*"));
        assertThat(file().keySet())
                .as("nothing secret in the file that the service's group reads")
                .noneMatch(name -> name.endsWith("PASSWORD"));
        assertThat(Files.readString(ROOT.resolve("deploy/mingbai.service")))
                .contains("EnvironmentFile=/etc/mingbai/mingbai.env")
                .contains(SECRETS.stream()
                        .map(secret -> "LoadCredential=" + secret + ":/etc/mingbai/secrets/" + secret)
                        .toArray(String[]::new));
    }

    private static String value(String configured) {
        return configured.replace("${mingbai.data}", "/var/lib/mingbai").replace("${spring.mail.username:}", "");
    }

    /** Each setting of the file with its value, behind # where it is only shown. */
    private static Map<String, String> file() throws IOException {
        var found = new TreeMap<String, String>();
        for (var line : Files.readAllLines(ROOT.resolve("deploy/mingbai.env"))) {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                found.put(matcher.group(2), matcher.group(1) + matcher.group(3));
            }
        }
        return found;
    }

    private static Properties defaults() throws IOException {
        var defaults = new Properties();
        try (var in =
                Files.newBufferedReader(ROOT.resolve("platform/core/src/main/resources/mingbai-defaults.properties"))) {
            defaults.load(in);
        }
        return defaults;
    }

    private static Set<Path> sources() throws IOException {
        var found = new TreeSet<Path>();
        for (var module : Stream.of("platform", "courses", "quizzes", "outreach-materials")
                .toList()) {
            try (var files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().contains("/src/main/java/")
                                && file.toString().endsWith(".java"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String scripts() throws IOException {
        try (var files = Files.list(ROOT.resolve("bin"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    })
                    .collect(Collectors.joining());
        }
    }

    private static String name(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
