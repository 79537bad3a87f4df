package cn.mingbai.materials.texts;

import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text before local values are put in: {@code {{key}}} stands for one. It comes from {@link TextReader}.
 *
 * <p>Of the section of phones only paragraphs without a placeholder are taken as text: the phones themselves are a table
 * drawn from the values. The imprint names the issuer and the rules.
 *
 * @param label rule layer and version, for example {@code L26-1}, as printed on every sheet
 * @param ruleLayer the policy version whose rules the text tells
 * @param front the sections of the front of a leaflet, or the panels of a board, of which one
 *     without paragraphs is a frame to pin lists to
 * @param back the sections of the back of a leaflet, without phones and imprint; empty for a board
 * @param phones the section of phones as written
 * @param imprint the section that names the issuer and the rules, as written
 * @param spoken what is read out over loudspeakers, written as it is spoken; empty for a board
 */
public record PolicyText(
        String title,
        String label,
        String ruleLayer,
        List<Section> front,
        List<Section> back,
        Section phones,
        Section imprint,
        List<Section> spoken) {

    /** A placeholder; its key is the first group. */
    static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z.]+)\\s*}}");

    public PolicyText {
        front = List.copyOf(front);
        back = List.copyOf(back);
        spoken = List.copyOf(spoken);
    }

    /** The keys of all placeholders, in order of appearance. */
    public Set<String> placeholders() {
        var sections = new ArrayList<>(body());
        sections.add(phones);
        sections.add(imprint);
        sections.addAll(spoken);
        return keys(sections);
    }

    /** The keys of the placeholders in these sections, in order of appearance. */
    public static Set<String> keys(List<Section> sections) {
        var keys = new LinkedHashSet<String>();
        sections.stream()
                .flatMap(section -> section.paragraphs().stream())
                .forEach(paragraph ->
                        PLACEHOLDER.matcher(paragraph).results().forEach(found -> keys.add(found.group(1))));
        return keys;
    }

    /** Front and back: the policy itself. */
    public List<Section> body() {
        return Stream.concat(front.stream(), back.stream()).toList();
    }

    /** All that is said, phones and imprint as far as they need no local value, and then what is read out. */
    public List<Section> all() {
        var sections = new ArrayList<>(body());
        for (var section : List.of(phones, imprint)) {
            if (!fixed(section).isEmpty()) {
                sections.add(new Section(section.heading(), fixed(section)));
            }
        }
        sections.addAll(spoken);
        return sections;
    }

    /** The paragraphs of a section that need no local value. */
    public static List<String> fixed(Section section) {
        return section.paragraphs().stream()
                .filter(paragraph -> !PLACEHOLDER.matcher(paragraph).find())
                .toList();
    }

    /** Puts the values in; what has none becomes {@code gap}. */
    public static String fill(String text, Map<String, String> values, String gap) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), gap)));
    }

    /**
     * Puts the values in and leaves out what lacks one: first a remark in brackets, then the sentence around it. A
     * section without a sentence left is left out too.
     */
    public static List<Section> fillLeavingOut(List<Section> sections, Map<String, String> values) {
        return sections.stream()
                .map(section -> new Section(
                        section.heading(),
                        section.paragraphs().stream()
                                .map(paragraph -> leavingOut(paragraph, values))
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
}
