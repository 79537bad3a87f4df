package cn.mingbai.core.divisions;

import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.divisions.DivisionListPlan.Change;
import cn.mingbai.core.divisions.DivisionListPlan.Question;
import cn.mingbai.core.error.RuleViolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which units of a new list are which units of the old one. Pure. In this order: same code and same normalised
 * name, down to the towns also a resembling one; a single unit of the same normalised name elsewhere in the county
 * (recoded); an officer's answer; a resembling name elsewhere becomes a question; everything else is new.
 */
final class DivisionMatching {

    private final Map<DivisionCode, Division> oldByCode = new HashMap<>();
    private final Collection<Division> old;
    private final List<DivisionListRow> rows;
    private final Answers answers;

    /** The identity each matched row continues. */
    private final Map<DivisionCode, Division> matched = new LinkedHashMap<>();

    private final Set<DivisionId> taken = new HashSet<>();

    DivisionMatching(Collection<Division> old, List<DivisionListRow> rows, Answers answers) {
        this.old = old;
        this.rows = rows;
        this.answers = answers;
        old.forEach(division -> oldByCode.put(division.code(), division));
    }

    DivisionListPlan plan() {
        matchByCode();
        matchByName();
        var open = matchByAnswer();
        var questions = questions(open);
        var asked = questions.stream().map(question -> question.row().code()).toList();

        var added = new ArrayList<DivisionListRow>();
        var recoded = new ArrayList<Change>();
        var renamed = new ArrayList<Change>();
        var unchanged = 0;
        for (var row : rows) {
            var before = matched.get(row.code());
            if (before == null) {
                if (!asked.contains(row.code())) {
                    added.add(row);
                }
            } else if (!before.code().equals(row.code())) {
                recoded.add(new Change(before, row));
            } else if (!before.name().equals(row.name())) {
                renamed.add(new Change(before, row));
            } else {
                unchanged++;
            }
        }
        var candidates = new HashSet<DivisionId>();
        questions.forEach(question -> question.candidates().forEach(candidate -> candidates.add(candidate.id())));
        var counties = countiesOf(rows);
        var ended = old.stream()
                .filter(division -> counties.contains(county(division.code())))
                .filter(division -> !taken.contains(division.id()) && !candidates.contains(division.id()))
                .toList();
        return new DivisionListPlan(added, recoded, renamed, unchanged, ended, questions);
    }

    Map<DivisionCode, Division> matches() {
        return Map.copyOf(matched);
    }

    private void matchByCode() {
        for (var row : rows) {
            var before = oldByCode.get(row.code());
            if (before != null && sameKindOfName(before.name(), row.name(), row.level())) {
                match(row, before);
            }
        }
    }

    // A town keeps its code through a change of name (镇 to 街道); a village's code is handed on to other villages.
    private static boolean sameKindOfName(String before, String after, Level level) {
        return DivisionName.normalised(before).equals(DivisionName.normalised(after))
                || level.compareTo(Level.TOWNSHIP) <= 0 && DivisionName.resembles(before, after);
    }

    private void matchByName() {
        for (var row : rows) {
            if (matched.containsKey(row.code())) {
                continue;
            }
            var sameName = old.stream()
                    .filter(division -> !taken.contains(division.id()))
                    .filter(division -> division.level() == row.level())
                    .filter(division -> county(division.code()).equals(county(row.code())))
                    .filter(division ->
                            DivisionName.normalised(division.name()).equals(DivisionName.normalised(row.name())))
                    .toList();
            var sameNameInList = rows.stream()
                    .filter(other -> other.level() == row.level() && !matched.containsKey(other.code()))
                    .filter(other -> county(other.code()).equals(county(row.code())))
                    .filter(other -> DivisionName.normalised(other.name()).equals(DivisionName.normalised(row.name())))
                    .count();
            if (sameName.size() == 1 && sameNameInList == 1) {
                match(row, sameName.getFirst());
            }
        }
    }

    private List<DivisionListRow> matchByAnswer() {
        var open = new ArrayList<DivisionListRow>();
        for (var row : rows) {
            if (matched.containsKey(row.code())) {
                continue;
            }
            if (!answers.byCode().containsKey(row.code())) {
                open.add(row);
                continue;
            }
            var answer = answers.byCode().get(row.code());
            if (answer == null) {
                continue;
            }
            // An answer chooses among the candidates of its question, and no two rows continue one unit.
            var chosen = candidates(row).stream()
                    .filter(division -> division.id().equals(answer))
                    .findFirst()
                    .orElseThrow(() -> new RuleViolation("core.divisions.list-answer", row.name()));
            match(row, chosen);
        }
        return open;
    }

    private List<Question> questions(List<DivisionListRow> open) {
        var questions = new ArrayList<Question>();
        for (var row : open) {
            var candidates = candidates(row);
            if (!candidates.isEmpty()) {
                questions.add(new Question(row, candidates));
            }
        }
        return questions;
    }

    private List<Division> candidates(DivisionListRow row) {
        return old.stream()
                .filter(division -> !taken.contains(division.id()))
                .filter(division -> division.level() == row.level())
                .filter(division -> county(division.code()).equals(county(row.code())))
                .filter(division -> DivisionName.resembles(division.name(), row.name()))
                .sorted(Comparator.comparing(division -> division.code().value()))
                .toList();
    }

    private void match(DivisionListRow row, Division before) {
        matched.put(row.code(), before);
        taken.add(before.id());
    }

    private static String county(DivisionCode code) {
        return code.value().substring(0, 6);
    }

    private static Set<String> countiesOf(List<DivisionListRow> rows) {
        var counties = new HashSet<String>();
        rows.stream()
                .filter(row -> row.level().compareTo(Level.COUNTY) >= 0)
                .forEach(row -> counties.add(county(row.code())));
        return counties;
    }
}
