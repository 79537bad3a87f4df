package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt stands now: what a page asks from time to time, so that extra time and a changed window reach it.
 *
 * @param now the server's time
 * @param opensAt when the start becomes possible, or null when it is at once
 * @param deadline until when answers are in time, or null before the start
 * @param tab the newest opening of the paper
 */
public record ClockTime(
        Instant now, @Nullable Instant opensAt, @Nullable Instant deadline, State state, int tab) {}
