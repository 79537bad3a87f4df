package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of handing in.
 *
 * @param refusal why the attempt goes on, or null when it has ended
 * @param refused the numbers of the questions whose answers, sent along, do not count; they are kept
 * @param tab the newest opening of the paper
 * @param told from when the result is told, or null when it is told at once or there is none yet
 */
public record Ending(
        @Nullable Refusal refusal,
        List<Integer> refused,
        int tab,
        @Nullable Instant told) {}
