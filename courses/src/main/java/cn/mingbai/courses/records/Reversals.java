package cn.mingbai.courses.records;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.approval.ApprovalKind;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reversals (冲正) of training records: proposed with a reason, carried out once a second person has agreed. Records that
 * rest on the same fact, such as those of the two courses of one class, are taken back together.
 */
@Component
@Internal
public class Reversals implements ApprovalKind {

    /** The name of this kind of approval. */
    public static final String KIND = "training.reverse";

    private final JdbcClient jdbc;
    private final ObjectProvider<Approvals> approvals;
    private final TrainingRecords records;
    private final ObjectProvider<ReversalListener> listeners;
    private final Texts texts;

    Reversals(
            JdbcClient jdbc,
            ObjectProvider<Approvals> approvals,
            TrainingRecords records,
            ObjectProvider<ReversalListener> listeners,
            Texts texts) {
        this.jdbc = jdbc;
        this.approvals = approvals;
        this.records = records;
        this.listeners = listeners;
        this.texts = texts;
    }

    /** A record of a group that stands. */
    private record Standing(String evidence, PersonId person, String name, String kind, String course, LocalDate on) {}

    /** What records with this evidence share with the others of the same fact: its first two parts. */
    public static String group(String evidence) {
        var first = evidence.indexOf(':');
        var second = first < 0 ? -1 : evidence.indexOf(':', first + 1);
        return second < 0 ? evidence : evidence.substring(0, second);
    }

    /**
     * Proposes in the caller's name and transaction to take back every record of a group.
     *
     * @param group see {@link #group}
     * @param division whose officers decide
     * @param reason why, 1 to 300 characters
     * @throws NotFound when there is no record of the group
     * @throws Conflict when all were taken back before, or a proposal waits already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ApprovalId propose(String group, DivisionId division, String reason) {
        var standing = standing(group);
        if (standing.isEmpty()) {
            if (exists(group)) {
                throw new Conflict("courses.record.reversed-before", group);
            }
            throw new NotFound("core.access.not-found");
        }
        TrainingRecords.checkReason(reason);
        return approvals
                .getObject()
                .propose(KIND, division, group, standing.getFirst().person(), "", reason.strip());
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Action decidedBy() {
        return Action.RECORD_TRAINING;
    }

    @Override
    public String summary(Approval approval, Locale locale) {
        var all = every(approval.subject());
        if (all.isEmpty()) {
            return approval.subject();
        }
        var first = all.getFirst();
        return texts.get(
                locale,
                "courses.record.reversal-summary",
                first.name(),
                first.on(),
                texts.get(locale, "courses.record.kind." + first.kind()),
                all.stream().map(Standing::course).distinct().collect(Collectors.joining(" ")),
                approval.subject());
    }

    @Override
    public void approved(Approval approval) {
        var decider = approval.decidedBy();
        if (decider == null) {
            throw new IllegalArgumentException(
                    "expected a decided approval, but got " + approval.id().value());
        }
        var standing = standing(approval.subject());
        if (standing.isEmpty()) {
            throw new Conflict("courses.record.reversed-before", approval.subject());
        }
        standing.forEach(
                record -> records.reverse(record.evidence(), approval.reason(), approval.proposedBy(), decider));
        listeners.forEach(listener -> listener.reversed(approval.subject()));
    }

    private boolean exists(String group) {
        return !every(group).isEmpty();
    }

    private List<Standing> standing(String group) {
        return read(group, " and not exists (select 1 from training_record r where r.reversal_of = t.id)");
    }

    private List<Standing> every(String group) {
        return read(group, "");
    }

    private List<Standing> read(String group, String further) {
        return jdbc.sql("""
                select t.evidence, t.person_id, s.name, t.kind, t.course_code, t.happened_on from training_record t
                join person s on s.id = t.person_id
                where (t.evidence = :group or t.evidence like concat(:pattern, ':%')) and t.reversal_of is null
                """ + further + " order by t.course_code")
                .param("group", group)
                .param(
                        "pattern",
                        group.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
                .query((row, index) -> new Standing(
                        row.getString(1),
                        new PersonId(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, LocalDate.class)))
                .list();
    }
}
