package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words on screen: both languages complete, every key that the sources name there, none in the sources themselves. */
class TextsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final List<String> MODULES = List.of(
            "platform/core",
            "platform/print",
            "platform/district",
            "platform/app",
            "courses",
            "quizzes",
            "outreach-materials/households",
            "outreach-materials/materials");

    /** A literal that starts like a key of some module is one. */
    private static final Pattern KEY = Pattern.compile("(core|courses|quizzes|households|materials|district|app)"
            + "\\.[a-z][a-zA-Z0-9-]*((\\.[a-zA-Z0-9_-]+)+\\.?|\\.)");

    /** Calls whose first literal is a key, whatever it looks like. */
    private static final Pattern CALL = Pattern.compile(
            "(?:new\\s+(?:NotFound|AccessRefused|Conflict|RuleViolation)|\\bgetTranslation|\\bNotices\\.done)"
                    + "\\(\\s*(?:(?:this|view|\\w+View),\\s*)?\"([^\"]*)\"(\\s*\\+)?");

    private static final Pattern TEMPLATE = Pattern.compile("#\\{([^}]*)\\}");

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Java sources that hold Chinese on purpose: not words for a reader of the screen. */
    private static final Map<String, String> CHINESE_ALLOWED = Map.ofEntries(
            Map.entry(
                    "cn/mingbai/core/divisions/DivisionName.java",
                    "endings of names of places, for matching two lists"),
            Map.entry("cn/mingbai/core/settings/SettingKey.java", "the form in which officers write amounts"),
            Map.entry("cn/mingbai/core/spreadsheet/", "what officers write into headings and cells"),
            Map.entry(
                    "cn/mingbai/households/ledger/GroupOrder.java", "Chinese numerals in names of groups, for sorting"),
            Map.entry("cn/mingbai/materials/texts/SpokenValues.java", "numerals and units, as they are read out"),
            Map.entry("cn/mingbai/courses/search/Excerpt.java", "how texts write days and spans of time"),
            Map.entry("cn/mingbai/courses/search/LessonSections.java", "the heading of a box in lessons"),
            Map.entry(
                    "cn/mingbai/courses/search/Question.java",
                    "words of grammar and names of laws, as people type them"),
            Map.entry("cn/mingbai/courses/search/Tokens.java", "units after a number"),
            Map.entry("cn/mingbai/courses/search/Wording.java", "Chinese numerals and the units after them"),
            Map.entry("cn/mingbai/courses/curriculum/Citation.java", "articles of documents, as sources count them"),
            Map.entry(
                    "cn/mingbai/quizzes/marking/Typed",
                    "units that people type after a number, and days as they type them"),
            Map.entry("cn/mingbai/quizzes/marking/Lettered.java", "what people write on paper for right and wrong"),
            Map.entry("cn/mingbai/quizzes/questions/ShippedQuiz.java", "what a Chinese stem says about rounding"),
            Map.entry("cn/mingbai/quizzes/scenarios/", "made-up cases with their questions, which are course content"),
            Map.entry("cn/mingbai/quizzes/formats/", "what other exam systems write into files"),
            Map.entry("cn/mingbai/quizzes/rules/RuleSet.java", "articles of documents, as sources count them"),
            Map.entry("cn/mingbai/households/sheets/BlankNumber.java", "the word before a number, as it is printed"),
            Map.entry("cn/mingbai/print/", "the layout of the Chinese leaflet, which has no other language"));

    private final Map<String, String> chinese = bundle("zh_CN");
    private final Map<String, String> english = bundle("en");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(chinese).isNotEmpty();
        assertThat(minus(chinese.keySet(), english.keySet()))
                .as("keys without an English text: add them to i18n/<module>_en.properties")
                .isEmpty();
        assertThat(minus(english.keySet(), chinese.keySet()))
                .as("keys without a Chinese text: add them to i18n/<module>_zh_CN.properties")
                .isEmpty();
    }

    @Test
    void everyTextIsAMessageFormatWithTheSameArguments() {
        var wrong = new TreeMap<String, String>();
        for (var texts : List.of(chinese, english)) {
            texts.forEach((key, text) -> {
                try {
                    new MessageFormat(text);
                } catch (IllegalArgumentException malformed) {
                    wrong.put(key, malformed.getMessage() + ": " + text);
                }
                if (text.isBlank()) {
                    wrong.put(key, "empty");
                }
                if (text.replace("''", "").replaceAll("'[{}]'", "").contains("'")) {
                    wrong.put(key, "a lone apostrophe swallows what follows, double it: " + text);
                }
            });
        }
        chinese.forEach((key, text) -> {
            var other = english.get(key);
            if (other != null && !wrong.containsKey(key) && !arguments(text).equals(arguments(other))) {
                wrong.put(key, "other arguments in English: " + text + " | " + other);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyKeyThatTheSourcesNameExists() {
        var used = used();
        assertThat(used.keys).as("keys found in sources").hasSizeGreaterThan(40);
        var missing = new TreeMap<String, String>();
        used.keys.forEach((key, where) -> {
            if (!chinese.containsKey(key)) {
                missing.put(key, where);
            }
        });
        used.prefixes.forEach((prefix, where) -> {
            if (chinese.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
                missing.put(prefix + "*", where);
            }
        });
        assertThat(missing).as("keys used but in no bundle").isEmpty();
    }

    @Test
    void everyKeyIsUsed() {
        var used = used();
        var dead = new TreeSet<String>();
        for (var key : chinese.keySet()) {
            if (!used.keys.containsKey(key) && used.prefixes.keySet().stream().noneMatch(key::startsWith)) {
                dead.add(key);
            }
        }
        assertThat(dead).as("keys that no source names: delete them").isEmpty();
    }

    @Test
    void noChineseWordsInJavaSources() {
        var found = new ArrayList<String>();
        for (var source : files("src/main/java", ".java")) {
            var name = source.toString().replace('\\', '/');
            if (CHINESE_ALLOWED.keySet().stream().anyMatch(name::contains)
                    || name.contains("/content/")
                    || name.contains("/demo/")) {
                continue;
            }
            for (var literal : literals(read(source))) {
                if (HAN.matcher(literal).find()) {
                    found.add(ROOT.relativize(source) + ": "
                            + literal.lines().findFirst().orElse(""));
                }
            }
        }
        assertThat(found).as("words belong into i18n/<module>_zh_CN.properties").isEmpty();
    }

    @Test
    void noChineseWordsInTemplates() {
        var found = new ArrayList<String>();
        for (var template : files("src/main/resources/templates", ".html")) {
            // The name of a language is written in it.
            var text = markup(template).replaceAll("<[^>]*lang=\"zh-CN\"[^>]*>[^<]*<", "<");
            text.lines()
                    .filter(line -> HAN.matcher(line).find())
                    .forEach(line -> found.add(ROOT.relativize(template) + ": " + line.strip()));
        }
        assertThat(found).as("words belong into i18n/<module>_zh_CN.properties").isEmpty();
    }

    private record Used(Map<String, String> keys, Map<String, String> prefixes) {
        void add(String text, String where) {
            (text.endsWith(".") || text.endsWith("-") ? prefixes : keys).putIfAbsent(text, where);
        }
    }

    private static Used used() {
        var used = new Used(new TreeMap<>(), new TreeMap<>());
        for (var source : files("src/main/java", ".java")) {
            var text = read(source);
            var where = source.getFileName().toString();
            for (var literal : literals(text)) {
                if (KEY.matcher(literal).matches()) {
                    used.add(literal, where);
                }
            }
            var call = CALL.matcher(withoutComments(text));
            while (call.find()) {
                if (call.group(2) == null) {
                    used.add(call.group(1), where);
                }
            }
        }
        for (var template : files("src/main/resources/templates", ".html")) {
            // Keys that an expression puts together: ${'households.relation.' + each}.
            var quoted = QUOTED.matcher(markup(template));
            while (quoted.find()) {
                if (KEY.matcher(quoted.group(1)).matches()) {
                    used.add(quoted.group(1), template.getFileName().toString());
                }
            }
            var expression = TEMPLATE.matcher(markup(template));
            while (expression.find()) {
                var inside = expression.group(1).strip();
                var key = inside.replaceAll("[(|_$].*", "")
                        .replaceAll("^'|'.*", "")
                        .strip();
                if (!key.isEmpty()) {
                    used.add(key, template.getFileName().toString());
                }
            }
        }
        return used;
    }

    private static Set<Integer> arguments(String text) {
        var arguments = new TreeSet<Integer>();
        var matcher = Pattern.compile("\\{(\\d+)").matcher(text);
        while (matcher.find()) {
            arguments.add(Integer.parseInt(matcher.group(1)));
        }
        return arguments;
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Map<String, String> bundle(String locale) {
        var texts = new HashMap<String, String>();
        for (var file : files("src/main/resources/i18n", "_" + locale + ".properties")) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException failed) {
                throw new AssertionError("expected UTF-8 in " + file, failed);
            }
            // Several bundles of one module: core, core-identity.
            var module = file.getFileName().toString().replaceAll("[-_].*", "");
            properties.forEach((key, text) -> {
                assertThat((String) key)
                        .as("keys of %s begin with its module", file)
                        .startsWith(module + ".");
                assertThat(texts.put((String) key, (String) text))
                        .as("%s twice", key)
                        .isNull();
            });
        }
        return texts;
    }

    private static List<Path> files(String folder, String ending) {
        var found = new ArrayList<Path>();
        for (var module : MODULES) {
            var start = ROOT.resolve(module).resolve(folder);
            if (Files.isDirectory(start)) {
                try (Stream<Path> files = Files.walk(start)) {
                    files.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new AssertionError("expected UTF-8 in " + file, failed);
        }
    }

    private static String markup(Path template) {
        return read(template).replaceAll("(?s)<!--.*?-->", "");
    }

    private static String withoutComments(String source) {
        var text = new StringBuilder();
        scan(source, text, new ArrayList<>());
        return text.toString();
    }

    private static List<String> literals(String source) {
        var literals = new ArrayList<String>();
        scan(source, new StringBuilder(), literals);
        return literals;
    }

    // Enough of Java's lexer to tell comments, text blocks, strings and characters apart.
    private static void scan(String source, StringBuilder code, List<String> literals) {
        var i = 0;
        while (i < source.length()) {
            if (source.startsWith("//", i)) {
                i = end(source, "\n", i + 2);
            } else if (source.startsWith("/*", i)) {
                i = end(source, "*/", i + 2);
            } else if (source.startsWith("\"\"\"", i)) {
                var end = end(source, "\"\"\"", i + 3);
                literals.add(source.substring(i + 3, Math.max(i + 3, end - 3)));
                code.append("\"\"");
                i = end;
            } else if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
                var quote = source.charAt(i);
                var end = i + 1;
                while (end < source.length() && source.charAt(end) != quote) {
                    end += source.charAt(end) == '\\' ? 2 : 1;
                }
                literals.add(source.substring(i + 1, Math.min(end, source.length())));
                code.append(source, i, Math.min(end + 1, source.length()));
                i = end + 1;
            } else {
                code.append(source.charAt(i++));
            }
        }
    }

    private static int end(String source, String mark, int from) {
        var found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length();
    }
}
