package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt without its paper.
 *
 * @param sitting the scheduled test, or null
 * @param recheck the re-check that it answers, or null
 * @param title what its page is headed with, or null: the quiz's title
 * @param opens before when it cannot be started, or null
 * @param windowEnd when it ends at the latest, extra time not counted, or null
 * @param started null while it waits
 * @param deadline the instant after which answers count as late, or null while it waits
 * @param handedIn when it ended, or null
 * @param tab the newest opening of its paper, 0 before the first
 * @param tokenExpires from when its token opens nothing without signing in again
 */
record Attempt(
        long id,
        PersonId person,
        String course,
        int courseVersion,
        Mode mode,
        @Nullable Long sitting,
        @Nullable Long recheck,
        @Nullable String title,
        int passMark,
        @Nullable Instant opens,
        @Nullable Instant windowEnd,
        int limitSeconds,
        int extraSeconds,
        @Nullable Instant started,
        @Nullable Instant deadline,
        @Nullable Instant handedIn,
        @Nullable Integer right,
        @Nullable Integer score,
        @Nullable Boolean passed,
        int tab,
        int tokenVersion,
        Instant tokenExpires,
        boolean revoked) {

    State state() {
        if (handedIn != null) {
            return State.ENDED;
        }
        return started == null ? State.WAITING : State.OPEN;
    }

    boolean isEnded() {
        return handedIn != null;
    }

    /** The same, started: its time is over with its limit or its window, whichever comes first, and extra time after it. */
    Attempt startedAt(Instant now) {
        var limit = now.plusSeconds(limitSeconds);
        var end = windowEnd == null || limit.isBefore(windowEnd) ? limit : windowEnd;
        return new Attempt(
                id,
                person,
                course,
                courseVersion,
                mode,
                sitting,
                recheck,
                title,
                passMark,
                opens,
                windowEnd,
                limitSeconds,
                extraSeconds,
                now,
                end.plusSeconds(extraSeconds),
                handedIn,
                right,
                score,
                passed,
                tab,
                tokenVersion,
                tokenExpires,
                revoked);
    }

    /** Until when it can be started, or null when it always can. */
    @Nullable
    Instant startsUntil() {
        return windowEnd == null ? null : windowEnd.plusSeconds(extraSeconds);
    }
}
