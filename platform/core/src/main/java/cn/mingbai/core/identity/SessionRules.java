package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When a signed-in session ends before its owner signs out. Asked for every request: one look-up by primary key. */
@Component
class SessionRules {

    /** Why a session ended; {@link #sentence()} says it on the log-in page. */
    enum End {
        IDLE("core.identity.login.ended-idle"),
        LONG("core.identity.login.ended-long"),
        RESET("core.identity.login.ended-reset"),
        NO_DUTY("core.identity.login.ended-no-duty"),
        MERGED("core.identity.login.ended-merged");

        private final String sentence;

        End(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;

    /**
     * Takes the limits.
     *
     * @param idle how long a session may go unused; a tab that merely stays open does not use it
     * @param longest how long after signing in it ends however much it is used
     */
    SessionRules(
            JdbcClient jdbc,
            Access access,
            Clock clock,
            @Value("${mingbai.session.idle:30m}") Duration idle,
            @Value("${mingbai.session.longest:12h}") Duration longest) {
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether its owner is one of the three separated administrators today. */
    boolean isSeparated(AccountPrincipal principal) {
        return access.held(principal.caller().person().value()).stream()
                .anyMatch(held -> held.role().isSeparated());
    }

    /**
     * Why the session of {@code principal}, last used at {@code used}, ends now; empty while it may go on. Of one that was
     * used further ahead than it may go unused, nobody can say how old it is, since the clock was set back: it ends too.
     */
    Optional<End> end(AccountPrincipal principal, Instant used) {
        var now = clock.instant();
        if (!now.isBefore(used.plus(idle)) || used.isAfter(now.plus(idle))) {
            return Optional.of(End.IDLE);
        }
        if (!now.isBefore(principal.since().plus(longest))) {
            return Optional.of(End.LONG);
        }
        record Account(Instant sessionsValidFrom, boolean onDuty, boolean merged) {}
        var account = jdbc.sql("""
                select a.sessions_valid_from,
                  exists (select 1 from %1$s join role_grant g on g.person_id = self.id where g.valid_from <= :today
                    and g.valid_to > :today and g.superseded_at = '9999-12-31')
                  or exists (select 1 from %1$s join posting p on p.person_id = self.id where p.valid_from <= :today
                    and p.valid_to > :today and p.superseded_at = '9999-12-31'),
                  exists (select 1 from person_alias m where m.person_id = :person)
                from account a where a.id = :id
                """.formatted(PersonAliases.SELF))
                .param("person", principal.caller().person().value())
                .param("today", Times.today(clock))
                .param("id", principal.caller().account())
                .query((row, index) -> new Account(
                        Times.instant(row.getObject(1, LocalDateTime.class)), row.getBoolean(2), row.getBoolean(3)))
                .optional();
        if (account.isEmpty() || !principal.reset().equals(account.get().sessionsValidFrom())) {
            return Optional.of(End.RESET);
        }
        if (account.get().merged()) {
            return Optional.of(End.MERGED);
        }
        return account.get().onDuty() ? Optional.empty() : Optional.of(End.NO_DUTY);
    }
}
