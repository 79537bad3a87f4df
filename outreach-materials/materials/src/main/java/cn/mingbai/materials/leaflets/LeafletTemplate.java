package cn.mingbai.materials.leaflets;

import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The text of a leaflet before local values are put in: {@code {{key}}} stands for one.
 *
 * <p>Its source is a front matter in YAML, then {@code ## heading} and paragraphs parted by blank lines.
 * {@code <!-- back -->} begins the second side. The section after {@code <!-- phones -->} is a table drawn from the values
 * themselves, of which only paragraphs without a placeholder are taken as text; the section after
 * {@code <!-- imprint -->} names the issuer and the rules.
 *
 * @param label rule layer and version, for example {@code L26-1}, as printed on every sheet
 * @param ruleLayer the policy version whose rules the text tells
 * @param front the sections of the front
 * @param back the sections of the back, without phones and imprint
 * @param phones the section of phones as written
 * @param imprint the section that names the issuer and the rules, as written
 */
public record LeafletTemplate(
        String title,
        String label,
        String ruleLayer,
        List<Section> front,
        List<Section> back,
        Section phones,
        Section imprint) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z.]+)\\s*}}");
    private static final Pattern DIRECTIVE = Pattern.compile("<!--\\s*(back|phones|imprint)\\s*-->");

    public LeafletTemplate {
        front = List.copyOf(front);
        back = List.copyOf(back);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalStateException when a part is missing, empty or unknown
     */
    public static LeafletTemplate parse(String source) {
        var parts = source.replace("\r\n", "\n").split("(?m)^---\\s*$", 3);
        if (parts.length < 3 || !parts[0].isBlank()) {
            throw new IllegalStateException("expected a leaflet template to begin with a front matter between '---'");
        }
        Object head = new Yaml(new SafeConstructor(new LoaderOptions())).load(parts[1]);
        if (!(head instanceof Map<?, ?> matter)) {
            throw new IllegalStateException("expected the front matter of a leaflet template to hold keys");
        }
        var reader = new Reader();
        parts[2].lines().forEach(reader::line);
        reader.endSection();
        var layer = text(matter, "ruleLayer");
        return new LeafletTemplate(
                text(matter, "title"),
                layer + "-" + text(matter, "version"),
                layer,
                required("front", reader.front),
                required("back", reader.back),
                required("phones", reader.phones).getFirst(),
                required("imprint", reader.imprint).getFirst());
    }

    /** The keys of all placeholders, in order of appearance. */
    public Set<String> placeholders() {
        var keys = new LinkedHashSet<String>();
        var sections = new ArrayList<>(front);
        sections.addAll(back);
        sections.add(phones);
        sections.add(imprint);
        sections.stream()
                .flatMap(section -> section.paragraphs().stream())
                .forEach(paragraph ->
                        PLACEHOLDER.matcher(paragraph).results().forEach(found -> keys.add(found.group(1))));
        return keys;
    }

    /** The paragraphs of a section that need no local value. */
    public static List<String> fixed(Section section) {
        return section.paragraphs().stream()
                .filter(paragraph -> !PLACEHOLDER.matcher(paragraph).find())
                .toList();
    }

    /** Puts the values in; what has none becomes {@code gap}. */
    static String fill(String text, Map<String, String> values, String gap) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found -> java.util.regex.Matcher.quoteReplacement(values.getOrDefault(found.group(1), gap)));
    }

    /**
     * Puts the values in and leaves out what lacks one: first a remark in brackets, then the sentence around it. A
     * section without a sentence left is left out too.
     */
    public static List<Section> fillLeavingOut(List<Section> sections, Map<String, String> values) {
        var known = new LinkedHashMap<>(values);
        return sections.stream()
                .map(section -> new Section(
                        section.heading(),
                        section.paragraphs().stream()
                                .map(paragraph -> leavingOut(paragraph, known))
                                .filter(paragraph -> !paragraph.isBlank())
                                .toList()))
                .filter(section -> !section.paragraphs().isEmpty())
                .toList();
    }

    private static String leavingOut(String paragraph, Map<String, String> values) {
        var gap = "{{}}";
        var filled = fill(paragraph, values, gap);
        if (!filled.contains(gap)) {
            return filled;
        }
        var withoutRemarks = filled.replaceAll("（[^（）]*\\{\\{}}[^（）]*）", "");
        var kept = new StringBuilder();
        for (var sentence : withoutRemarks.split("(?<=[。　])")) {
            kept.append(sentence.contains(gap) ? "" : sentence);
        }
        return kept.toString().strip();
    }

    private static List<Section> required(String part, List<Section> sections) {
        if (sections.isEmpty() || sections.stream().anyMatch(s -> s.paragraphs().isEmpty())) {
            throw new IllegalStateException(
                    "expected the leaflet template to have a part '" + part + "' whose sections all have a paragraph");
        }
        return sections;
    }

    private static String text(Map<?, ?> matter, String key) {
        var value = matter.get(key);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalStateException("expected '" + key + "' in the front matter of the leaflet template");
        }
        return value.toString().strip();
    }

    /** Collects sections line by line. */
    private static final class Reader {

        private final List<Section> front = new ArrayList<>();
        private final List<Section> back = new ArrayList<>();
        private final List<Section> phones = new ArrayList<>();
        private final List<Section> imprint = new ArrayList<>();
        private final List<String> paragraphs = new ArrayList<>();
        private final StringBuilder paragraph = new StringBuilder();
        private List<Section> side = front;
        private List<Section> target = front;
        private String heading = "";

        void line(String line) {
            var directive = DIRECTIVE.matcher(line.strip());
            if (directive.matches()) {
                endSection();
                switch (directive.group(1)) {
                    case "back" -> {
                        side = back;
                        target = back;
                    }
                    case "phones" -> target = phones;
                    default -> target = imprint;
                }
            } else if (line.startsWith("## ")) {
                if (!heading.isEmpty()) {
                    endSection();
                }
                heading = line.substring(3).strip();
            } else if (line.isBlank()) {
                endParagraph();
            } else {
                paragraph.append(line.strip());
            }
        }

        private void endParagraph() {
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
        }

        void endSection() {
            endParagraph();
            if (!heading.isEmpty()) {
                target.add(new Section(heading, paragraphs));
                target = side;
            } else if (!paragraphs.isEmpty()) {
                throw new IllegalStateException("expected a heading before the paragraph " + paragraphs.getFirst());
            }
            heading = "";
            paragraphs.clear();
        }
    }
}
