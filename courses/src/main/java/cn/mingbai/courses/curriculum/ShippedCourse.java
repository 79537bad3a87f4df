package cn.mingbai.courses.curriculum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A course as shipped with the program, in {@code courses/content/CODE/}.
 *
 * @param publishedFrom the first day on which its first version is to be learned, or null for the day it comes in
 */
record ShippedCourse(
        String code,
        int version,
        String title,
        String goal,
        int minutes,
        @Nullable LocalDate publishedFrom,
        List<ShippedLesson> lessons) {

    /**
     * A lesson as shipped.
     *
     * @param ruleLayer the code of the law that its main text follows
     * @param points the codes of the policy points that it teaches
     */
    record ShippedLesson(String code, String title, int minutes, String ruleLayer, List<String> points, String body) {}

    /**
     * All shipped courses.
     *
     * @throws IllegalStateException when a file lacks something; the message names file and field
     */
    static List<ShippedCourse> all() {
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            var courses = new ArrayList<ShippedCourse>();
            for (var resource : resolver.getResources("classpath*:courses/content/*/course.yaml")) {
                var head = yaml(resource, text(resource));
                var lessons = new ArrayList<ShippedLesson>();
                if (!(head.get("lessons") instanceof List<?> codes) || codes.isEmpty()) {
                    throw new IllegalStateException("expected a list of lessons in " + resource);
                }
                for (var code : codes) {
                    lessons.add(lesson(resource.createRelative(code + ".md"), String.valueOf(code)));
                }
                courses.add(new ShippedCourse(
                        string(resource, head, "code"),
                        number(resource, head, "version"),
                        string(resource, head, "title"),
                        string(resource, head, "goal"),
                        number(resource, head, "minutes"),
                        day(resource, head, "publishedFrom"),
                        List.copyOf(lessons)));
            }
            return courses;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected readable courses on the class path", unreadable);
        }
    }

    private static ShippedLesson lesson(Resource resource, String code) throws IOException {
        var text = text(resource).replace("\r\n", "\n");
        var end = text.indexOf("\n---\n", 3);
        if (!text.startsWith("---\n") || end < 0) {
            throw new IllegalStateException("expected front matter between two lines --- in " + resource);
        }
        var head = yaml(resource, text.substring(4, end));
        if (!code.equals(string(resource, head, "code"))) {
            throw new IllegalStateException(
                    "expected code " + code + " in " + resource + ", but got " + string(resource, head, "code"));
        }
        return new ShippedLesson(
                code,
                string(resource, head, "title"),
                number(resource, head, "minutes"),
                string(resource, head, "ruleLayer"),
                strings(resource, head, "points"),
                text.substring(end + 5).strip() + "\n");
    }

    private static Map<?, ?> yaml(Resource resource, String text) {
        var loaded = (@Nullable Object) new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        if (loaded instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalStateException("expected fields in " + resource);
    }

    private static String string(Resource resource, Map<?, ?> head, String field) {
        if (head.get(field) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalStateException(
                "expected a text in field " + field + " of " + resource + ", but got " + head.get(field));
    }

    private static List<String> strings(Resource resource, Map<?, ?> head, String field) {
        if (head.get(field) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalStateException(
                "expected a list of texts in field " + field + " of " + resource + ", but got " + head.get(field));
    }

    private static @Nullable LocalDate day(Resource resource, Map<?, ?> head, String field) {
        if (head.get(field) == null) {
            return null;
        }
        try {
            return LocalDate.parse(string(resource, head, field));
        } catch (DateTimeParseException noDay) {
            throw new IllegalStateException(
                    "expected a day such as \"2026-07-01\" in field " + field + " of " + resource, noDay);
        }
    }

    private static int number(Resource resource, Map<?, ?> head, String field) {
        if (head.get(field) instanceof Integer number && number > 0) {
            return number;
        }
        throw new IllegalStateException("expected a whole number above 0 in field " + field + " of " + resource
                + ", but got " + head.get(field));
    }

    private static String text(Resource resource) throws IOException {
        return new String(resource.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
