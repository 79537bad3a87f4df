package cn.mingbai.courses.rate;

import java.time.LocalDate;
import java.util.Set;

/**
 * Questions on what changed in a course. Whoever rests on a pass of an affected version owes them from {@code from} on,
 * unless the requirement picks none of the changed lessons. They never undo a pass: they end its validity once due.
 *
 * @param course the code of the course
 * @param version the version that changed it; a pass of it or of a later one needs no re-check
 * @param lessons the codes of the lessons that changed
 * @param affectedVersions the older versions whose lessons touch what changed
 * @param due the last day on which an older pass stays valid without it
 */
public record Recheck(
        long id,
        String course,
        int version,
        Set<String> lessons,
        Set<Integer> affectedVersions,
        LocalDate from,
        LocalDate due) {

    public Recheck {
        lessons = Set.copyOf(lessons);
        affectedVersions = Set.copyOf(affectedVersions);
    }
}
