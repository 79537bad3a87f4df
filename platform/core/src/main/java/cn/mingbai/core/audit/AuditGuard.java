package cn.mingbai.core.audit;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.outage.DiskRoom;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries whether the application's database account could change rows of the trail. */
@Component
@Internal
class AuditGuard {

    private static final Logger LOG = LoggerFactory.getLogger(AuditGuard.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DiskRoom room;

    AuditGuard(JdbcClient jdbc, TransactionTemplate transactions, DiskRoom room) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.room = room;
    }

    /** What keeps rows from being changed. */
    enum State {
        /** The database refuses it, and the account cannot make it do otherwise. */
        GUARDED,
        /** The database refuses it, but the account may rebuild tables, and so could take that away. */
        ACCOUNT_TOO_STRONG,
        /** The database lets it happen. */
        OPEN
    }

    State state() {
        if (changes()) {
            return State.OPEN;
        }
        return mayRebuild() ? State.ACCOUNT_TOO_STRONG : State.GUARDED;
    }

    private boolean changes() {
        // Rolled back, so it needs no room.
        try (var nothing = room.essential()) {
            return Objects.requireNonNull(transactions.execute(status -> {
                status.setRollbackOnly();
                try {
                    return jdbc.sql("update audit_entry set details = details where id = 1")
                                    .update()
                            > 0;
                } catch (DataAccessException refused) {
                    return false;
                }
            }));
        }
    }

    private boolean mayRebuild() {
        return jdbc.sql("""
                select count(*) from (
                  select grantee, replace(table_schema, '\\\\', '') place, privilege_type
                  from information_schema.schema_privileges
                  union all
                  select grantee, database(), privilege_type from information_schema.user_privileges) held
                where grantee = concat('''', replace(current_user(), '@', '''@'''), '''')
                  and place = database() and privilege_type in ('TRIGGER', 'DROP', 'ALTER', 'SUPER')
                """).query(Integer.class).single() > 0;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        switch (state()) {
            case GUARDED -> LOG.info("The database keeps rows of the audit trail from being changed.");
            case ACCOUNT_TOO_STRONG ->
                LOG.warn(
                        "The application's database account could change rows of the audit trail: give it an account that"
                                + " may only read and write rows, and set MINGBAI_DB_OWNER for migrations (docs/install.md).");
            case OPEN ->
                LOG.error("The database lets rows of the audit trail be changed: its triggers are missing. Verify the"
                        + " trail (bin/verify --audit), then bring them back (ADR 0046).");
        }
    }
}
