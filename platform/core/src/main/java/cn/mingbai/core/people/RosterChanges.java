package cn.mingbai.core.people;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notes whose facts a transaction changes: postings, training records, name or staff number. Whoever keeps such facts in
 * memory reads the notes before each use. A note is written in the transaction of the change, so that both are seen or
 * neither is.
 *
 * <p>Numbers of notes are given out in order and committed in any: a transaction may come to light with a smaller number
 * after a greater one was seen. It does so within {@link #LONGEST}: one that is still open so long after its first note
 * cannot be committed any more.
 */
@Component
@Internal
public class RosterChanges {

    /** How long after its first note a transaction may be committed. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int CHUNK = 1000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    RosterChanges(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes one person in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(PersonId person) {
        limit();
        jdbc.update(
                "insert into roster_change (person_id, noted_at) values (?, ?)",
                person.value(),
                Times.sql(clock.instant()));
    }

    /** Notes many persons in the caller's transaction, each once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(Collection<Long> persons) {
        limit();
        var now = Times.sql(clock.instant());
        jdbc.batchUpdate(
                "insert into roster_change (person_id, noted_at) values (?, ?)",
                new TreeSet<>(persons),
                CHUNK,
                (row, person) -> {
                    row.setLong(1, person);
                    row.setObject(2, now);
                });
    }

    private static void limit() {
        if (TransactionSynchronizationManager.getSynchronizations().stream().noneMatch(Limit.class::isInstance)) {
            TransactionSynchronizationManager.registerSynchronization(new Limit(System.nanoTime()));
        }
    }

    /** Refuses to commit what was noted too long ago. */
    private record Limit(long since) implements TransactionSynchronization {

        @Override
        public void beforeCommit(boolean readOnly) {
            var open = Duration.ofNanos(System.nanoTime() - since);
            if (open.compareTo(LONGEST) > 0) {
                throw new IllegalStateException("expected to commit within " + LONGEST
                        + " after the first change of a person, but it took " + open + ": do it in smaller steps");
            }
        }
    }
}
