package cn.mingbai.courses.standing;

import cn.mingbai.courses.rate.OwedCourse;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.requirements.Requirement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a person stands on a day.
 *
 * @param reason why they count or do not, or empty for somebody who owes nothing and is on no roster
 * @param courses what they owe, in the order of the codes
 * @param requirements the requirements that they are under today
 */
public record PersonStanding(Optional<Reason> reason, List<Due> courses, List<Requirement> requirements) {

    /**
     * A course that is owed.
     *
     * @param due the last day in time; for somebody who came after the requirement began not before the newcomers' days
     *     are over
     * @param basis the document that asks for it first
     */
    public record Due(OwedCourse owed, LocalDate due, String basis) {}

    /** What is owed of this course, if it is. */
    public Optional<Due> of(String course) {
        return courses.stream()
                .filter(due -> due.owed().course().equals(course))
                .findFirst();
    }

    /** The codes of the lessons that the requirements pick from a course; none means all of it. */
    public Set<String> picked(String course) {
        var picked = new TreeSet<String>();
        for (var requirement : requirements) {
            if (requirement.courses().contains(course)) {
                var lessons = requirement.lessons().getOrDefault(course, List.of());
                if (lessons.isEmpty()) {
                    return Set.of();
                }
                picked.addAll(lessons);
            }
        }
        return picked;
    }
}
