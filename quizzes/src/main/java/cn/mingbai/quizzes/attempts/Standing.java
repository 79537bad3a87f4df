package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the caller stands with a quiz, and its rules.
 *
 * @param questions how many questions an attempt has
 * @param minutes how long an attempt lasts
 * @param passMark the score that passes
 * @param pauseMinutes how long one waits after a try that did not pass
 * @param open whether an attempt is open
 * @param lastOn the day of the last attempt that ended, or null
 * @param lastScore its score, or null
 * @param lastPassed whether it passed
 * @param waitUntil until when the caller has to wait before the next try, or null
 */
public record Standing(
        String title,
        int questions,
        int minutes,
        int passMark,
        int pauseMinutes,
        boolean open,
        @Nullable LocalDate lastOn,
        @Nullable Integer lastScore,
        boolean lastPassed,
        @Nullable Instant waitUntil) {}
