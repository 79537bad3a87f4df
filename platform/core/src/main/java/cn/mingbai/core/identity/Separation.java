package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps system, security and audit administrators apart (GB/T 22239-2019, 安全管理中心): nobody is two of them, whatever
 * the divisions, and nobody grants a role to themselves.
 *
 * @see "ADR 0048"
 */
@Component
@Internal
public class Separation {

    private final JdbcClient jdbc;
    private final Access access;
    private final PersonAliases aliases;
    private final Clock clock;

    Separation(JdbcClient jdbc, Access access, PersonAliases aliases, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.aliases = aliases;
        this.clock = clock;
    }

    /**
     * Checks that the caller may make this person hold the role. Call it with the person's row locked.
     *
     * @throws RuleViolation when the person is the caller, or one of the three already and would become another
     */
    void requireGrantable(PersonId person, Role role) {
        var records = aliases.all(aliases.kept(person.value()));
        if (records.contains(access.caller().person().value())) {
            throw new RuleViolation("core.identity.grant-to-self");
        }
        requireApart(records, role);
    }

    /**
     * Checks that two records may become one person.
     *
     * @throws RuleViolation when the person would be two of the three administrators
     */
    public void requireMergeable(long person, long into) {
        for (var role : separated(aliases.all(person))) {
            requireApart(aliases.all(into), role);
        }
    }

    private void requireApart(Collection<Long> records, Role role) {
        if (role.isSeparated() && separated(records).stream().anyMatch(held -> held != role)) {
            throw new RuleViolation("core.identity.separated");
        }
    }

    // Also those that begin later. Read with a lock, so that what was granted while this transaction waited counts.
    private Set<Role> separated(Collection<Long> records) {
        var found = EnumSet.noneOf(Role.class);
        jdbc
                .sql("""
                select role from role_grant where person_id in (:people) and superseded_at = '9999-12-31'
                  and valid_to > :today and valid_to > valid_from lock in share mode
                """)
                .param("people", records)
                .param("today", Times.today(clock))
                .query((row, index) -> Role.valueOf(row.getString(1)))
                .list()
                .stream()
                .filter(Role::isSeparated)
                .forEach(found::add);
        return found;
    }
}
