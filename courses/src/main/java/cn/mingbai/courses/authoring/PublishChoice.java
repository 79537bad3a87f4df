package cn.mingbai.courses.authoring;

import cn.mingbai.courses.publication.Recheck;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an officer chooses before a version is sent to a second person.
 *
 * @param from the first day on which it is the one to learn: today or within a year
 * @param points the codes of the policy points that it changes; none for a mere correction
 * @param how how people show that they know, or null when nobody has to
 * @param due the last day for it, not before {@code from}; null without {@code how}
 * @param reason what was changed and why, 1 to 500 characters
 */
public record PublishChoice(
        LocalDate from,
        Set<String> points,
        Recheck.@Nullable How how,
        @Nullable LocalDate due,
        String reason) {}
