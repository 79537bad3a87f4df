package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Caller;
import cn.mingbai.core.people.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs in by log-in name and password. Five wrong passwords lock that account for 15 minutes, and nobody else behind the
 * same address; whoever holds no role or duty today does not get in.
 */
@Component
class AccountAuthentication implements AuthenticationProvider {

    static final int TRIES = 5;
    static final Duration LOCK = Duration.ofMinutes(15);

    private final AccountRows accounts;
    private final Passwords passwords;
    private final Access access;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountAuthentication(
            AccountRows accounts,
            Passwords passwords,
            Access access,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.access = access;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var name = String.valueOf(attempt.getName()).strip();
        var password = String.valueOf(attempt.getCredentials());
        var account = accounts.findByLoginName(name).orElse(null);
        var now = clock.instant();
        var locked = account != null && account.lockedUntil != null && account.lockedUntil.isAfter(now);
        var fits = passwords.matches(password, account == null ? null : account.passwordHash);
        if (locked) {
            throw new LockedException("locked");
        }
        if (account == null || !fits) {
            if (account != null) {
                countWrongTry(account.requireId());
            }
            throw new BadCredentialsException("wrong name or password");
        }
        if (access.held(account.personId).isEmpty()) {
            throw new DisabledException("no role or duty today");
        }
        forgetWrongTries(account.requireId());
        var caller = new Caller(account.requireId(), new PersonId(account.personId), nameOf(account.personId));
        return UsernamePasswordAuthenticationToken.authenticated(
                new AccountPrincipal(caller, name, now), null, List.of(new SimpleGrantedAuthority("ROLE_USER")));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private String nameOf(long person) {
        return jdbc.sql("select name from person where id = :id")
                .param("id", person)
                .query(String.class)
                .single();
    }

    // In one statement, so that parallel tries are all counted.
    private void countWrongTry(long account) {
        transactions.executeWithoutResult(status -> jdbc.sql("""
                update account set
                  locked_until = case when failed_tries + 1 >= :tries then :until else locked_until end,
                  failed_tries = case when failed_tries + 1 >= :tries then 0 else failed_tries + 1 end
                where id = :id
                """)
                .param("tries", TRIES)
                .param("until", cn.mingbai.core.time.Times.sql(clock.instant().plus(LOCK)))
                .param("id", account)
                .update());
    }

    private void forgetWrongTries(long account) {
        transactions.executeWithoutResult(status -> jdbc.sql(
                        "update account set failed_tries = 0, locked_until = null where id = :id and failed_tries > 0")
                .param("id", account)
                .update());
    }
}
