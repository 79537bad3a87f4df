package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.people.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether people still hold a role, asked of the database at most once a minute for each who does: a page calls hundreds of
 * times, and posts end by the day.
 */
@Component
class StillPosted {

    static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int MANY = 50_000;

    private final Access access;
    private final Clock clock;
    private final Map<PersonId, Instant> seen = new ConcurrentHashMap<>();

    StillPosted(Access access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    /** Whether the person holds a role today, or did at most a minute ago. */
    boolean isPosted(PersonId person) {
        var now = clock.instant();
        if (isFresh(seen.get(person), now)) {
            return true;
        }
        if (access.held(person.value()).isEmpty()) {
            seen.remove(person);
            return false;
        }
        if (seen.size() > MANY) {
            seen.values().removeIf(at -> !isFresh(at, now));
        }
        seen.put(person, now);
        return true;
    }

    private static boolean isFresh(@org.jspecify.annotations.Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now) && at.plus(TRUSTED).isAfter(now);
    }
}
