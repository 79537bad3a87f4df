package cn.mingbai.core.identity;

import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts wrong passwords and codes of an account in the database, for all nodes together: after five within 30 minutes
 * nothing is evaluated any more until the oldest of them is 30 minutes old. Those from a known device count apart, so that
 * nobody elsewhere can lock its owner out. All calls need the account's row locked.
 *
 * <p>A try that is dated more than 30 minutes ahead was noted while a clock stood wrong and counts no more: otherwise it
 * would lock its owner out until that day comes. Nodes whose clocks are further apart than that count each for itself.
 */
@Component
class Tries {

    /** What was tried. */
    enum Kind {
        PASSWORD,
        CODE
    }

    static final int MOST = 5;
    static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Tries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whether nothing may be evaluated now.
     *
     * @param device the hash of the known device that asks; null for any other
     */
    boolean exhausted(long account, Kind kind, byte @Nullable [] device) {
        return count(account, kind, device) >= MOST;
    }

    /** Notes a wrong try; answers how many there were within the window, this one included. */
    int wrong(long account, Kind kind, byte @Nullable [] device) {
        var now = clock.instant();
        jdbc.sql("delete from log_in_try where account_id = :account and tried_at < :old")
                .param("account", account)
                .param("old", Times.sql(now.minus(KEPT)))
                .update();
        jdbc.sql("""
                insert into log_in_try (id, account_id, kind, device_hash, tried_at)
                values (next value for log_in_try_seq, :account, :kind, :device, :now)
                """)
                .param("account", account)
                .param("kind", kind.name())
                .param("device", device)
                .param("now", Times.sql(now))
                .update();
        return count(account, kind, device);
    }

    /** Forgets the wrong tries of a known device after a right one; those from anywhere stay counted. */
    void right(long account, Kind kind, byte[] device) {
        jdbc.sql("delete from log_in_try where account_id = :account and kind = :kind and device_hash = :device")
                .param("account", account)
                .param("kind", kind.name())
                .param("device", device)
                .update();
    }

    /** Forgets all: an officer has set the log-in anew. */
    void forget(long account, Kind kind) {
        jdbc.sql("delete from log_in_try where account_id = :account and kind = :kind")
                .param("account", account)
                .param("kind", kind.name())
                .update();
    }

    private int count(long account, Kind kind, byte @Nullable [] device) {
        var now = clock.instant();
        return jdbc.sql("""
                select count(*) from log_in_try where account_id = :account and kind = :kind
                  and device_hash <=> :device and tried_at > :since and tried_at < :until
                """)
                .param("account", account)
                .param("kind", kind.name())
                .param("device", device)
                .param("since", Times.sql(now.minus(WINDOW)))
                .param("until", Times.sql(now.plus(WINDOW)))
                .query(Integer.class)
                .single();
    }
}
