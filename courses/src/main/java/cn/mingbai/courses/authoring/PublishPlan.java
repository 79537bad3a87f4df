package cn.mingbai.courses.authoring;

import cn.mingbai.courses.curriculum.LessonPreview;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What there is to decide before a version is sent to a second person.
 *
 * @param changes which policy points it may have changed
 * @param points the names of all policy points by codes, in the catalogue's order
 * @param toMend what in its lessons will not work, by lesson codes; empty lists are left out
 * @param today the earliest day from which it can be published
 */
public record PublishPlan(
        CourseDraft draft,
        PointChanges changes,
        Map<String, String> points,
        Map<String, List<LessonPreview.Finding>> toMend,
        LocalDate today) {

    /** Whether something has to be mended first. */
    public boolean isBlocked() {
        return toMend.values().stream().flatMap(List::stream).anyMatch(LessonPreview.Finding::blocks);
    }
}
