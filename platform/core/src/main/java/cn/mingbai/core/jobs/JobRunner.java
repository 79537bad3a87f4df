package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.SignedIn;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.jobs.JobRows.Claimed;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Runs jobs on this node: in the order in which they were started, on few threads, each job on one node at a time. A node
 * that falls silent for {@link JobRows#LEASE} loses its jobs to the others.
 */
@Component
@Internal
public class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RESULT_LENGTH = 500;

    private final JobRows rows;
    private final ObjectProvider<JobKind> kinds;
    private final Clock clock;
    private final DiskRoom room;
    private final int threads;
    private final String node = UUID.randomUUID().toString();
    private final Map<Long, Claimed> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile @Nullable ScheduledExecutorService executor;

    /**
     * A runner of this node.
     *
     * @param threads how many jobs at once; 0 leaves them to other nodes, or to {@link #runWaiting()}
     */
    @Autowired
    JobRunner(
            JobRows rows,
            ObjectProvider<JobKind> kinds,
            Clock clock,
            DiskRoom room,
            @Value("${mingbai.jobs.threads}") int threads) {
        this.rows = rows;
        this.kinds = kinds;
        this.clock = clock;
        this.room = room;
        this.threads = threads;
    }

    /**
     * Runs what waits, and what silent nodes left, in this thread until nothing is left, or no room for what they make. For
     * tests and for the demo; otherwise the runner does it by itself.
     *
     * @return how many jobs were run
     */
    public int runWaiting() {
        var known = known();
        var count = 0;
        while (!stopping && !known.isEmpty() && !isFull()) {
            var job = rows.claim(node, known.keySet());
            if (job.isEmpty()) {
                return count;
            }
            run(job.get(), known);
            count++;
        }
        return count;
    }

    private boolean isFull() {
        return room.refusesRows() || room.refusesFiles();
    }

    /** Begins what is due today and has not begun, unless there is no room now. */
    void beginDaily() {
        if (isFull()) {
            return;
        }
        var now = LocalDateTime.ofInstant(clock.instant(), Times.ZONE);
        known().values().forEach(kind -> {
            var from = kind.daily();
            if (from != null && !now.toLocalTime().isBefore(from)) {
                rows.addDaily(kind.name(), kind.dailyTitle(), now.toLocalDate());
            }
        });
    }

    /** Tells the others that this node still works on its jobs. */
    void beat() {
        try (var small = room.essential()) {
            running.values().forEach(job -> {
                if (!rows.beat(job, node)) {
                    LOG.warn(
                            "job {} was taken over by another node, or ended; this node stops at its next step",
                            job.id());
                }
            });
        }
    }

    /** Looks for work now instead of in two seconds. */
    void wake() {
        var current = executor;
        if (current != null && !stopping) {
            try {
                current.execute(() -> guarded(this::runWaiting));
            } catch (RejectedExecutionException shutDownMeanwhile) {
                LOG.debug("not woken, this node shuts down");
            }
        }
    }

    private void run(Claimed job, Map<String, JobKind> known) {
        running.put(job.id(), job);
        var before = SecurityContextHolder.getContext();
        SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        try {
            starter(job)
                    .ifPresent(caller -> SecurityContextHolder.getContext()
                            .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                                    (SignedIn) () -> caller, null, List.of())));
            var run = new Run(job);
            var kind = known.get(job.kind());
            if (kind == null) {
                throw new IllegalStateException("expected a known kind, but claimed " + job.kind());
            }
            kind.run(run);
            end(job, JobState.DONE, run.text, run.path, null, List.of());
        } catch (JobStopped stopped) {
            switch (stopped.why()) {
                case CANCELLED -> end(job, JobState.CANCELLED, null, null, null, List.of());
                case SHUTDOWN -> giveBack(job);
                case LOST ->
                    LOG.warn("job {} is another node's now; this node wrote nothing of its last step", job.id());
            }
        } catch (NoRoom full) {
            waitForRoom(job);
        } catch (MingbaiException refused) {
            var arguments = refused.arguments().stream().map(String::valueOf).toList();
            end(job, JobState.FAILED, null, null, refused.key(), arguments);
        } catch (RuntimeException unexpected) {
            if (isFull() && DiskRoom.wasMissing(unexpected)) {
                waitForRoom(job);
                return;
            }
            LOG.error("expected job {} of kind {} to come to its end", job.id(), job.kind(), unexpected);
            end(job, JobState.FAILED, null, null, "core.job.failed", List.of(String.valueOf(job.id())));
        } finally {
            SecurityContextHolder.setContext(before);
            running.remove(job.id());
        }
    }

    private void waitForRoom(Claimed job) {
        LOG.warn("job {} waits: a disk is full; it goes on from its last step when there is room", job.id());
        giveBack(job);
    }

    // Both are small, and what was done would be done again without them. Should even they not be written, the lease
    // ends.
    private void giveBack(Claimed job) {
        try (var small = room.essential()) {
            rows.giveBack(job, node);
        }
    }

    private void end(
            Claimed job,
            JobState state,
            @Nullable String text,
            @Nullable String path,
            @Nullable String key,
            List<String> arguments) {
        try (var small = room.essential()) {
            rows.finish(job, node, state, text, path, key, arguments);
        }
    }

    private static Optional<Caller> starter(Claimed job) {
        var person = job.startedBy();
        var account = job.account();
        return person == null
                ? Optional.empty()
                : Optional.of(new Caller(
                        account == null ? 0 : account, new PersonId(person), String.valueOf(job.starterName())));
    }

    private Map<String, JobKind> known() {
        var known = new TreeMap<String, JobKind>();
        kinds.forEach(kind -> {
            if (known.put(kind.name(), kind) != null) {
                throw new IllegalStateException("expected one job kind named " + kind.name());
            }
        });
        return known;
    }

    private final class Run implements JobRun {

        private final Claimed job;
        private @Nullable String text;
        private @Nullable String path;
        private @Nullable String cursor;

        Run(Claimed job) {
            this.job = job;
            cursor = job.progress();
        }

        @Override
        public JobId id() {
            return new JobId(job.id());
        }

        @Override
        public String parameters() {
            return job.parameters();
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.ofNullable(cursor);
        }

        @Override
        public void checkpoint(String to, int done, int total) {
            if (stopping) {
                throw new JobStopped(JobStopped.Why.SHUTDOWN);
            }
            rows.checkpoint(job, node, to, done, total);
            cursor = to;
        }

        @Override
        public void result(String sentence, @Nullable String where) {
            text = sentence.length() <= RESULT_LENGTH ? sentence : sentence.substring(0, RESULT_LENGTH);
            path = where;
        }
    }

    @Override
    public void start() {
        if (threads <= 0) {
            return;
        }
        stopping = false;
        // One thread more than works: a lease is renewed while all others are busy.
        var pool = Executors.newScheduledThreadPool(
                threads + 1, Thread.ofPlatform().name("jobs-", 0).daemon().factory());
        for (var i = 0; i < threads; i++) {
            pool.scheduleWithFixedDelay(
                    () -> guarded(this::runWaiting), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        pool.scheduleWithFixedDelay(
                () -> guarded(() -> {
                    beat();
                    beginDaily();
                }),
                BEAT.toMillis(),
                BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
        executor = pool;
    }

    // A periodic task that throws would never be run again.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            LOG.error("expected to look after the jobs; trying again shortly", failed);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        var pool = executor;
        executor = null;
        if (pool == null) {
            return;
        }
        pool.shutdown();
        try {
            if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("jobs {} did not come to a step in time; another node takes them over", running.keySet());
                pool.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }
}
