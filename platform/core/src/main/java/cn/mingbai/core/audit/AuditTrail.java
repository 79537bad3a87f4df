package cn.mingbai.core.audit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audit trail as an auditor reads it: of their divisions, and what belongs to none only at the top of the tree. */
@Service
public class AuditTrail {

    /** The rows of one page. */
    public static final int PAGE = 50;

    private static final long ROOT = 1;
    private static final int SEARCH_LENGTH = 100;

    private final JdbcClient jdbc;
    private final Access access;
    private final AuditAnchors anchors;
    private final AuditGuard guard;
    private final Jobs jobs;
    private final Texts texts;

    AuditTrail(JdbcClient jdbc, Access access, AuditAnchors anchors, AuditGuard guard, Jobs jobs, Texts texts) {
        this.jdbc = jdbc;
        this.access = access;
        this.anchors = anchors;
        this.guard = guard;
        this.jobs = jobs;
        this.texts = texts;
    }

    /**
     * One change, log-in or refusal.
     *
     * @param actor who did it: a person's name, or what was typed by somebody unknown
     * @param what the kind, a key such as {@code account.sign-in}
     * @param divisionName where it belongs, empty for nowhere
     * @param refused whether it was refused instead of done
     * @param address where it came from; empty where that is not kept
     */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String what,
            String subject,
            String divisionName,
            String details,
            boolean refused,
            String address) {}

    /**
     * How the trail is protected.
     *
     * @param anchor the last row, short enough to be noted by hand; empty while there is none
     * @param guard the name of what keeps rows from being changed: {@code GUARDED}, {@code ACCOUNT_TOO_STRONG}, {@code OPEN}
     */
    public record Protection(String anchor, String guard) {}

    /**
     * A page of the trail, newest first: in the order in which the server wrote it, whatever its clock said.
     *
     * @param day only this day in Asia/Shanghai, or null for all
     * @param search only rows with this text in actor, kind, subject or details; blank for all
     * @param page 0 for the newest
     * @return at most {@link #PAGE} rows, and one more when there is a further page
     */
    @Transactional(readOnly = true)
    public List<Entry> page(@Nullable LocalDate day, String search, int page) {
        var reach = access.require(Action.VIEW_AUDIT);
        var text = search.strip();
        return jdbc.sql("select e.id, e.happened_at, e.actor, e.what, e.subject, v.name, e.details, e.refused,"
                        + " coalesce(e.address, '') from audit_entry e"
                        + " left join division_version v on v.division_id = e.division_id"
                        + " and v.superseded_at = '9999-12-31' and v.valid_from <= :reachDay and v.valid_to > :reachDay"
                        + " where e.happened_at >= :from and e.happened_at < :to"
                        + " and (:text = '' or locate(:text, e.actor) > 0 or locate(:text, e.what) > 0"
                        + " or locate(:text, e.subject) > 0 or locate(:text, e.details) > 0)"
                        + " and ((e.division_id is null and " + ROOT + " in (:reachRoots)) or "
                        + Reach.covers("e.division_id") + ")"
                        + " order by e.id desc limit :limit offset :offset")
                .param("from", Times.sql(day == null ? Instant.EPOCH : Times.endOf(day.minusDays(1))))
                .param("to", Times.sql(day == null ? Times.NOT_SUPERSEDED : Times.endOf(day)))
                .param("text", text.substring(0, Math.min(text.length(), SEARCH_LENGTH)))
                .param("limit", PAGE + 1)
                .param("offset", (long) Math.clamp(page, 0, 1_000_000) * PAGE)
                .params(reach.parameters())
                .query((row, index) -> new Entry(
                        row.getLong(1),
                        Times.instant(row.getObject(2, LocalDateTime.class)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Objects.requireNonNullElse(row.getString(6), ""),
                        row.getString(7),
                        row.getBoolean(8),
                        row.getString(9)))
                .list();
    }

    /** How the trail is protected. */
    public Protection protection() {
        access.require(Action.VIEW_AUDIT);
        return new Protection(
                anchors.now().map(AuditAnchor::brief).orElse(""), guard.state().name());
    }

    /**
     * Starts to verify the whole chain: what is found names numbers of rows and nothing of what they say.
     *
     * @param anchor one that the caller noted before, or blank
     * @param language of the answer
     * @throws RuleViolation when the anchor has another form
     */
    @Transactional
    public JobId verify(String anchor, Locale language) {
        access.require(Action.VIEW_AUDIT);
        var noted = AuditAnchor.parse(anchor);
        if (noted.isEmpty() && !anchor.isBlank()) {
            throw new RuleViolation("core.audit.anchor.form", anchor.strip());
        }
        return jobs.start(
                AuditCheckJob.NAME,
                null,
                texts.get(language, "core.audit.verify.job"),
                new AuditCheckJob.Request(language, noted).toString());
    }
}
