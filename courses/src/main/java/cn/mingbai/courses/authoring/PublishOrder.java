package cn.mingbai.courses.authoring;

import cn.mingbai.courses.publication.Recheck;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an officer proposes and a second person decides: a version from a day on, and what it asks of whom.
 *
 * @param from the first day on which it is the one to learn
 * @param points the codes of the policy points that it changes; none for a mere correction
 * @param lessons the codes of the lessons that changed
 * @param affected the older versions whose lessons touch these points
 * @param how how people show that they know, or null when nobody owes anything
 * @param due the last day for it, or null
 */
public record PublishOrder(
        String course,
        int version,
        LocalDate from,
        List<String> points,
        List<String> lessons,
        List<Integer> affected,
        Recheck.@Nullable How how,
        @Nullable LocalDate due) {}
