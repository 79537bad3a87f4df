package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.outage.DiskRoom;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Draws the papers of a scheduled test in the background, from an hour before it opens: so that nobody's start waits for a
 * draw, and a question corrected until then is drawn as corrected.
 */
@Component
class SittingDrawing implements JobKind {

    static final String NAME = "sitting.draw";

    private static final Logger LOG = LoggerFactory.getLogger(SittingDrawing.class);
    private static final int BATCH = 50;

    private final SittingRows rows;
    private final SittingPapers papers;
    private final SittingNotices notices;
    private final Jobs jobs;
    private final TransactionTemplate transactions;
    private final DiskRoom room;
    private final Texts texts;
    private final Clock clock;

    SittingDrawing(
            SittingRows rows,
            SittingPapers papers,
            SittingNotices notices,
            Jobs jobs,
            TransactionTemplate transactions,
            DiskRoom room,
            Texts texts,
            Clock clock) {
        this.rows = rows;
        this.papers = papers;
        this.notices = notices;
        this.jobs = jobs;
        this.transactions =
                new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()), transactions);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.room = room;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Starts a job for each test that opens soon and has none; without room they wait for it. */
    @Scheduled(initialDelay = 30_000, fixedDelay = 30_000)
    void startDue() {
        if (room.refusesRows()) {
            return;
        }
        for (var id : rows.due(clock.instant())) {
            try {
                transactions.executeWithoutResult(status -> startOnce(id));
            } catch (RuntimeException failed) {
                // The others' papers must not wait for this one; it is tried again in half a minute.
                LOG.error("expected to start drawing the papers of scheduled test {}", id, failed);
            }
        }
    }

    private void startOnce(SittingId id) {
        var plan = rows.exclusive(id);
        if (plan.job().isPresent() || plan.phase(clock.instant()) == Phase.CANCELLED) {
            return;
        }
        var moves = rows.refresh(plan);
        notices.planned(plan, moves.added());
        notices.offList(plan, moves.gone());
        rows.drawnBy(
                id,
                jobs.start(
                        NAME,
                        plan.division(),
                        texts.get(
                                Locale.SIMPLIFIED_CHINESE,
                                "quizzes.sitting.job",
                                plan.draft().title()),
                        String.valueOf(id.value())));
    }

    @Override
    public void run(JobRun run) {
        var id = new SittingId(Long.parseLong(run.parameters()));
        var after = run.checkpoint().map(Long::parseLong).orElse(0L);
        while (after >= 0) {
            var from = after;
            after = Objects.requireNonNull(transactions.execute(status -> batch(run, id, from)));
        }
        transactions.executeWithoutResult(status -> rows.prepared(id));
        run.result(
                texts.get(Locale.SIMPLIFIED_CHINESE, "quizzes.sitting.job-done", rows.drawn(id)),
                "sitting/" + id.value());
    }

    /** Draws for some; the last seat, or -1 when none was left. */
    private long batch(JobRun run, SittingId id, long after) {
        var plan = rows.shared(id).orElseThrow();
        var phase = plan.phase(clock.instant());
        if (phase == Phase.CANCELLED || phase == Phase.OVER) {
            return -1;
        }
        var seats = rows.withoutPaper(id, after, BATCH);
        if (seats.isEmpty()) {
            return -1;
        }
        seats.forEach(seat -> papers.draw(plan, seat));
        var last = seats.getLast().seat();
        run.checkpoint(String.valueOf(last), rows.drawn(id), rows.listed(id));
        return last;
    }
}
