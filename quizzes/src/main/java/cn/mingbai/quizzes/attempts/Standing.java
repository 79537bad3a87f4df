package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the caller stands with a quiz, and its rules.
 *
 * @param questions how many questions an attempt has
 * @param minutes how long an attempt lasts
 * @param passMark the score that passes
 * @param tries how many tests without a pass there are before a pause
 * @param pauseMinutes how long that pause is
 * @param weakLessonsFirst whether lessons have to be opened after it
 * @param open whether a test is open
 * @param practising whether practice is open
 * @param deadline when a test that began now would be handed in, or when the open one will be
 * @param lastOn the day of the last attempt that ended, or null
 * @param lastScore its score, or null
 * @param lastPassed whether it passed
 * @param triesLeft how many tries there are before the next pause, 0 while one has to pause or read
 * @param waitUntil until when the caller has to wait before the next try, or null
 * @param readings the lessons to open before the next try, also those opened already; empty when none are asked for
 */
public record Standing(
        String title,
        int questions,
        int minutes,
        int passMark,
        int tries,
        int pauseMinutes,
        boolean weakLessonsFirst,
        boolean open,
        boolean practising,
        Instant deadline,
        @Nullable LocalDate lastOn,
        @Nullable Integer lastScore,
        boolean lastPassed,
        int triesLeft,
        @Nullable Instant waitUntil,
        List<Reading> readings) {

    public Standing {
        readings = List.copyOf(readings);
    }

    /**
     * A lesson to open again.
     *
     * @param lesson its code
     * @param path its page's path, with its leading slash
     * @param opened whether it has been opened since the last try
     */
    public record Reading(String lesson, String title, String path, boolean opened) {}

    /** Whether the next test may begin now. */
    public boolean mayTry() {
        return waitUntil == null && readings.stream().allMatch(Reading::opened);
    }
}
