package cn.mingbai.courses.rechecks;

import cn.mingbai.courses.publication.Recheck;
import java.time.LocalDate;
import java.util.List;

/**
 * A re-check that the caller owes.
 *
 * @param course the course's code
 * @param title the course's title
 * @param lessons the codes of the lessons that changed
 * @param points the names of the policy points that changed
 * @param due the last day on which it is done in time
 * @param overdue whether that day is past
 */
public record OwedRecheck(
        long id,
        String course,
        String title,
        List<String> lessons,
        List<String> points,
        Recheck.How how,
        LocalDate due,
        boolean overdue) {}
