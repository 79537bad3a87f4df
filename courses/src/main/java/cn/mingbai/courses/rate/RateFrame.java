package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rate is computed from besides the facts of each person.
 *
 * @param units the tree on the day: one root and everything below it
 * @param adrift places that are not in the tree and whose people are nevertheless this tree's: their unit is unknown.
 *     Every other place outside the tree is none of its business
 * @param rules the requirements, as known on the day of knowledge; one set at a place that is not in the tree is taken to
 *     be above it
 * @param published the codes of the courses that were published on the day
 * @param rechecks the re-checks, as known on the day of knowledge
 * @param excuses exemptions and long leaves, as known on the day of knowledge
 * @param merges for each person that is the same human being as another, the one that was kept at last
 */
public record RateFrame(
        List<Unit> units,
        Set<DivisionId> adrift,
        List<CourseRule> rules,
        Set<String> published,
        List<Recheck> rechecks,
        List<Excuse> excuses,
        Map<Long, Long> merges) {}
