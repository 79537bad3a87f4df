package cn.mingbai.core.audit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
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

    AuditTrail(JdbcClient jdbc, Access access) {
        this.jdbc = jdbc;
        this.access = access;
    }

    /**
     * One change, log-in or refusal.
     *
     * @param actor who did it: a person's name, or what was typed by somebody unknown
     * @param what the kind, a key such as {@code account.sign-in}
     * @param divisionName where it belongs, empty for nowhere
     */
    public record Entry(
            long id, Instant at, String actor, String what, String subject, String divisionName, String details) {}

    /**
     * A page of the trail, newest first.
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
        return jdbc.sql("select e.id, e.happened_at, e.actor, e.what, e.subject, v.name, e.details from audit_entry e"
                        + " left join division_version v on v.division_id = e.division_id"
                        + " and v.superseded_at = '9999-12-31' and v.valid_from <= :reachDay and v.valid_to > :reachDay"
                        + " where e.happened_at >= :from and e.happened_at < :to"
                        + " and (:text = '' or locate(:text, e.actor) > 0 or locate(:text, e.what) > 0"
                        + " or locate(:text, e.subject) > 0 or locate(:text, e.details) > 0)"
                        + " and ((e.division_id is null and " + ROOT + " in (:reachRoots)) or "
                        + Reach.covers("e.division_id") + ")"
                        + " order by e.happened_at desc, e.id desc limit :limit offset :offset")
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
                        row.getString(7)))
                .list();
    }
}
