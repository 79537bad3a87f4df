package cn.mingbai.core.approval;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approval.State;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What waits for a second person (待复核), and the decision: many at once, all or nothing. */
@Service
public class ApprovalDesk {

    /** The most proposals that are listed or decided at once. */
    public static final int MOST = 200;

    private final JdbcClient jdbc;
    private final ApprovalKinds kinds;
    private final Access access;
    private final PersonAliases aliases;
    private final Audit audit;
    private final InAppNotices notices;
    private final Texts texts;
    private final Clock clock;

    ApprovalDesk(
            JdbcClient jdbc,
            ApprovalKinds kinds,
            Access access,
            PersonAliases aliases,
            Audit audit,
            InAppNotices notices,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.access = access;
        this.aliases = aliases;
        this.audit = audit;
        this.notices = notices;
        this.texts = texts;
        this.clock = clock;
    }

    /** Why somebody may not decide a proposal that they see. */
    public enum Bar {
        NONE,
        /** They proposed it. */
        PROPOSER,
        /** It is about them. */
        CONCERNED
    }

    /**
     * An open proposal as the decider sees it.
     *
     * @param summary what would be done, in the reader's language
     * @param path where to look at it, empty when the summary says all
     * @param bar whether the caller may decide it, and if not, why
     */
    public record Pending(
            Approval approval, String summary, String path, String divisionName, String proposerName, Bar bar) {}

    /**
     * A proposal of the caller's.
     *
     * @param summary what would be done, in the reader's language
     * @param deciderName who decided, empty while it is open
     */
    public record Proposed(Approval approval, String summary, String divisionName, String deciderName) {}

    /** The open proposals that officers like the caller decide, within reach, the oldest first; at most {@link #MOST}. */
    @Transactional(readOnly = true)
    public List<Pending> pending(Locale locale) {
        access.require(Action.DECIDE_APPROVALS);
        var me = selves();
        var found = new ArrayList<Pending>();
        kinds.byAction().forEach((action, names) -> {
            if (!access.may(action)) {
                return;
            }
            found.addAll(jdbc.sql("select " + ApprovalRows.COLUMNS + ", " + DIVISION_NAME + ", s.name proposer_name"
                            + " from approval a join person s on s.id = a.proposed_by"
                            + " where a.state = 'OPEN' and a.kind in (:kinds) and " + Reach.covers("a.division_id")
                            + " order by a.id limit :most")
                    .param("kinds", names)
                    .param("most", MOST)
                    .params(access.require(action).parameters())
                    .query((row, index) -> {
                        var approval = ApprovalRows.map(row, index);
                        var kind = kinds.find(approval.kind()).orElseThrow();
                        return new Pending(
                                approval,
                                kind.summary(approval, locale),
                                kind.path(approval),
                                row.getString("division_name"),
                                row.getString("proposer_name"),
                                bar(approval, me));
                    })
                    .list());
        });
        return found.stream()
                .sorted(Comparator.comparingLong(each -> each.approval().id().value()))
                .limit(MOST)
                .toList();
    }

    /** How many open proposals the caller may decide. */
    @Transactional(readOnly = true)
    public int waiting() {
        access.require(Action.DECIDE_APPROVALS);
        var count = 0;
        for (var entry : kinds.byAction().entrySet()) {
            if (access.may(entry.getKey())) {
                count += jdbc.sql("select count(*) from approval a where a.state = 'OPEN' and a.kind in (:kinds)"
                                + " and a.proposed_by not in (:me) and coalesce(a.concerns_id, 0) not in (:me) and "
                                + Reach.covers("a.division_id"))
                        .param("kinds", entry.getValue())
                        .param("me", selves())
                        .params(access.require(entry.getKey()).parameters())
                        .query(Integer.class)
                        .single();
            }
        }
        return count;
    }

    /** The caller's own proposals that are open or were decided in the last 30 days, the newest first. */
    @Transactional(readOnly = true)
    public List<Proposed> mine(Locale locale) {
        var reach = access.require(Action.DECIDE_APPROVALS);
        return jdbc.sql("select " + ApprovalRows.COLUMNS + ", " + DIVISION_NAME + ", coalesce(s.name, '') decider_name"
                        + " from approval a left join person s on s.id = a.decided_by"
                        + " where a.proposed_by = :me and a.kind in (:kinds)"
                        + " and (a.state = 'OPEN' or a.decided_at > :since) and " + Reach.covers("a.division_id")
                        + " order by a.id desc limit :most")
                .param("me", access.caller().person().value())
                .param("kinds", kinds.names().isEmpty() ? List.of("") : kinds.names())
                .param("since", Times.sql(clock.instant().minus(java.time.Duration.ofDays(30))))
                .param("most", MOST)
                .params(reach.parameters())
                .query((row, index) -> {
                    var approval = ApprovalRows.map(row, index);
                    return new Proposed(
                            approval,
                            kinds.find(approval.kind()).orElseThrow().summary(approval, locale),
                            row.getString("division_name"),
                            row.getString("decider_name"));
                })
                .list();
    }

    /**
     * Decides proposals, all of them or none.
     *
     * @param approve whether they are carried out or refused
     * @param note why, at most 500 characters; a refusal must say it
     * @throws NotFound when one is missing or not the caller's to decide
     * @throws Conflict when one was decided meanwhile
     * @throws RuleViolation when the caller proposed one or is concerned by one, or a refusal says nothing
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void decide(Set<ApprovalId> ids, boolean approve, String note) {
        access.require(Action.DECIDE_APPROVALS);
        if (ids.isEmpty() || ids.size() > MOST) {
            throw new RuleViolation("core.approval.choose", MOST);
        }
        var why = approve && note.isBlank() ? "" : Approvals.checked(note, "core.approval.note");
        var me = selves();
        for (var approval : locked(ids)) {
            var summary = summary(approval);
            if (approval.state() != State.OPEN) {
                throw new Conflict("core.approval.decided-already", summary);
            }
            switch (bar(approval, me)) {
                case PROPOSER -> throw new RuleViolation("core.approval.own", summary);
                case CONCERNED -> throw new RuleViolation("core.approval.concerned", summary);
                case NONE -> end(approval, approve ? State.APPROVED : State.REFUSED, why);
            }
        }
    }

    /**
     * Takes an own proposal back.
     *
     * @throws NotFound when the caller has no such proposal
     * @throws Conflict when it was decided meanwhile
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void withdraw(ApprovalId id) {
        var reach = access.require(Action.DECIDE_APPROVALS);
        var approval = jdbc.sql("select " + ApprovalRows.COLUMNS + " from approval a where a.id = :id"
                        + " and a.proposed_by = :me and " + Reach.covers("a.division_id") + " for update")
                .param("id", id.value())
                .param("me", access.caller().person().value())
                .params(reach.parameters())
                .query(ApprovalRows::map)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (approval.state() != State.OPEN) {
            throw new Conflict("core.approval.decided-already", summary(approval));
        }
        end(approval, State.WITHDRAWN, "");
    }

    // In the order of their ids, so that two officers with the same ticks wait for each other instead of blocking.
    private List<Approval> locked(Set<ApprovalId> ids) {
        var wanted = ids.stream().map(ApprovalId::value).sorted().toList();
        var found = new ArrayList<Approval>();
        kinds.byAction().forEach((action, names) -> {
            if (access.may(action)) {
                found.addAll(jdbc.sql("select " + ApprovalRows.COLUMNS + " from approval a where a.id in (:ids)"
                                + " and a.kind in (:kinds) and " + Reach.covers("a.division_id")
                                + " order by a.id for update")
                        .param("ids", wanted)
                        .param("kinds", names)
                        .params(access.require(action).parameters())
                        .query(ApprovalRows::map)
                        .list());
            }
        });
        if (found.size() != ids.size()) {
            throw new NotFound("core.access.not-found");
        }
        found.sort(Comparator.comparingLong(each -> each.id().value()));
        return found;
    }

    private void end(Approval open, State state, String note) {
        var me = access.caller().person();
        var now = clock.instant();
        jdbc.sql("update approval set state = :state, open_key = null, decided_by = :by, decided_at = :at, note = :note"
                        + " where id = :id")
                .param("state", state.name())
                .param("by", me.value())
                .param("at", Times.sql(now))
                .param("note", note)
                .param("id", open.id().value())
                .update();
        var decided = new Approval(
                open.id(),
                open.kind(),
                open.division(),
                open.subject(),
                open.concerns(),
                open.payload(),
                open.reason(),
                open.proposedBy(),
                open.proposedAt(),
                state,
                me,
                now,
                note);
        audit.record(
                "approval." + state.name().toLowerCase(Locale.ROOT),
                "approval " + open.id().value(),
                open.division(),
                open.kind() + " " + open.subject() + (note.isEmpty() ? "" : ": " + note));
        var kind = kinds.find(open.kind()).orElseThrow(() -> new NotFound("core.access.not-found"));
        if (state == State.REFUSED) {
            // Only a refusal leaves the proposer something to do.
            notices.post(
                    open.proposedBy(),
                    "approval.refused",
                    "approval " + open.id().value(),
                    "core.approval.notice-refused",
                    List.of(kind.summary(open, Texts.LOCALES.getFirst()), note),
                    "approvals");
        }
        try {
            switch (state) {
                case APPROVED -> kind.approved(decided);
                case REFUSED -> kind.refused(decided);
                case WITHDRAWN -> kind.withdrawn(decided);
                case OPEN -> throw new IllegalArgumentException("expected a decision");
            }
        } catch (MingbaiException failed) {
            // Of many ticks, the officer must know which one to take away.
            var locale = org.springframework.context.i18n.LocaleContextHolder.getLocale();
            throw new Conflict("core.approval.not-carried-out", summary(open), texts.get(locale, failed));
        }
    }

    private String summary(Approval approval) {
        var locale = org.springframework.context.i18n.LocaleContextHolder.getLocale();
        return kinds.find(approval.kind())
                .map(kind -> kind.summary(approval, locale))
                .orElse(approval.subject());
    }

    /** The caller under all records: whoever proposed under one must not decide under another. */
    private Set<Long> selves() {
        return aliases.all(access.caller().person().value());
    }

    private static Bar bar(Approval approval, Set<Long> me) {
        if (me.contains(approval.proposedBy().value())) {
            return Bar.PROPOSER;
        }
        var concerns = approval.concerns();
        return concerns != null && me.contains(concerns.value()) ? Bar.CONCERNED : Bar.NONE;
    }

    private static final String DIVISION_NAME = "coalesce((select v.name from division_version v"
            + " where v.division_id = a.division_id and v.superseded_at = '9999-12-31'"
            + " order by v.valid_from desc limit 1), '') division_name";
}
