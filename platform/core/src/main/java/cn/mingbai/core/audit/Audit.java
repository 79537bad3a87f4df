package cn.mingbai.core.audit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes one row for every change, in the transaction of the change. */
@Component
@Internal
public class Audit {

    private static final int ACTOR_LENGTH = 100;
    private static final int SUBJECT_LENGTH = 120;
    private static final int DETAILS_LENGTH = 2000;

    // The name of the person, cleaned as clean does: thousands hand in at once, and each further statement costs them.
    private static final String NAME = "(select left(regexp_replace(name, '[\\\\p{C}\\\\p{Zl}\\\\p{Zp}]', ''), "
            + ACTOR_LENGTH + ") from person where id = :person)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Access access;
    private final Clock clock;

    Audit(JdbcClient jdbc, JdbcTemplate batches, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Records a change by the current caller.
     *
     * @param what a short verb phrase as a key, for example {@code household.import}
     * @param subject what was changed, for example {@code person 17}; no names of households
     * @param division where it belongs, or null for what belongs nowhere
     * @param details what changed, in words for an auditor; cut at 2,000 characters; no personal data of households
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String what, String subject, @Nullable DivisionId division, String details) {
        var caller = access.callerIfAny();
        write(
                caller.map(c -> c.person().value()).orElse(null),
                caller.map(c -> c.name()).orElse("-"),
                what,
                subject,
                division,
                details);
    }

    /**
     * Records what somebody did who is not signed in, or not any more.
     *
     * @param person who it is, or null when that is not known
     * @param actor a name; may be hostile input, and is cut and stripped of control characters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordFor(
            @Nullable PersonId person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {
        write(person == null ? null : person.value(), actor, what, subject, division, details);
    }

    /** Records what a known person did on a page that needs no log-in, for example by handing in an attempt. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordFor(PersonId person, String what, String subject, @Nullable DivisionId division, String details) {
        write(NAME, person.value(), "", what, subject, division, details);
    }

    /**
     * What a known person did, for {@link #recordAllFor}.
     *
     * @param actor the person's name
     */
    public record Entry(
            PersonId person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {}

    /** Records at once what known people did on pages that need no log-in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAllFor(List<Entry> entries) {
        var now = Times.sql(clock.instant());
        batches.batchUpdate(
                "insert into audit_entry (id, happened_at, person_id, actor, what, subject, division_id, details)"
                        + " values (next value for audit_entry_seq, ?, ?, ?, ?, ?, ?, ?)",
                entries,
                Math.max(1, entries.size()),
                (statement, entry) -> {
                    var division = entry.division();
                    statement.setObject(1, now);
                    statement.setLong(2, entry.person().value());
                    statement.setString(3, clean(entry.actor(), ACTOR_LENGTH));
                    statement.setString(4, entry.what());
                    statement.setString(5, clean(entry.subject(), SUBJECT_LENGTH));
                    if (division == null) {
                        statement.setNull(6, Types.BIGINT);
                    } else {
                        statement.setLong(6, division.value());
                    }
                    statement.setString(7, clean(entry.details(), DETAILS_LENGTH));
                });
    }

    private void write(
            @Nullable Long person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {
        write(":actor", person, actor, what, subject, division, details);
    }

    private void write(
            String actorSql,
            @Nullable Long person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {
        jdbc.sql("insert into audit_entry (id, happened_at, person_id, actor, what, subject, division_id, details)"
                        + " values (next value for audit_entry_seq, :at, :person, " + actorSql
                        + ", :what, :subject, :division, :details)")
                .param("at", Times.sql(clock.instant()))
                .param("person", person)
                .param("actor", clean(actor, ACTOR_LENGTH))
                .param("what", what)
                .param("subject", clean(subject, SUBJECT_LENGTH))
                .param("division", division == null ? null : division.value())
                .param("details", clean(details, DETAILS_LENGTH))
                .update();
    }

    /** At most {@code length} characters of {@code text}, without control and direction characters. */
    static String clean(String text, int length) {
        var cleaned = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR)
                .limit(length)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }
}
