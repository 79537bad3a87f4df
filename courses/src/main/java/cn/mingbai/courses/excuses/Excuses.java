package cn.mingbai.courses.excuses;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PersonReach;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.excuses.ExcuseLine.State;
import cn.mingbai.courses.rate.Reason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Exemptions and long leaves within the caller's reach. One counts only once a second person has approved it, and the
 * person is then excused wherever they work; ending one early needs nobody else, since it excuses less.
 */
@Service
public class Excuses {

    /** The longest that one excuse holds, in days; whoever needs longer is proposed anew. */
    static final int MOST_DAYS = 366;

    private static final int BASIS_LENGTH = 200;
    private static final int SHOWN_DAYS_AFTER_END = 400;

    private final JdbcClient jdbc;
    private final ExcuseRows rows;
    private final PersonAliases aliases;
    private final Approvals approvals;
    private final Attachments attachments;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Excuses(
            JdbcClient jdbc,
            ExcuseRows rows,
            PersonAliases aliases,
            Approvals approvals,
            Attachments attachments,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.aliases = aliases;
        this.approvals = approvals;
        this.attachments = attachments;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An excuse as an officer proposes it.
     *
     * @param reason {@link Reason#EXEMPT} or {@link Reason#LONG_LEAVE}
     * @param from the first day, at most a year ago or ahead
     * @param to the first day after the last, at most {@link #MOST_DAYS} days after the first
     * @param basis the document or decision it rests on, 1 to 200 characters
     */
    public record Draft(Reason reason, LocalDate from, LocalDate to, String basis) {}

    /** A file that proves the basis. */
    public record Proof(String fileName, byte[] bytes) {}

    /** What is proposed, holds or has ended in the last 400 days; of people who work within reach, or did when proposed. */
    @Transactional(readOnly = true)
    public List<ExcuseLine> list() {
        var reach = access.require(Action.VIEW_EXCUSES);
        var lines = new ArrayList<ExcuseLine>(proposed(reach));
        lines.addAll(decided(reach));
        return lines;
    }

    /**
     * Proposes an excuse; it waits for a second person.
     *
     * @param proof a file beside the basis, or null without one
     * @throws NotFound when the person is out of reach
     * @throws Conflict when the person is excused on some of the days, or a proposal waits already
     * @throws RuleViolation when a part is missing or out of range, or the file is refused
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ApprovalId propose(PersonId named, Draft draft, @Nullable Proof proof) {
        var division = requireReachable(named);
        var person = new PersonId(aliases.kept(named.value()));
        check(draft);
        rows.requireFree(person, draft.from(), draft.to());
        var stored = proof == null
                ? null
                : attachments.store(proof.fileName(), proof.bytes(), Action.VIEW_EXCUSES, division);
        var asked = new ExcuseProposal(
                null,
                person.value(),
                draft.reason().name(),
                draft.from(),
                draft.to(),
                draft.basis().strip(),
                stored == null ? null : stored.id().value());
        return approvals.propose(
                ExcuseProposal.KIND,
                division,
                asked.subject(),
                person,
                asked.json(),
                draft.basis().strip());
    }

    /**
     * Ends an excuse early: the person is back. The days until then stay excused.
     *
     * @param back the first day on which the person owes training again, after the first day and before the end
     * @throws NotFound when there is no such excuse within reach, for example because somebody else changed it meanwhile
     * @throws RuleViolation when the day lies outside
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void end(long excuse, LocalDate back) {
        var there = requireReachable(excuse);
        if (!back.isAfter(there.from()) || !back.isBefore(there.to())) {
            throw new RuleViolation(
                    "courses.excuse.back-range",
                    there.from().plusDays(1),
                    there.to().minusDays(1),
                    back);
        }
        rows.supersede(excuse, there.person());
        var next = rows.insert(there.until(back), access.caller().person());
        audit.record(
                "excuse.end",
                "person " + there.person().value(),
                there.division(),
                "excuse " + excuse + ", now " + next + ", until " + back + " instead of " + there.to());
    }

    /**
     * Proposes to take an excuse back, as if it had never been given; it waits for a second person.
     *
     * @param why 1 to 200 characters
     * @throws NotFound when there is no such excuse within reach
     * @throws Conflict when taking it back waits already
     * @throws RuleViolation when no reason is given
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ApprovalId proposeTakeBack(long excuse, String why) {
        var there = requireReachable(excuse);
        checkText(why);
        var asked = new ExcuseProposal(
                excuse,
                there.person().value(),
                there.reason().name(),
                there.from(),
                there.to(),
                there.basis(),
                there.attachment());
        return approvals.propose(
                ExcuseProposal.KIND, there.division(), asked.subject(), there.person(), asked.json(), why.strip());
    }

    private void check(Draft draft) {
        if (draft.reason() != Reason.EXEMPT && draft.reason() != Reason.LONG_LEAVE) {
            throw new RuleViolation("courses.excuse.choose");
        }
        var today = Times.today(clock);
        if (draft.from().isBefore(today.minusDays(MOST_DAYS)) || draft.from().isAfter(today.plusDays(MOST_DAYS))) {
            throw new RuleViolation(
                    "courses.excuse.from-range", today.minusDays(MOST_DAYS), today.plusDays(MOST_DAYS), draft.from());
        }
        if (!draft.to().isAfter(draft.from()) || draft.to().isAfter(draft.from().plusDays(MOST_DAYS))) {
            throw new RuleViolation(
                    "courses.excuse.to-range",
                    draft.from(),
                    draft.from().plusDays(MOST_DAYS - 1),
                    draft.to().minusDays(1));
        }
        checkText(draft.basis());
    }

    private static void checkText(String text) {
        var length = text.strip().codePointCount(0, text.strip().length());
        if (length == 0 || length > BASIS_LENGTH) {
            throw new RuleViolation("courses.excuse.basis", BASIS_LENGTH);
        }
    }

    /** The division of the person's that the caller reaches, the latest first. */
    private DivisionId requireReachable(PersonId person) {
        var reach = access.require(Action.EDIT_EXCUSES);
        return jdbc.sql("select p.division_id from person s join posting p on p.person_id in (:persons)"
                        + " and p.superseded_at = '9999-12-31' and " + Reach.covers("p.division_id")
                        + " where s.id = :person and " + PersonReach.EDITABLE
                        + " order by p.valid_to desc, p.division_id limit 1")
                .param("persons", aliases.all(person.value()))
                .param("person", aliases.kept(person.value()))
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The excuse of a person whom the caller reaches now: whoever moved away is the new unit's. */
    private ExcuseRows.Fact requireReachable(long excuse) {
        access.require(Action.EDIT_EXCUSES);
        var found = rows.locked(excuse).orElseThrow(() -> new NotFound("core.access.not-found"));
        requireReachable(found.person());
        return found;
    }

    private static final String UNITS = "concat_ws('、', " + units("posting p", "p.person_id = s.id") + ", "
            + units("person_alias pk join posting p on p.person_id = pk.person_id", "pk.kept_id = s.id") + ") units";

    private static String units(String from, String whose) {
        return "(select group_concat(distinct v.name order by v.code separator '、') from " + from
                + " join division_version v on v.division_id = p.division_id"
                + " and v.superseded_at = '9999-12-31' and v.valid_from <= :today and v.valid_to > :today where "
                + whose
                + " and p.superseded_at = '9999-12-31' and p.valid_from <= :today and p.valid_to > :today)";
    }

    private List<ExcuseLine> proposed(Reach reach) {
        return jdbc.sql("select a.id, a.payload, s.id person_id, s.name, s.staff_number, b.name set_by, " + UNITS
                        + " from approval a join person b on b.id = a.proposed_by"
                        + " left join person_alias k on k.person_id = a.concerns_id"
                        + " join person s on s.id = coalesce(k.kept_id, a.concerns_id)"
                        + " where a.kind = :kind and a.state = 'OPEN' and a.subject like 'person %' and "
                        + Reach.covers("a.division_id") + " order by a.id")
                .param("kind", ExcuseProposal.KIND)
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> {
                    var asked = ExcuseProposal.of(row.getString("payload"));
                    return new ExcuseLine(
                            State.PROPOSED,
                            row.getLong("id"),
                            new PersonId(row.getLong("person_id")),
                            row.getString("name"),
                            row.getString("staff_number"),
                            row.getString("units"),
                            Reason.valueOf(asked.reason()),
                            asked.basis(),
                            asked.from(),
                            asked.to(),
                            path(asked.attachment()),
                            row.getString("set_by"),
                            null,
                            false);
                })
                .list();
    }

    private List<ExcuseLine> decided(Reach reach) {
        var today = Times.today(clock);
        return jdbc.sql(
                        "select e.*, s.id shown_id, s.name, s.staff_number, b.name set_by, d.name approver, exists (select 1 from"
                                + " approval a where a.kind = :kind and a.state = 'OPEN' and a.subject = concat('excuse ', e.id))"
                                + " take_back_open, " + UNITS + " from training_excuse e"
                                + " left join person_alias k on k.person_id = e.person_id"
                                + " join person s on s.id = coalesce(k.kept_id, e.person_id)"
                                + " left join person b on b.id = e.recorded_by left join person d on d.id = e.approved_by"
                                + " where e.superseded_at = '9999-12-31' and e.valid_to > :since and ("
                                + Reach.covers("e.division_id")
                                + " or exists (select 1 from posting r where r.person_id = s.id"
                                + " and r.superseded_at = '9999-12-31' and r.valid_to > :today and "
                                + Reach.covers("r.division_id") + ") or exists (select 1 from person_alias rk"
                                + " join posting r on r.person_id = rk.person_id where rk.kept_id = s.id"
                                + " and r.superseded_at = '9999-12-31' and r.valid_to > :today and "
                                + Reach.covers("r.division_id")
                                + ")) order by e.valid_to > :today desc, e.valid_from, e.id")
                .param("kind", ExcuseProposal.KIND)
                .param("today", today)
                .param("since", today.minusDays(SHOWN_DAYS_AFTER_END))
                .params(reach.parameters())
                .query((row, index) -> {
                    var fact = ExcuseRows.map(row, index);
                    return new ExcuseLine(
                            fact.to().isAfter(today) ? State.APPROVED : State.ENDED,
                            row.getLong("id"),
                            new PersonId(row.getLong("shown_id")),
                            row.getString("name"),
                            row.getString("staff_number"),
                            row.getString("units"),
                            fact.reason(),
                            fact.basis(),
                            fact.from(),
                            fact.to(),
                            path(fact.attachment()),
                            row.getString("set_by"),
                            row.getString("approver"),
                            row.getBoolean("take_back_open"));
                })
                .list();
    }

    private static @Nullable String path(@Nullable Long attachment) {
        return Stream.ofNullable(attachment)
                .map(id -> Attachment.path(new AttachmentId(id)))
                .findFirst()
                .orElse(null);
    }
}
