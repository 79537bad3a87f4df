package cn.mingbai.courses.authoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lesson being written.
 *
 * @param revision how often it was saved; whoever saves names the one that was read
 * @param before the text in the version before, or null when it had no such lesson
 * @param editable whether it can be changed: not while a second person looks, nor once published
 */
public record LessonDraft(
        String course,
        int version,
        String code,
        LessonText text,
        int revision,
        @Nullable LessonText before,
        boolean editable,
        @Nullable String editedBy,
        @Nullable Instant editedAt) {}
