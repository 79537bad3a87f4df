package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of jobs: who holds which, how far it is. Every write of a run names owner and attempt. */
@Component
@Internal
class JobRows {

    /** How long a node may stay silent before another takes its job over. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** A lease that ends later than that was given while a clock stood ahead; nodes' clocks may differ by less. */
    static final Duration NEVER = Duration.ofDays(1);

    /** How often one job is begun by itself: one that brings its node down each time must end some day. */
    static final int MOST_ATTEMPTS = 5;

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate alone;

    JobRows(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        alone.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * A job that a node may work on.
     *
     * @param attempt which beginning this is; a later one makes every write of this one void
     */
    record Claimed(
            long id,
            String kind,
            String parameters,
            @Nullable String progress,
            @Nullable Long startedBy,
            @Nullable Long account,
            @Nullable String starterName,
            int attempt) {}

    /** Adds a job that waits; empty when the once-key is taken. */
    @Transactional(propagation = Propagation.REQUIRED)
    Optional<Long> add(
            String kind,
            @Nullable String onceKey,
            @Nullable Long division,
            String title,
            String parameters,
            @Nullable Long startedBy) {
        var id = jdbc.sql("select next value for job_seq").query(Long.class).single();
        var added = jdbc.sql("""
                insert into job (id, kind, once_key, division_id, title, parameters, started_by, created_at, state,
                  cancel_requested, attempt, done, total)
                values (:id, :kind, :onceKey, :division, :title, :parameters, :by, :at, 'WAITING', false, 0, 0, 0)
                on duplicate key update id = job.id
                """)
                .param("id", id)
                .param("kind", kind)
                .param("onceKey", onceKey)
                .param("division", division)
                .param("title", title)
                .param("parameters", parameters)
                .param("by", startedBy)
                .param("at", Times.sql(clock.instant()))
                .update();
        var mine = onceKey == null
                || added == 1
                        && jdbc.sql("select count(*) from job where id = :id")
                                        .param("id", id)
                                        .query(Integer.class)
                                        .single()
                                == 1;
        return mine ? Optional.of(id) : Optional.empty();
    }

    /** Adds the day's job of a kind that runs daily, unless it is there. */
    void addDaily(String kind, String title, LocalDate day) {
        var key = kind + " " + day;
        var there = jdbc.sql("select count(*) from job where once_key = :key")
                .param("key", key)
                .query(Integer.class)
                .single();
        if (there == 0) {
            alone.executeWithoutResult(status -> add(kind, key, null, title, day.toString(), null));
        }
    }

    /** Takes the oldest job of these kinds that waits or whose node has fallen silent. */
    Optional<Claimed> claim(String node, Collection<String> kinds) {
        while (true) {
            var taken = alone.execute(status -> take(node, kinds));
            if (taken == null || taken.isEmpty() || taken.get().attempt() > 0) {
                return taken == null ? Optional.empty() : taken;
            }
        }
    }

    // Attempt 0 says that the row was ended instead of taken, and that there may be another.
    private Optional<Claimed> take(String node, Collection<String> kinds) {
        var now = Times.sql(clock.instant());
        var found = jdbc.sql("select j.id, j.kind, j.parameters, j.progress, j.started_by, j.attempt,"
                        + " j.cancel_requested from job j where j.kind in (:kinds)"
                        + " and (j.state = 'WAITING' or j.state = 'RUNNING' and (j.lease_until < :now"
                        + " or j.lease_until > :never))"
                        + " order by j.id limit 1 for update skip locked")
                .param("kinds", kinds)
                .param("now", now)
                .param("never", Times.sql(clock.instant().plus(NEVER)))
                .query((row, index) -> new Object[] {
                    new Claimed(
                            row.getLong("id"),
                            row.getString("kind"),
                            row.getString("parameters"),
                            row.getString("progress"),
                            row.getObject("started_by", Long.class),
                            null,
                            null,
                            row.getInt("attempt")),
                    row.getBoolean("cancel_requested")
                })
                .optional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var job = (Claimed) found.get()[0];
        if ((boolean) found.get()[1]) {
            end(job.id(), JobState.CANCELLED, null, List.of());
            return Optional.of(ended(job));
        }
        if (job.attempt() >= MOST_ATTEMPTS) {
            end(job.id(), JobState.FAILED, "core.job.gave-up", List.of(String.valueOf(MOST_ATTEMPTS)));
            return Optional.of(ended(job));
        }
        jdbc.sql("update job set state = 'RUNNING', owner = :node, attempt = attempt + 1, lease_until = :until,"
                        + " begun_at = coalesce(begun_at, :now) where id = :id")
                .param("node", node)
                .param("until", leaseEnd())
                .param("now", now)
                .param("id", job.id())
                .update();
        var starter = jdbc.sql("select s.name, a.id from person s left join account a on a.person_id = s.id"
                        + " where s.id = :person")
                .param("person", job.startedBy())
                .query((row, index) -> new Object[] {row.getString(1), row.getObject(2, Long.class)})
                .optional();
        return Optional.of(new Claimed(
                job.id(),
                job.kind(),
                job.parameters(),
                job.progress(),
                job.startedBy(),
                starter.map(each -> (Long) each[1]).orElse(null),
                starter.map(each -> (String) each[0]).orElse(null),
                job.attempt() + 1));
    }

    private static Claimed ended(Claimed job) {
        return new Claimed(job.id(), job.kind(), "", null, null, null, null, 0);
    }

    /** Renews the lease; false when the job is no longer this node's. */
    boolean beat(Claimed job, String node) {
        return Boolean.TRUE.equals(
                alone.execute(status -> jdbc.sql("update job set lease_until = :until where id = :id and owner = :node"
                                        + " and attempt = :attempt and state = 'RUNNING'")
                                .param("until", leaseEnd())
                                .param("id", job.id())
                                .param("node", node)
                                .param("attempt", job.attempt())
                                .update()
                        == 1));
    }

    /** Saves progress in the caller's transaction, if there is one; throws when the job is to stop. */
    @Transactional(propagation = Propagation.REQUIRED, isolation = Isolation.DEFAULT)
    void checkpoint(Claimed job, String node, String cursor, int done, int total) {
        var held = jdbc.sql("update job set progress = :cursor, done = :done, total = :total, lease_until = :until"
                        + " where id = :id and owner = :node and attempt = :attempt and state = 'RUNNING'")
                .param("cursor", cursor)
                .param("done", done)
                .param("total", total)
                .param("until", leaseEnd())
                .param("id", job.id())
                .param("node", node)
                .param("attempt", job.attempt())
                .update();
        if (held != 1) {
            throw new JobStopped(JobStopped.Why.LOST);
        }
        // A locking read sees what others have committed, whatever the snapshot of this transaction.
        var cancelled = jdbc.sql("select cancel_requested from job where id = :id for update")
                .param("id", job.id())
                .query(Boolean.class)
                .single();
        if (cancelled) {
            throw new JobStopped(JobStopped.Why.CANCELLED);
        }
    }

    /** Ends a run; does nothing when the job is no longer this node's. */
    boolean finish(
            Claimed job,
            String node,
            JobState state,
            @Nullable String text,
            @Nullable String path,
            @Nullable String failureKey,
            List<String> failureArguments) {
        return Boolean.TRUE.equals(alone.execute(
                status -> jdbc.sql("update job set state = :state, owner = null, lease_until = null, ended_at = :now,"
                                        + " result_text = :text, result_path = :path, failure_key = :key,"
                                        + " failure_arguments = :arguments where id = :id and owner = :node"
                                        + " and attempt = :attempt and state = 'RUNNING'")
                                .param("state", state.name())
                                .param("now", Times.sql(clock.instant()))
                                .param("text", text)
                                .param("path", path)
                                .param("key", failureKey)
                                .param("arguments", JSON.writeValueAsString(failureArguments))
                                .param("id", job.id())
                                .param("node", node)
                                .param("attempt", job.attempt())
                                .update()
                        == 1));
    }

    /** Gives a job back so that any node goes on with it; a shutdown does not count as an attempt. */
    void giveBack(Claimed job, String node) {
        alone.executeWithoutResult(status -> jdbc.sql(
                        "update job set state = 'WAITING', owner = null, lease_until = null, attempt = attempt - 1"
                                + " where id = :id and owner = :node and attempt = :attempt and state = 'RUNNING'")
                .param("id", job.id())
                .param("node", node)
                .param("attempt", job.attempt())
                .update());
    }

    static List<String> arguments(@Nullable String json) {
        return json == null || json.isEmpty() ? List.of() : JSON.readValue(json, TEXTS);
    }

    private void end(long id, JobState state, @Nullable String key, List<String> arguments) {
        jdbc.sql("update job set state = :state, owner = null, lease_until = null, ended_at = :now,"
                        + " failure_key = :key, failure_arguments = :arguments where id = :id")
                .param("state", state.name())
                .param("now", Times.sql(clock.instant()))
                .param("key", key)
                .param("arguments", JSON.writeValueAsString(arguments))
                .param("id", id)
                .update();
    }

    private java.time.LocalDateTime leaseEnd() {
        return Times.sql(clock.instant().plus(LEASE));
    }
}
