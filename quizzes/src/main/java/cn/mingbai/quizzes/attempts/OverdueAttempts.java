package cn.mingbai.quizzes.attempts;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Hands in the attempts of those who closed the page and never came back. */
@Component
@EnableScheduling
class OverdueAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueAttempts.class);
    private static final int BATCH = 200;

    private final AttemptRows rows;
    private final HandingIn handingIn;
    private final Clock clock;

    OverdueAttempts(AttemptRows rows, HandingIn handingIn, Clock clock) {
        this.rows = rows;
        this.handingIn = handingIn;
        this.clock = clock;
    }

    /** Ends up to 200 attempts whose time is over, each in a transaction of its own. */
    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    void handIn() {
        for (var attempt : rows.overdue(clock.instant().minus(HandingIn.GRACE), BATCH)) {
            try {
                handingIn.ifOverdue(attempt);
            } catch (RuntimeException failed) {
                // The others' results must not wait for this one; it is tried again in a minute.
                LOG.error("expected to hand in overdue attempt {}", attempt, failed);
            }
        }
    }
}
