package cn.mingbai.core.jobs;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The jobs that somebody sees: the own, and for officers those of their reach; what belongs to no division only from the
 * top of the tree.
 */
@Service
public class JobBoard {

    /** The most jobs that are listed. */
    public static final int MOST = 100;

    private static final String SEEN =
            "(j.started_by = :me or :handles and " + Reach.covers("coalesce(j.division_id, 1)") + ")";

    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    JobBoard(JdbcClient jdbc, Jobs jobs, Access access, Audit audit, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * A job as it is shown.
     *
     * @param title what it does
     * @param starterName who started it; empty when it began by itself
     * @param done steps done
     * @param total steps in all, 0 while unknown
     * @param stopping whether somebody cancelled it and it has not come to its next step
     * @param said what came out, or why it failed, in the reader's language; empty while it runs
     * @param path where to see the result, without leading slash; empty when there is nothing
     * @param mayRepeat whether the caller may start it again, should it fail
     */
    public record Line(
            JobId id,
            String title,
            String divisionName,
            String starterName,
            JobState state,
            int done,
            int total,
            boolean stopping,
            Instant createdAt,
            Optional<Instant> endedAt,
            String said,
            String path,
            boolean mayRepeat) {}

    /** The jobs that the caller sees, the newest first; at most {@link #MOST}. */
    @Transactional(readOnly = true)
    public List<Line> list(Locale locale) {
        return select("", Map.of(), locale);
    }

    /**
     * One of them.
     *
     * @throws NotFound when there is none, or the caller does not see it
     */
    @Transactional(readOnly = true)
    public Line one(JobId id, Locale locale) {
        return select(" and j.id = :id", Map.of("id", id.value()), locale).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * Cancels a job: at once if it waits, at its next step if it runs.
     *
     * @throws NotFound when there is none, or the caller does not see it
     * @throws Conflict when it is over
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void cancel(JobId id) {
        var row = locked(id);
        if (row.state().isOver()) {
            throw new Conflict("core.job.over");
        }
        if (row.state() == JobState.WAITING) {
            jdbc.sql("update job set state = 'CANCELLED', ended_at = :now where id = :id")
                    .param("now", Times.sql(clock.instant()))
                    .param("id", id.value())
                    .update();
        } else {
            jdbc.sql("update job set cancel_requested = true where id = :id")
                    .param("id", id.value())
                    .update();
        }
        audit.record("job.cancel", "job " + id.value(), row.division(), "");
    }

    /**
     * Starts a failed or cancelled job again, from where it came to. Only its starter may, whose rights it runs with; what
     * began by itself is repeated by an administrator.
     *
     * @throws NotFound when there is none, or it is not the caller's to repeat
     * @throws Conflict when it has neither failed nor been cancelled
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void again(JobId id) {
        var row = locked(id);
        if (row.startedBy() != null
                && row.startedBy() != access.caller().person().value()) {
            throw new NotFound("core.access.not-found");
        }
        if (row.state() != JobState.FAILED && row.state() != JobState.CANCELLED) {
            throw new Conflict("core.job.not-failed");
        }
        jdbc.sql("update job set state = 'WAITING', cancel_requested = false, attempt = 0, ended_at = null,"
                        + " failure_key = null, failure_arguments = null where id = :id")
                .param("id", id.value())
                .update();
        audit.record("job.again", "job " + id.value(), row.division(), "");
        jobs.wakeAfterCommit();
    }

    private record Locked(
            JobState state,
            @Nullable Long startedBy,
            @Nullable DivisionId division) {}

    private Locked locked(JobId id) {
        return jdbc.sql("select j.state, j.started_by, j.division_id from job j where j.id = :id and " + SEEN
                        + " for update")
                .param("id", id.value())
                .params(seen())
                .query((row, index) -> {
                    var division = row.getObject("division_id", Long.class);
                    return new Locked(
                            JobState.valueOf(row.getString("state")),
                            row.getObject("started_by", Long.class),
                            division == null ? null : new DivisionId(division));
                })
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private List<Line> select(String more, Map<String, Object> parameters, Locale locale) {
        var me = access.caller().person().value();
        return jdbc.sql(
                        "select j.id, j.title, j.started_by, j.created_at, j.state, j.cancel_requested, j.done, j.total,"
                                + " j.ended_at, j.result_text, j.result_path, j.failure_key, j.failure_arguments, coalesce(s.name, '') starter_name, coalesce((select v.name from division_version v"
                                + " where v.division_id = j.division_id and v.superseded_at = '9999-12-31'"
                                + " order by v.valid_from desc limit 1), '') division_name"
                                + " from job j left join person s on s.id = j.started_by where " + SEEN + more
                                + " order by j.id desc limit :most")
                .param("most", MOST)
                .params(seen())
                .params(parameters)
                .query((row, index) -> line(row, me, locale))
                .list();
    }

    // Everybody sees the own jobs; the reach counts only for those who handle others'.
    private Map<String, Object> seen() {
        var own = access.require(Action.STUDY);
        var handles = access.may(Action.HANDLE_JOBS);
        var reach = handles ? access.require(Action.HANDLE_JOBS) : own;
        var parameters = new java.util.HashMap<>(reach.parameters());
        parameters.put("me", access.caller().person().value());
        parameters.put("handles", handles);
        return parameters;
    }

    private Line line(ResultSet row, long me, Locale locale) throws SQLException {
        var state = JobState.valueOf(row.getString("state"));
        var failure = row.getString("failure_key");
        var arguments = JobRows.arguments(row.getString("failure_arguments"));
        var ended = row.getObject("ended_at", LocalDateTime.class);
        var starter = row.getObject("started_by", Long.class);
        var said = failure == null
                ? java.util.Objects.requireNonNullElse(row.getString("result_text"), "")
                : texts.get(locale, failure, arguments.toArray());
        return new Line(
                new JobId(row.getLong("id")),
                texts.get(locale, row.getString("title")),
                row.getString("division_name"),
                row.getString("starter_name"),
                state,
                row.getInt("done"),
                row.getInt("total"),
                row.getBoolean("cancel_requested") && !state.isOver(),
                Times.instant(row.getObject("created_at", LocalDateTime.class)),
                Optional.ofNullable(ended).map(Times::instant),
                said,
                java.util.Objects.requireNonNullElse(row.getString("result_path"), ""),
                starter == null || starter == me);
    }
}
