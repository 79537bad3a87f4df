package cn.mingbai.quizzes.sittings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled test as somebody who sits it sees it.
 *
 * @param latest when theirs is handed in at the latest, extra time included: before the opening the end of the test,
 *     then what a start now would have
 * @param enters whether there is a page to go to already: the paper is drawn, or can be at this look
 */
public record OwnSitting(
        SittingId id,
        String course,
        String title,
        Phase phase,
        SeatState state,
        Instant opens,
        Instant closes,
        Instant latest,
        int minutes,
        int passMark,
        int extraMinutes,
        boolean enters,
        @Nullable Integer score) {}
