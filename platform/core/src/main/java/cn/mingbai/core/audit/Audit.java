package cn.mingbai.core.audit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes one row for every change, in the transaction of the change. */
@Component
@Internal
public class Audit {

    private static final int DETAILS_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Audit(JdbcClient jdbc, Access access, Clock clock) {
        this.jdbc = jdbc;
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
        jdbc.sql("""
                insert into audit_entry (id, happened_at, person_id, actor, what, subject, division_id, details)
                values (next value for audit_entry_seq, :at, :person, :actor, :what, :subject, :division, :details)
                """)
                .param("at", Times.sql(clock.instant()))
                .param("person", caller.map(c -> c.person().value()).orElse(null))
                .param("actor", caller.map(c -> c.name()).orElse("-"))
                .param("what", what)
                .param("subject", subject)
                .param("division", division == null ? null : division.value())
                .param("details", details.length() <= DETAILS_LENGTH ? details : details.substring(0, DETAILS_LENGTH))
                .update();
    }
}
