package cn.mingbai.courses.requirements;

import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import cn.mingbai.courses.requirements.CourseChoice.LessonChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The tracks shipped with the program, from {@code courses/content/tracks.yaml}, and the courses they name as planned,
 * for those that are not written yet.
 *
 * @param tracks in the order of the file
 * @param planned by code
 */
record ShippedTracks(List<Track> tracks, Map<String, CourseChoice> planned) {

    private static final String FILE = "courses/content/tracks.yaml";

    /**
     * What the people of some duties have to learn.
     *
     * @param mostMinutes at most how long it may take in all, quizzes included, or null without a limit
     */
    record Track(
            String code,
            String title,
            List<Duty> duties,
            @Nullable Integer mostMinutes,
            Window window,
            int carryMonths,
            MetBy metBy,
            int graceDays,
            Set<String> courses,
            Map<String, List<String>> lessons) {}

    /**
     * Reads them.
     *
     * @throws IllegalStateException when the file lacks something; the message names the field
     */
    static ShippedTracks load() {
        try {
            return read(new ClassPathResource(FILE).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected " + FILE + " on the class path", unreadable);
        }
    }

    static ShippedTracks read(String text) {
        var root = map((@Nullable Object) new Yaml(new SafeConstructor(new LoaderOptions())).load(text), "the file");
        var planned = new TreeMap<String, CourseChoice>();
        // Once every course of the tracks is shipped, nothing is planned any more.
        for (var entry : listOrNone(root, "planned")) {
            var course = map(entry, "planned");
            var lessons = new ArrayList<LessonChoice>();
            for (var line : list(course, "lessons")) {
                var lesson = map(line, "lessons");
                lessons.add(new LessonChoice(
                        string(lesson, "code"), string(lesson, "title"), number(lesson, "minutes", 1, 60)));
            }
            var code = string(course, "code");
            planned.put(
                    code,
                    new CourseChoice(
                            code,
                            string(course, "title"),
                            false,
                            List.copyOf(lessons),
                            number(course, "quizMinutes", 1, 180)));
        }
        var tracks = new ArrayList<Track>();
        for (var entry : list(root, "tracks")) {
            var track = map(entry, "tracks");
            var lessons = new TreeMap<String, List<String>>();
            var courses = new java.util.TreeSet<String>();
            for (var line : list(track, "courses")) {
                if (line instanceof String whole) {
                    courses.add(whole);
                } else {
                    var course = map(line, "courses");
                    courses.add(string(course, "code"));
                    lessons.put(
                            string(course, "code"),
                            list(course, "lessons").stream()
                                    .map(String::valueOf)
                                    .toList());
                }
            }
            tracks.add(new Track(
                    string(track, "code"),
                    string(track, "title"),
                    list(track, "duties").stream()
                            .map(duty -> Duty.valueOf(String.valueOf(duty)))
                            .toList(),
                    track.containsKey("mostMinutes") ? number(track, "mostMinutes", 1, 10_000) : null,
                    Window.valueOf(string(track, "window")),
                    number(track, "carryMonths", 0, 6),
                    MetBy.valueOf(string(track, "metBy")),
                    number(track, "graceDays", 0, 365),
                    courses,
                    lessons));
        }
        return new ShippedTracks(List.copyOf(tracks), planned);
    }

    private static Map<?, ?> map(@Nullable Object value, String field) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalStateException("expected fields in " + field + " of " + FILE + ", but got " + value);
    }

    private static List<?> listOrNone(Map<?, ?> map, String field) {
        var value = map.get(field);
        return value == null || value instanceof List<?> none && none.isEmpty() ? List.of() : list(map, field);
    }

    private static List<?> list(Map<?, ?> map, String field) {
        if (map.get(field) instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw new IllegalStateException(
                "expected a list in field " + field + " of " + FILE + ", but got " + map.get(field));
    }

    private static String string(Map<?, ?> map, String field) {
        if (map.get(field) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalStateException(
                "expected a text in field " + field + " of " + FILE + ", but got " + map.get(field));
    }

    private static int number(Map<?, ?> map, String field, int least, int most) {
        if (map.get(field) instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        throw new IllegalStateException("expected a number from " + least + " to " + most + " in field " + field
                + " of " + FILE + ", but got " + map.get(field));
    }
}
