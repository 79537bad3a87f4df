package cn.mingbai.courses.rate;

import cn.mingbai.core.people.PersonId;
import java.util.List;
import java.util.Optional;

/**
 * One person's reason in a unit, with what it rests on.
 *
 * @param postings the postings in the unit that were looked at: those of the day, or for somebody who left the last ones
 * @param courses the courses owed on the day, in the order of their codes
 * @param tookPart 参训: whether any record of an owed course lies in its window
 * @param stillValid 在有效期: whether every owed course has a pass that is valid on the day
 * @param isOverdue whether something is owed whose due day has passed; for lists, never for the rate
 */
public record Verdict(
        PersonId person,
        Reason reason,
        List<RosterPosting> postings,
        List<OwedCourse> courses,
        boolean tookPart,
        boolean stillValid,
        boolean isOverdue) {

    /** For each course that is met the pass that meets it. */
    public List<TrainingFact> passes() {
        return courses.stream()
                .flatMap(course -> Optional.ofNullable(course.pass()).stream())
                .toList();
    }

    /** The codes of the courses that were owed and not met, in order. */
    public List<String> owed() {
        return courses.stream()
                .filter(course -> !course.isMet())
                .map(OwedCourse::course)
                .toList();
    }
}
