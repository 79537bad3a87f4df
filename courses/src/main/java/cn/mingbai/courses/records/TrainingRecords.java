package cn.mingbai.courses.records;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingKind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes training records. The table only grows: what was wrong is reversed by a further row, so that any figure can be
 * computed again as it was known on any day.
 */
@Component
@Internal
public class TrainingRecords {

    private static final int REASON_LENGTH = 300;

    private final JdbcClient jdbc;
    private final RosterChanges changes;
    private final PersonAliases aliases;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    TrainingRecords(
            JdbcClient jdbc, RosterChanges changes, PersonAliases aliases, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.aliases = aliases;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    private record Written(
            long id,
            long person,
            String course,
            int version,
            TrainingKind kind,
            LocalDate on,
            @Nullable Integer score,
            @Nullable BigDecimal hours,
            @Nullable Long classSession,
            @Nullable Long recheck) {

        boolean says(TrainingEntry entry) {
            return person == entry.person().value()
                    && course.equals(entry.course())
                    && version == entry.version()
                    && kind == entry.kind()
                    && on.equals(entry.on())
                    && Objects.equals(score, entry.score())
                    && sameHours(entry.hours())
                    && Objects.equals(classSession, entry.classSession())
                    && Objects.equals(recheck, entry.recheck());
        }

        private boolean sameHours(@Nullable BigDecimal other) {
            return hours == null || other == null ? hours == other : hours.compareTo(other) == 0;
        }
    }

    /**
     * Writes an entry in the caller's transaction. The same entry again changes nothing and answers with the same id.
     *
     * @return the record's id
     * @throws Conflict when the same evidence stands for something else
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long record(TrainingEntry entry) {
        long id;
        try {
            id = jdbc.sql("""
                    insert into training_record (id, person_id, course_code, course_version, kind, happened_on, score,
                      hours, class_session_id, recheck_id, evidence, recorded_at, recorded_by)
                    values (next value for training_record_seq, :person, :course, :version, :kind, :on, :score, :hours,
                      :class, :recheck, :evidence, :now, :by)
                    returning id
                    """)
                    .param("person", entry.person().value())
                    .param("course", entry.course())
                    .param("version", entry.version())
                    .param("kind", entry.kind().name())
                    .param("on", entry.on())
                    .param("score", entry.score())
                    .param("hours", entry.hours())
                    .param("class", entry.classSession())
                    .param("recheck", entry.recheck())
                    .param("evidence", entry.evidence())
                    .param("now", Times.sql(clock.instant()))
                    .param("by", callerId())
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException again) {
            var first = byEvidence(entry.evidence());
            if (!first.says(entry)) {
                throw new Conflict("courses.record.other-content", entry.evidence());
            }
            return first.id();
        }
        changes.note(entry.person());
        var what = entry.kind().isPass() ? "training.pass" : "training.record";
        var details = "person " + entry.person().value() + ", " + entry.kind() + ", course " + entry.course() + "/"
                + entry.version() + " on " + entry.on() + (entry.score() == null ? "" : ", " + entry.score())
                + (entry.hours() == null ? "" : ", " + entry.hours() + " hours") + ", " + entry.evidence();
        if (entry.isEnteredForPerson()) {
            audit.record(what, "person " + entry.person().value(), null, details);
        } else {
            audit.recordFor(entry.person(), what, "person " + entry.person().value(), null, details);
        }
        return id;
    }

    /**
     * Takes a record back in the caller's transaction. From now on it is as if it had never been; figures as known
     * before stay as they were.
     *
     * @param evidence the evidence of the record
     * @param reason why, 1 to 300 characters
     * @param by who wants it
     * @param second who agreed: neither {@code by} nor the person of the record
     * @throws NotFound when there is no record with this evidence
     * @throws Conflict when it was taken back before
     * @throws RuleViolation when there is no reason, or the second person is one of the two
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reverse(String evidence, String reason, PersonId by, PersonId second) {
        reverse(evidence, reason, by.value(), second);
    }

    /** The same in the name of the caller, or of nobody. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reverse(String evidence, String reason, PersonId second) {
        reverse(evidence, reason, callerId(), second);
    }

    static void checkReason(String reason) {
        if (reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            throw new RuleViolation("courses.record.reason", REASON_LENGTH);
        }
    }

    private void reverse(String evidence, String reason, @Nullable Long by, PersonId second) {
        checkReason(reason);
        var record = byEvidence(evidence);
        if (second.value() == record.person() || (by != null && second.value() == by)) {
            throw new RuleViolation("courses.record.second-person");
        }
        try {
            jdbc.sql("""
                    insert into training_record (id, person_id, course_code, course_version, kind, happened_on,
                      evidence, reversal_of, reason, second_person_id, recorded_at, recorded_by)
                    values (next value for training_record_seq, :person, :course, :version, 'REVERSAL', :on, :evidence,
                      :of, :reason, :second, :now, :by)
                    """)
                    .param("person", record.person())
                    .param("course", record.course())
                    .param("version", record.version())
                    .param("on", record.on())
                    .param("evidence", "reversal:" + record.id())
                    .param("of", record.id())
                    .param("reason", reason.strip())
                    .param("second", second.value())
                    .param("now", Times.sql(clock.instant()))
                    .param("by", by)
                    .update();
        } catch (DuplicateKeyException again) {
            throw new Conflict("courses.record.reversed-before", evidence);
        }
        changes.note(new PersonId(record.person()));
        audit.record(
                "training.reverse",
                "person " + record.person(),
                null,
                evidence + ", second person " + second.value() + ": " + reason);
    }

    /**
     * The courses that a person has passed, with the day of the first pass that was not taken back, as known now; also
     * under a record that was merged into the person's.
     */
    public Map<String, LocalDate> passedBy(PersonId person) {
        var passed = new HashMap<String, LocalDate>();
        jdbc.sql("""
                select t.course_code, min(t.happened_on) from training_record t
                where t.person_id in (:persons) and t.kind in ('QUIZ_PASSED', 'PAPER_PASSED')
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                group by t.course_code
                """)
                .param("persons", aliases.all(person.value()))
                .query((row, index) -> passed.put(row.getString(1), row.getObject(2, LocalDate.class)))
                .list();
        return passed;
    }

    private Written byEvidence(String evidence) {
        // A current read: in a transaction that began before the other's commit, the snapshot would not show the row.
        return jdbc.sql("""
                select id, person_id, course_code, course_version, kind, happened_on, score, hours, class_session_id,
                  recheck_id
                from training_record where evidence = :evidence and reversal_of is null lock in share mode
                """)
                .param("evidence", evidence)
                .query((row, index) -> new Written(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getInt(4),
                        TrainingKind.valueOf(row.getString(5)),
                        row.getObject(6, LocalDate.class),
                        row.getObject(7, Integer.class),
                        row.getBigDecimal(8),
                        row.getObject(9, Long.class),
                        row.getObject(10, Long.class)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private @Nullable Long callerId() {
        return access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
    }
}
