package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a rate is computed from, in any order.
 *
 * @param units the tree on the day: one root and everything below it
 * @param postings every posting of the persons, as known on the day of knowledge. One that holds on the day at a place
 *     outside the tree that is not {@code elsewhere} is somebody whose unit is unknown
 * @param rules the requirements, as known on the day of knowledge, set at units of the tree or above its root; one set
 *     at a place that is not in the tree is taken to be above it
 * @param training every training record, reversals too
 * @param excuses exemptions and long leaves, as known on the day of knowledge
 * @param published the codes of the courses that were published on the day; others are owed by nobody
 * @param rechecks the re-checks, as known on the day of knowledge
 * @param merges for each person that is the same human being as another, the one that was kept
 * @param elsewhere places that belong to another tree: whoever is posted there is none of this one's people
 */
public record Facts(
        List<Unit> units,
        List<RosterPosting> postings,
        List<CourseRule> rules,
        List<TrainingFact> training,
        List<Excuse> excuses,
        Set<String> published,
        List<Recheck> rechecks,
        Map<PersonId, PersonId> merges,
        Set<DivisionId> elsewhere) {

    /** Facts in which every required course is published, none was changed and nobody is somebody else. */
    public Facts(
            List<Unit> units,
            List<RosterPosting> postings,
            List<CourseRule> rules,
            List<TrainingFact> training,
            List<Excuse> excuses) {
        this(
                units,
                postings,
                rules,
                training,
                excuses,
                rules.stream().flatMap(rule -> rule.courses().stream()).collect(Collectors.toSet()),
                List.of(),
                Map.of(),
                Set.of());
    }
}
