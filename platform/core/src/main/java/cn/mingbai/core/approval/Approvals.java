package cn.mingbai.core.approval;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts proposals before a second person; the services that use it have checked their caller. */
@Component
@Internal
public class Approvals {

    private static final int REASON_LENGTH = 500;

    private final JdbcClient jdbc;
    private final ApprovalKinds kinds;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Approvals(JdbcClient jdbc, ApprovalKinds kinds, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Proposes something in the current caller's name and transaction.
     *
     * @param kind the name of an {@link ApprovalKind}
     * @param division whose officers decide
     * @param subject what it is about, 1..120 characters, for example {@code person 17}
     * @param concerns the person whom it is about and who must not decide, or null
     * @param payload what the kind needs to carry it out
     * @param reason why, 1..500 characters
     * @throws Conflict when the subject has an open proposal of this kind
     * @throws RuleViolation when there is no reason, or it is too long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ApprovalId propose(
            String kind,
            DivisionId division,
            String subject,
            @Nullable PersonId concerns,
            String payload,
            String reason) {
        kinds.find(kind).orElseThrow(() -> new IllegalArgumentException("expected a known kind, but got " + kind));
        var why = checked(reason, "core.approval.reason");
        // Whoever decides the open one holds its row and may wait for what the caller has locked. An insert would wait
        // for that row in turn, and the database would end one of the two.
        if (open(kind, subject).isPresent()) {
            throw new Conflict("core.approval.open-already");
        }
        var id =
                jdbc.sql("select next value for approval_seq").query(Long.class).single();
        try {
            jdbc.sql("""
                    insert into approval (id, kind, division_id, subject, open_key, concerns_id, payload, reason,
                      proposed_by, proposed_at, state, note)
                    values (:id, :kind, :division, :subject, :openKey, :concerns, :payload, :reason, :by, :at, 'OPEN', '')
                    """)
                    .param("id", id)
                    .param("kind", kind)
                    .param("division", division.value())
                    .param("subject", subject)
                    .param("openKey", ApprovalRows.openKey(kind, subject))
                    .param("concerns", concerns == null ? null : concerns.value())
                    .param("payload", payload)
                    .param("reason", why)
                    .param("by", access.caller().person().value())
                    .param("at", Times.sql(clock.instant()))
                    .update();
        } catch (DuplicateKeyException openAlready) {
            throw new Conflict("core.approval.open-already");
        }
        audit.record("approval.propose", "approval " + id, division, kind + " " + subject + ": " + why);
        return new ApprovalId(id);
    }

    /** The open proposal of this kind and subject. */
    public Optional<Approval> open(String kind, String subject) {
        return jdbc.sql("select " + ApprovalRows.COLUMNS + " from approval a where a.open_key = :key")
                .param("key", ApprovalRows.openKey(kind, subject))
                .query(ApprovalRows::map)
                .optional();
    }

    /** The proposal with this id, open or decided. */
    public Optional<Approval> find(ApprovalId id) {
        return jdbc.sql("select " + ApprovalRows.COLUMNS + " from approval a where a.id = :id")
                .param("id", id.value())
                .query(ApprovalRows::map)
                .optional();
    }

    /** How many proposals of a division, and of all that is below it on a day, wait for a second person. */
    public int waiting(DivisionId division, LocalDate day) {
        return jdbc.sql("select count(*) from approval a where a.state = 'OPEN' and exists"
                        + " (select 1 from division_ancestor t where t.descendant_id = a.division_id"
                        + " and t.ancestor_id = :division and t.valid_from <= :day and t.valid_to > :day)")
                .param("division", division.value())
                .param("day", day)
                .query(Integer.class)
                .single();
    }

    static String checked(String text, String key) {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > REASON_LENGTH) {
            throw new RuleViolation(key, REASON_LENGTH);
        }
        return stripped;
    }
}
