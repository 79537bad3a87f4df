package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a page sends it.
 *
 * @param number the question's number, from 1
 * @param answer as {@link cn.mingbai.quizzes.marking.Answer#read} reads it; empty takes the answer back
 * @param seq the page's number for this answer, from 1 and rising for each question; the same number means the same answer
 * @param typedAt the device's own time, for information only, or null
 */
public record Typed(
        int number, String answer, long seq, @Nullable Instant typedAt) {}
