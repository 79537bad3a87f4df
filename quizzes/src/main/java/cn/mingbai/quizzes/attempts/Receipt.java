package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer that was sent.
 *
 * @param refusal why it does not count, or null when it is saved
 * @param answer what is saved for the question now; empty when nothing is
 * @param seq its number, 0 when nothing is saved
 * @param tab the newest opening of the paper, the only one that may write
 * @param late whether it came after the deadline, within the grace for slow connections
 * @param now the server's time
 * @param deadline until when answers are in time, or null before the start
 * @param feedback in practice, whether it is right and why; null in a test
 */
public record Receipt(
        @Nullable Refusal refusal,
        String answer,
        long seq,
        int tab,
        boolean late,
        Instant now,
        @Nullable Instant deadline,
        State state,
        @Nullable Feedback feedback) {

    Receipt with(Feedback explained) {
        return new Receipt(refusal, answer, seq, tab, late, now, deadline, state, explained);
    }
}
