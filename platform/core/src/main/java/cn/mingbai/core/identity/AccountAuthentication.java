package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Caller;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs in by log-in name and password. After five wrong passwords within 30 minutes that account takes none, and nobody
 * else behind the same address is hit ({@link Tries}); whoever holds no role or duty today does not get in.
 */
@Component
class AccountAuthentication implements AuthenticationProvider {

    private static final int NAME_LENGTH = 40;

    private final AccountRows accounts;
    private final Passwords passwords;
    private final Access access;
    private final PersonAliases aliases;
    private final Tries tries;
    private final KnownDevices devices;
    private final PasswordPolicy policy;
    private final DemoLogIns demo;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountAuthentication(
            AccountRows accounts,
            Passwords passwords,
            Access access,
            PersonAliases aliases,
            Tries tries,
            KnownDevices devices,
            PasswordPolicy policy,
            DemoLogIns demo,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.access = access;
        this.aliases = aliases;
        this.tries = tries;
        this.devices = devices;
        this.policy = policy;
        this.demo = demo;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Signs in. An unknown name takes the same path as a known one: one look-up, one hash, one row in the audit trail.
     *
     * @throws BadCredentialsException when name and password do not fit together
     * @throws LockedException while the account is locked, whatever the password
     * @throws DisabledException when the person holds no role or duty today, or is merged into another
     * @throws AuthenticationServiceException when too many are waiting; its cause is a {@link RuleViolation}
     */
    @Override
    public Authentication authenticate(Authentication attempt) {
        var name = String.valueOf(attempt.getName()).strip();
        var password = String.valueOf(attempt.getCredentials());
        // The database's collation ignores control characters; a name is the very name or none.
        var account = accounts.findByLoginName(name.length() > NAME_LENGTH ? "" : name)
                .filter(found -> found.loginName.equals(name))
                .orElse(null);
        var hash = account == null ? null : account.passwordHash;
        var device = attempt.getDetails() instanceof DeviceCookie.Details details ? details.device() : null;
        var fits = fits(password, hash);
        var verdict = transactions.execute(
                status -> account == null ? refuseUnknown(name) : judge(account.requireId(), hash, fits, device));
        return switch (Objects.requireNonNull(verdict)) {
            case Verdict.SignedIn(AccountPrincipal principal) -> SignedInSession.authenticated(principal);
            case Verdict.Wrong wrong -> throw new BadCredentialsException("wrong name or password");
            case Verdict.Locked locked -> throw new LockedException("locked");
            case Verdict.NoDuty noDuty -> throw new DisabledException("no role or duty today");
            case Verdict.Merged merged -> throw new MergedException();
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** The person's record was merged into another one, whose log-in is the person's. */
    static final class MergedException extends DisabledException {

        MergedException() {
            super("merged into another person");
        }
    }

    private sealed interface Verdict {
        record SignedIn(AccountPrincipal principal) implements Verdict {}

        record Wrong() implements Verdict {}

        record Locked() implements Verdict {}

        record NoDuty() implements Verdict {}

        record Merged() implements Verdict {}
    }

    private record Known(
            long person,
            String loginName,
            String personName,
            @Nullable String hash,
            @Nullable Instant passwordSetAt,
            Instant reset) {}

    private boolean fits(String password, @Nullable String hash) {
        try {
            return passwords.matches(password, hash);
        } catch (RuleViolation busy) {
            throw new AuthenticationServiceException("too many log-ins at once", busy);
        }
    }

    private Verdict refuseUnknown(String name) {
        audit.recordFor(null, name, "account.refused", "log-in", null, "unknown name");
        return new Verdict.Wrong();
    }

    // Under the row's lock, so that parallel tries are counted one by one and a right guess that comes after the fifth
    // wrong one is refused even if its hash was under way before.
    private Verdict judge(long id, @Nullable String comparedHash, boolean fits, @Nullable String device) {
        var now = clock.instant();
        var account = jdbc.sql("""
                select a.person_id, a.login_name, s.name, a.password_hash, a.password_set_at, a.sessions_valid_from
                from account a join person s on s.id = a.person_id where a.id = :id for update
                """)
                .param("id", id)
                .query((row, index) -> new Known(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        instant(row.getObject(5, LocalDateTime.class)),
                        Times.instant(row.getObject(6, LocalDateTime.class))))
                .single();
        var known = devices.known(id, device);
        if (tries.exhausted(id, Tries.Kind.PASSWORD, known)) {
            // The row of the lock-out says since when; tries until its end are not written one by one.
            return new Verdict.Locked();
        }
        var person = new PersonId(account.person());
        var held = access.held(account.person());
        var division = held.isEmpty() ? null : held.getFirst().division();
        if (!fits || !Objects.equals(account.hash(), comparedHash)) {
            var tried = tries.wrong(id, Tries.Kind.PASSWORD, known);
            refused(person, account, division, "wrong password, try " + tried);
            if (tried >= Tries.MOST) {
                audit.recordFor(
                        person,
                        account.personName(),
                        "account.lock",
                        "account " + id,
                        division,
                        known == null ? "from unknown devices" : "from one known device");
            }
            return new Verdict.Wrong();
        }
        if (aliases.kept(account.person()) != account.person()) {
            refused(person, account, division, "merged into another person");
            return new Verdict.Merged();
        }
        if (held.isEmpty()) {
            refused(person, account, null, "no role or duty today");
            return new Verdict.NoDuty();
        }
        if (known != null) {
            tries.right(id, Tries.Kind.PASSWORD, known);
        }
        devices.remember(id, device);
        audit.recordFor(person, account.personName(), "account.sign-in", "account " + id, division, "");
        var caller = new Caller(id, person, account.personName());
        return new Verdict.SignedIn(new AccountPrincipal(
                caller,
                account.loginName(),
                now,
                account.reset(),
                demo.needNoSecondFactor(account.loginName()),
                policy.isOver(account.loginName(), account.passwordSetAt(), now)));
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : Times.instant(time);
    }

    private void refused(PersonId person, Known account, @Nullable DivisionId division, String why) {
        audit.recordFor(person, account.loginName(), "account.refused", "log-in", division, why);
    }
}
