package cn.mingbai.courses.excuses;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes {@code training_excuse}: rows are superseded, never changed. */
@Component
class ExcuseRows {

    private static final String COLUMNS = "e.id, e.person_id, e.division_id, e.reason, e.basis, e.attachment_id,"
            + " e.valid_from, e.valid_to, e.approved_by, e.approval_id";

    private final JdbcClient jdbc;
    private final PersonAliases aliases;
    private final RosterChanges changes;
    private final Clock clock;

    ExcuseRows(JdbcClient jdbc, PersonAliases aliases, RosterChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.changes = changes;
        this.clock = clock;
    }

    /** A row without its id and its recorded times. */
    record Fact(
            PersonId person,
            DivisionId division,
            Reason reason,
            String basis,
            @Nullable Long attachment,
            LocalDate from,
            LocalDate to,
            @Nullable Long approvedBy,
            @Nullable Long approval) {

        Fact until(LocalDate end) {
            return new Fact(person, division, reason, basis, attachment, from, end, approvedBy, approval);
        }
    }

    /** The excuse as known now, locked, so that of two who change it the second finds it superseded. */
    Optional<Fact> locked(long id) {
        return jdbc.sql("select " + COLUMNS + " from training_excuse e where e.id = :id"
                        + " and e.superseded_at = '9999-12-31' for update")
                .param("id", id)
                .query(ExcuseRows::map)
                .optional();
    }

    /**
     * Refuses a second excuse over the same days: which of them would hold?
     *
     * @throws Conflict naming the days of the one that is there
     */
    void requireFree(PersonId person, LocalDate from, LocalDate to) {
        jdbc.sql("select " + COLUMNS + " from training_excuse e where e.person_id in (:persons)"
                        + " and e.superseded_at = '9999-12-31' and e.valid_from < :to and e.valid_to > :from"
                        + " order by e.valid_from limit 1")
                .param("persons", aliases.all(person.value()))
                .param("from", from)
                .param("to", to)
                .query(ExcuseRows::map)
                .optional()
                .ifPresent(there -> {
                    throw new Conflict(
                            "courses.excuse.overlaps", there.from(), there.to().minusDays(1));
                });
    }

    long insert(Fact fact, PersonId by) {
        var id = jdbc.sql("select next value for training_excuse_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into training_excuse (id, person_id, division_id, reason, basis, attachment_id, valid_from,
                  valid_to, recorded_at, superseded_at, recorded_by, approved_by, approval_id)
                values (:id, :person, :division, :reason, :basis, :attachment, :from, :to, :now, '9999-12-31', :by,
                  :approvedBy, :approval)
                """)
                .param("id", id)
                .param("person", fact.person().value())
                .param("division", fact.division().value())
                .param("reason", fact.reason().name())
                .param("basis", fact.basis())
                .param("attachment", fact.attachment())
                .param("from", fact.from())
                .param("to", fact.to())
                .param("now", Times.sql(clock.instant()))
                .param("by", by.value())
                .param("approvedBy", fact.approvedBy())
                .param("approval", fact.approval())
                .update();
        changes.note(fact.person());
        return id;
    }

    void supersede(long id, PersonId person) {
        jdbc.sql("update training_excuse set superseded_at = :now where id = :id")
                .param("now", Times.sql(clock.instant()))
                .param("id", id)
                .update();
        changes.note(person);
    }

    static Fact map(ResultSet row, int index) throws SQLException {
        return new Fact(
                new PersonId(row.getLong("person_id")),
                new DivisionId(row.getLong("division_id")),
                Reason.valueOf(row.getString("reason")),
                row.getString("basis"),
                row.getObject("attachment_id", Long.class),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getObject("approved_by", Long.class),
                row.getObject("approval_id", Long.class));
    }
}
