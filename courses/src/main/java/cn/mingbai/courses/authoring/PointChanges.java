package cn.mingbai.courses.authoring;

import cn.mingbai.courses.authoring.LessonDifference.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which policy points a new version may have changed. Two kinds of evidence are kept apart: what the sources say for
 * certain (a point or a citation came or went), and where an officer has to look (a changed line cites an article of the
 * point). The officer decides.
 *
 * @param certain points to propose, in the catalogue's order
 * @param toLookAt points cited by changed lines and not certain, in the catalogue's order
 * @param lessons the codes of the lessons whose text changed, came or went, in order
 */
public record PointChanges(Set<String> certain, Set<String> toLookAt, Set<String> lessons) {

    /**
     * A lesson in both versions.
     *
     * @param before null when it is new
     * @param after null when it is gone
     */
    record Pair(
            String code,
            @Nullable LessonText before,
            @Nullable LessonText after) {

        boolean isChanged() {
            return before == null
                    || after == null
                    || !before.body().equals(after.body())
                    || !before.title().equals(after.title())
                    || !before.ruleLayer().equals(after.ruleLayer())
                    || !Set.copyOf(before.points()).equals(Set.copyOf(after.points()));
        }
    }

    /**
     * Compares all lessons of two versions.
     *
     * @param citedBy for each point of the catalogue, in its order, the articles that state it, such as {@code L26 18}
     * @param citations the articles that a text cites, in the same form
     */
    static PointChanges of(
            List<Pair> lessons, Map<String, Set<String>> citedBy, Function<String, Set<String>> citations) {
        var certain = new LinkedHashSet<String>();
        var toLookAt = new LinkedHashSet<String>();
        var changed = new TreeSet<String>();
        for (var pair : lessons) {
            if (!pair.isChanged()) {
                continue;
            }
            changed.add(pair.code());
            var before =
                    pair.before() == null ? List.<String>of() : pair.before().points();
            var after = pair.after() == null ? List.<String>of() : pair.after().points();
            var oldBody = pair.before() == null ? "" : pair.before().body();
            var newBody = pair.after() == null ? "" : pair.after().body();
            certain.addAll(either(before, after));
            var taught = new LinkedHashSet<>(before);
            taught.addAll(after);
            certain.addAll(stating(either(citations.apply(oldBody), citations.apply(newBody)), taught, citedBy));
            var touched = new LinkedHashSet<String>();
            for (var row : LessonDifference.of(oldBody, newBody).rows()) {
                if (row.kind() != Kind.SAME) {
                    touched.addAll(citations.apply(row.oldText()));
                    touched.addAll(citations.apply(row.newText()));
                }
            }
            toLookAt.addAll(stating(touched, taught, citedBy));
        }
        toLookAt.removeAll(certain);
        return new PointChanges(inOrder(certain, citedBy), inOrder(toLookAt, citedBy), changed);
    }

    /** The points that these articles state: those that the lesson teaches, or any where it teaches none of them. */
    private static Set<String> stating(Set<String> articles, Set<String> taught, Map<String, Set<String>> citedBy) {
        var found = new LinkedHashSet<String>();
        for (var article : articles) {
            var points = citedBy.entrySet().stream()
                    .filter(point -> point.getValue().contains(article))
                    .map(Map.Entry::getKey)
                    .toList();
            var own = points.stream().filter(taught::contains).toList();
            found.addAll(own.isEmpty() ? points : own);
        }
        return found;
    }

    private static Set<String> either(Collection<String> one, Collection<String> other) {
        var found = new LinkedHashSet<String>();
        one.stream().filter(value -> !other.contains(value)).forEach(found::add);
        other.stream().filter(value -> !one.contains(value)).forEach(found::add);
        return found;
    }

    private static Set<String> inOrder(Set<String> points, Map<String, Set<String>> citedBy) {
        var ordered = new ArrayList<>(
                citedBy.keySet().stream().filter(points::contains).toList());
        points.stream().filter(point -> !citedBy.containsKey(point)).sorted().forEach(ordered::add);
        return java.util.Collections.unmodifiableSet(new LinkedHashSet<>(ordered));
    }
}
