package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.courses.curriculum.ShippedPictures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Cuts a lesson at its headings and boxes: each part is found, shown and linked by itself, its drawings in words. */
final class LessonSections {

    private static final Pattern CITATION = Pattern.compile("\\s*\\[([A-Z][A-Z0-9]{0,9} [^\\[\\]]{1,100})]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z0-9.-]{1,60})}}");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern RULE = Pattern.compile("^\\|?[\\s:|-]+\\|?$");
    private static final Pattern BOX = Pattern.compile("^>\\s*\\*\\*([^*]+)\\*\\*\\s*$");

    /** The heading of the box that tells what people get wrong. */
    private static final String MISTAKES = "常见错误";

    private LessonSections() {}

    /** Whether a passage tells what people get wrong: out of its box it reads like the rule. */
    static boolean tellsMistakes(SearchPassage passage) {
        return passage.kind() == Kind.LESSON && passage.title().endsWith(MISTAKES);
    }

    /**
     * A lesson as it lies in the database.
     *
     * @param layer the policy version that it teaches
     */
    record Lesson(
            String course,
            String courseTitle,
            String code,
            String title,
            String layer,
            List<String> points,
            String body) {}

    /**
     * The sections of a lesson.
     *
     * @param settings what a local value's key is called
     * @param articles the articles that a text cites, each as {@code L26 48}
     */
    static List<SearchPassage> cut(
            Lesson lesson, Function<String, String> settings, Function<String, Set<String>> articles) {
        var passages = new ArrayList<SearchPassage>();
        var seen = new HashMap<String, Integer>();
        var heading = "";
        var lines = new ArrayList<String>();
        for (var line : (ShippedPictures.inWords(lesson.body()) + "\n## ").split("\n", -1)) {
            var box = BOX.matcher(line);
            if (line.startsWith("## ") || box.matches()) {
                add(passages, lesson, heading, lines, seen, settings, articles);
                heading =
                        box.matches() ? box.group(1).strip() : line.substring(3).strip();
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        return passages;
    }

    private static void add(
            List<SearchPassage> passages,
            Lesson lesson,
            String heading,
            List<String> lines,
            Map<String, Integer> seen,
            Function<String, String> settings,
            Function<String, Set<String>> articles) {
        var raw = String.join("\n", lines);
        var text = plain(raw, settings);
        if (text.isBlank()) {
            return;
        }
        var name = heading.isEmpty() ? "0" : heading;
        var number = seen.merge(name, 1, Integer::sum);
        passages.add(new SearchPassage(
                "lesson:" + lesson.course() + "/" + lesson.code() + "/" + name + (number > 1 ? "." + number : ""),
                Kind.LESSON,
                heading.isEmpty() ? lesson.title() : lesson.title() + " · " + heading,
                lesson.code() + " " + lesson.courseTitle(),
                text,
                heading.startsWith("2017") ? "R17" : lesson.layer(),
                List.of(lesson.course()),
                lesson.points(),
                List.copyOf(new LinkedHashSet<>(articles.apply(raw))),
                "courses/" + lesson.course() + "/" + lesson.code(),
                List.of(),
                null));
    }

    /** The text without the marks of its format, one line per paragraph, row or item. */
    static String plain(String markdown, Function<String, String> settings) {
        var plain = new StringBuilder();
        for (var line : markdown.split("\n")) {
            if (RULE.matcher(line).matches()) {
                continue;
            }
            var text = PICTURE.matcher(line).replaceAll("$1");
            text = CITATION.matcher(text).replaceAll("");
            text = LINK.matcher(text).replaceAll("$1");
            text = PLACEHOLDER
                    .matcher(text)
                    .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(settings.apply(found.group(1))));
            text = text.replaceFirst("^\\s*>\\s?", "")
                    .replaceFirst("^\\s*(?:[-*]|#+)\\s+", "")
                    .replace("**", "")
                    .replace("`", "")
                    .replaceAll("^\\||\\|$", "")
                    .replace("|", "；")
                    .replaceAll(" ?； ?", "；")
                    .strip();
            if (!text.isEmpty()) {
                plain.append(plain.isEmpty() ? "" : "\n").append(text);
            }
        }
        return plain.toString();
    }
}
