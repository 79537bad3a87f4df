package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.outage.DiskRoom;
import java.time.Clock;
import java.util.HashSet;
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
    private final DiskRoom room;
    private final Clock clock;

    OverdueAttempts(AttemptRows rows, HandingIn handingIn, DiskRoom room, Clock clock) {
        this.rows = rows;
        this.handingIn = handingIn;
        this.room = room;
        this.clock = clock;
    }

    /** Ends all attempts whose time is over, each in a transaction of its own; without room for that, later. */
    @Scheduled(initialDelay = 20_000, fixedDelay = 20_000)
    void handIn() {
        var failing = new HashSet<Long>();
        while (!room.refusesRows() && handInSome(failing)) {
            LOG.debug("more attempts are overdue");
        }
    }

    /** Whether any was handed in. */
    private boolean handInSome(HashSet<Long> failing) {
        var now = clock.instant();
        var done = false;
        for (var attempt : rows.overdue(now.minus(handingIn.grace()), now, BATCH)) {
            if (failing.contains(attempt)) {
                continue;
            }
            try {
                handingIn.ifOverdue(attempt);
                done = true;
            } catch (RuntimeException failed) {
                // The others' results must not wait for this one; it is tried again the next time.
                LOG.error("expected to hand in overdue attempt {}", attempt, failed);
                failing.add(attempt);
            }
        }
        return done;
    }
}
