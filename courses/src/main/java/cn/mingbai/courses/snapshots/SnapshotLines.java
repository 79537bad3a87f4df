package cn.mingbai.courses.snapshots;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fewest verdicts that tell how everyone stands in every unit: a person's verdict at a unit is left out where it is
 * that of the one unit right below in which the person is listed.
 */
final class SnapshotLines {

    /** How a person stands at a unit. */
    record Standing(DivisionId unit, Verdict verdict) {}

    private final TrainingRate rate;
    private final Map<DivisionId, List<DivisionId>> children = new HashMap<>();
    private final List<Standing> lines = new ArrayList<>();

    private SnapshotLines(TrainingRate rate, Map<DivisionId, DivisionId> parents) {
        this.rate = rate;
        parents.forEach((unit, parent) ->
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(unit));
    }

    /**
     * The verdicts.
     *
     * @param root the unit at the top
     * @param parents for every other unit the one above it
     */
    static List<Standing> of(TrainingRate rate, DivisionId root, Map<DivisionId, DivisionId> parents) {
        var lines = new SnapshotLines(rate, parents);
        for (var verdict : rate.people(root)) {
            lines.add(root, verdict.person(), verdict);
        }
        return lines.lines;
    }

    private void add(DivisionId unit, PersonId person, Verdict verdict) {
        @Nullable Verdict only = null;
        var places = 0;
        for (var child : children.getOrDefault(unit, List.of())) {
            var below = rate.person(child, person).orElse(null);
            if (below != null) {
                places++;
                only = below;
                add(child, person, below);
            }
        }
        if (places != 1 || !verdict.equals(only)) {
            lines.add(new Standing(unit, verdict));
        }
    }
}
