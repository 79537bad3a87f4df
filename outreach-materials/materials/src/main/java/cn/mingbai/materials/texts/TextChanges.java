package cn.mingbai.materials.texts;

import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What changed between two texts, sentence by sentence, under the headings where it stands.
 *
 * @param sections the sections in which something changed, in the newer text's order
 */
public record TextChanges(List<ChangedSection> sections) {

    public TextChanges {
        sections = List.copyOf(sections);
    }

    /** What became of a sentence or a section. */
    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /**
     * A section in which something changed.
     *
     * @param kind whether the section as a whole came or went; SAME when some of its sentences did
     * @param sentences its sentences in order, those that stayed as well
     */
    public record ChangedSection(String heading, Kind kind, List<Sentence> sentences) {

        public ChangedSection {
            sentences = List.copyOf(sentences);
        }
    }

    /** A sentence, without marks for bold. */
    public record Sentence(Kind kind, String text) {}

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return sections.isEmpty();
    }

    /** Compares two texts by their sections. A section keeps its identity by its heading. */
    public static TextChanges between(List<Section> before, List<Section> after) {
        Map<String, Section> old = new LinkedHashMap<>();
        before.forEach(section -> old.putIfAbsent(section.heading(), section));
        var changed = new ArrayList<ChangedSection>();
        for (var section : after) {
            var earlier = old.remove(section.heading());
            if (earlier == null) {
                changed.add(whole(section, Kind.ADDED));
            } else {
                var sentences = compared(sentences(earlier), sentences(section));
                if (sentences.stream().anyMatch(sentence -> sentence.kind() != Kind.SAME)) {
                    changed.add(new ChangedSection(section.heading(), Kind.SAME, sentences));
                }
            }
        }
        old.values().forEach(section -> changed.add(whole(section, Kind.REMOVED)));
        return new TextChanges(changed);
    }

    private static ChangedSection whole(Section section, Kind kind) {
        return new ChangedSection(
                section.heading(),
                kind,
                sentences(section).stream()
                        .map(text -> new Sentence(kind, text))
                        .toList());
    }

    private static List<String> sentences(Section section) {
        return section.paragraphs().stream()
                .map(paragraph -> paragraph.replace("**", ""))
                .flatMap(paragraph -> Arrays.stream(paragraph.split("(?<=[。！？])")))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** The sentences of both, those that both have once: by the longest common subsequence. */
    private static List<Sentence> compared(List<String> before, List<String> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        BiPredicate<Integer, Integer> same = (i, j) -> before.get(i).equals(after.get(j));
        for (var i = before.size() - 1; i >= 0; i--) {
            for (var j = after.size() - 1; j >= 0; j--) {
                common[i][j] =
                        same.test(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var sentences = new ArrayList<Sentence>();
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && same.test(i, j)) {
                sentences.add(new Sentence(Kind.SAME, after.get(j)));
                i++;
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                sentences.add(new Sentence(Kind.REMOVED, before.get(i++)));
            } else {
                sentences.add(new Sentence(Kind.ADDED, after.get(j++)));
            }
        }
        return sentences;
    }
}
