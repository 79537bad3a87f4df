package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.settings.SettingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The passages of the shipped content, read from its files without a database: what everybody finds on a first day. */
final class ShippedPassages {

    private static final PathMatchingResourcePatternResolver FILES = new PathMatchingResourcePatternResolver();

    private ShippedPassages() {}

    static List<SearchPassage> all() {
        try {
            var passages = new ArrayList<SearchPassage>();
            points(passages);
            for (var term : Glossary.shipped().terms()) {
                if (term.name() != null) {
                    passages.add(PolicyDocuments.passage(term, term.name(), Map.of()));
                }
            }
            var settings = new Properties();
            settings.load(new java.io.StringReader(text(new ClassPathResource("i18n/core_zh_CN.properties"))));
            for (var key : SettingKey.values()) {
                var name = settings.getProperty("core.setting." + key.key());
                passages.add(new SearchPassage(
                        SettingDocuments.id(key),
                        Kind.SETTING,
                        name,
                        "",
                        name,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        List.of(),
                        null));
            }
            lessons(passages, settings);
            texts(passages, settings);
            // The same folder may stand on the class path twice.
            var once = new LinkedHashMap<String, SearchPassage>();
            passages.forEach(passage -> once.putIfAbsent(passage.id(), passage));
            return List.copyOf(once.values());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void points(List<SearchPassage> passages) throws IOException {
        List<Map<String, Object>> rows = yaml(text(new ClassPathResource("core/content/policy/points.yaml")));
        var ways = WaysOfAsking.shipped();
        for (var row : rows) {
            var code = String.valueOf(row.get("code"));
            for (var version : ((Map<?, ?>) row.get("versions")).entrySet()) {
                var statement = (Map<?, ?>) version.getValue();
                passages.add(new SearchPassage(
                        PolicyDocuments.id(code, String.valueOf(version.getKey())),
                        Kind.POINT,
                        String.valueOf(row.get("name")),
                        "",
                        String.valueOf(statement.get("says")),
                        String.valueOf(version.getKey()),
                        List.of(),
                        List.of(code),
                        strings(statement.get("cites")),
                        "policy",
                        ways.of(code),
                        null));
            }
        }
    }

    private static void lessons(List<SearchPassage> passages, Properties settings) throws IOException {
        for (var file : FILES.getResources("classpath*:courses/content/*/course.yaml")) {
            Map<String, Object> course = yaml(text(file));
            for (var code : strings(course.get("lessons"))) {
                var lesson = text(file.createRelative(code + ".md"));
                var end = lesson.indexOf("\n---\n", 3);
                Map<String, Object> head = yaml(lesson.substring(4, end));
                LessonSections.cut(
                                new LessonSections.Lesson(
                                        String.valueOf(course.get("code")),
                                        String.valueOf(course.get("title")),
                                        code,
                                        String.valueOf(head.get("title")),
                                        String.valueOf(head.get("ruleLayer")),
                                        strings(head.get("points")),
                                        lesson.substring(end + 5).strip() + "\n"),
                                key -> settings.getProperty("core.setting." + key, key),
                                raw -> new LinkedHashSet<>(Glossary.articles(raw)))
                        .forEach(passages::add);
            }
        }
    }

    /** Roughly: a section of a text ends at the next heading. */
    private static void texts(List<SearchPassage> passages, Properties settings) throws IOException {
        for (var file : FILES.getResources("classpath*:materials/templates/*.md")) {
            var text = text(file);
            var end = text.indexOf("\n---\n", 3);
            Map<String, Object> head = yaml(text.substring(4, end));
            for (var section : ("\n" + text.substring(end + 5)).split("\n## ")) {
                var heading = section.lines().findFirst().orElse("").strip();
                var body = LessonSections.plain(
                        section.substring(Math.min(section.length(), heading.length())),
                        key -> settings.getProperty("core.setting." + key, key));
                if (!heading.isEmpty() && !body.isBlank()) {
                    passages.add(new SearchPassage(
                            "sheet:" + file.getFilename() + "/" + heading,
                            Kind.SHEET,
                            heading,
                            String.valueOf(head.get("title")),
                            body,
                            String.valueOf(head.get("ruleLayer")),
                            List.of(),
                            List.of(),
                            List.of(),
                            "",
                            List.of(),
                            null));
                }
            }
        }
    }

    private static List<String> strings(Object list) {
        return list instanceof List<?> many ? many.stream().map(String::valueOf).toList() : List.of();
    }

    private static <T> T yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static String text(Resource resource) throws IOException {
        return new String(resource.getContentAsByteArray(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
