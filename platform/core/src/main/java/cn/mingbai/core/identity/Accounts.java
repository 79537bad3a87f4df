package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts: first-log-in codes, passwords, and roles granted at divisions. */
@Service
public class Accounts {

    private static final Duration CODE_LIFE = Duration.ofDays(14);
    private static final int CODE_TRIES = 5;

    private final AccountRows accounts;
    private final Passwords passwords;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;
    private final byte[] codeKey;
    private final SecureRandom random = new SecureRandom();

    Accounts(
            AccountRows accounts,
            Passwords passwords,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Keys keys,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.codeKey = keys.key("login");
        this.clock = clock;
    }

    /** A role somebody holds by grant. */
    public record Grant(long id, PersonId person, String personName, Role role, DivisionId division, LocalDate from) {}

    /**
     * Issues a first-log-in code to a person posted within reach; also the way an officer resets a password: earlier
     * codes, the password and all sessions end.
     *
     * @throws NotFound when the person has no posting or grant within the caller's reach today
     */
    @Transactional
    public LogInCode issueFirstLogInCode(PersonId person) {
        var division = requireReachable(person, Action.ISSUE_FIRST_LOG_IN_CODE);
        var now = clock.instant();
        var names = names(person);
        var account = accounts.findByPersonId(person.value())
                .orElseGet(() -> new AccountRow(person.value(), names.staffNumber(), now));
        account.passwordHash = null;
        account.sessionsValidFrom = now;
        account.lockedUntil = null;
        account.failedTries = 0;
        accounts.saveAndFlush(account);
        jdbc.sql("update first_log_in_code set used_at = :now where account_id = :account and used_at is null")
                .param("now", Times.sql(now))
                .param("account", account.requireId())
                .update();
        var bytes = new byte[7];
        random.nextBytes(bytes);
        var code = Base32.encode(bytes).substring(0, 10);
        var expires = now.plus(CODE_LIFE);
        jdbc.sql("""
                insert into first_log_in_code (id, account_id, code_hash, issued_at, issued_by, expires_at, failed_tries)
                values (next value for first_log_in_code_seq, :account, :hash, :now, :by, :expires, 0)
                """)
                .param("account", account.requireId())
                .param("hash", Keys.hmac(codeKey, code))
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .param("expires", Times.sql(expires))
                .update();
        audit.record("account.code", "person " + person.value(), division, "first-log-in code until " + expires);
        return new LogInCode(
                names.name(), account.loginName, code.substring(0, 5) + "-" + code.substring(5), Times.dayOf(expires));
    }

    /**
     * Sets the first password with a printed code.
     *
     * @throws RuleViolation when name and code do not fit together, the code was used or has expired (all alike), or the
     *     password is refused
     */
    @Transactional(noRollbackFor = RuleViolation.class)
    @NotDivisionScoped("before sign-in: the code itself is the right")
    public void redeem(String loginName, String code, String newPassword) {
        passwords.check(newPassword, loginName.strip());
        var account = accounts.findByLoginName(loginName.strip());
        if (account.isEmpty()) {
            throw new RuleViolation("core.identity.code-wrong");
        }
        var id = account.get().requireId();
        var now = clock.instant();
        var typed = code.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        // The row is claimed before it is compared, so that parallel guesses count one by one.
        jdbc.sql("""
                update first_log_in_code set failed_tries = failed_tries + 1
                where account_id = :account and used_at is null and expires_at > :now and failed_tries < :tries
                """)
                .param("account", id)
                .param("now", Times.sql(now))
                .param("tries", CODE_TRIES)
                .update();
        var used = jdbc.sql("""
                update first_log_in_code set used_at = :now
                where account_id = :account and used_at is null and expires_at > :now and failed_tries <= :tries
                  and code_hash = :hash
                """)
                .param("now", Times.sql(now))
                .param("account", id)
                .param("tries", CODE_TRIES)
                .param("hash", Keys.hmac(codeKey, typed))
                .update();
        if (used != 1) {
            throw new RuleViolation("core.identity.code-wrong");
        }
        setPassword(account.get(), newPassword);
        audit.record("account.redeem", "account " + id, null, "first password set");
    }

    /** Grants a role at a division from today. */
    @Transactional
    public void grant(PersonId person, Role role, DivisionId division) {
        access.require(Action.GRANT_ROLES, division);
        if (role == Role.STAFF || role == Role.OUTREACH_WORKER) {
            throw new RuleViolation("core.identity.role-by-duty", role);
        }
        names(person);
        insertGrant(person, role, division);
        audit.record("role.grant", "person " + person.value(), division, role.name());
    }

    /** Ends a grant today. */
    @Transactional
    public void revoke(long grant) {
        var reach = access.require(Action.GRANT_ROLES);
        var division = jdbc.sql("select g.division_id from role_grant g where g.id = :id"
                        + " and g.superseded_at = '9999-12-31' and " + Reach.covers("g.division_id"))
                .param("id", grant)
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var now = Times.sql(clock.instant());
        jdbc.sql("""
                insert into role_grant (id, person_id, role, division_id, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                select next value for role_grant_seq, person_id, role, division_id, valid_from, greatest(:today, valid_from), :now, '9999-12-31', :by
                from role_grant where id = :id
                """)
                .param("today", Times.today(clock))
                .param("now", now)
                .param("by", access.caller().person().value())
                .param("id", grant)
                .update();
        jdbc.sql("update role_grant set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", grant)
                .update();
        audit.record("role.revoke", "grant " + grant, division, "ends today");
    }

    /** The grants in force within the caller's reach. */
    @Transactional(readOnly = true)
    public List<Grant> grants() {
        var reach = access.require(Action.GRANT_ROLES);
        return jdbc.sql("select g.id, g.person_id, s.name, g.role, g.division_id, g.valid_from from role_grant g"
                        + " join person s on s.id = g.person_id where g.superseded_at = '9999-12-31'"
                        + " and g.valid_from <= :today and g.valid_to > :today and " + Reach.covers("g.division_id")
                        + " order by g.role, s.staff_number")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new Grant(
                        row.getLong(1),
                        new PersonId(row.getLong(2)),
                        row.getString(3),
                        Role.valueOf(row.getString(4)),
                        new DivisionId(row.getLong(5)),
                        row.getObject(6, LocalDate.class)))
                .list();
    }

    /**
     * Creates a person with an account and no posting, for instance an inspector, and grants a role.
     *
     * @param loginName 2 to 20 letters, digits or hyphens; also the staff number
     */
    @Transactional
    public PersonId addWithRole(StaffNumber loginName, String name, Role role, DivisionId division) {
        access.require(Action.GRANT_ROLES, division);
        var person = insertPerson(loginName, name);
        grant(person, role, division);
        return person;
    }

    /** Whether nobody can administer the system yet: only then does a one-time link create the administrator. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("before sign-in: counts accounts only")
    public boolean needsAdministrator() {
        return jdbc.sql("select count(*) from account").query(Integer.class).single() == 0;
    }

    /**
     * Creates the first administrator, at the top of the tree.
     *
     * @throws Conflict when there is an account already
     */
    @Transactional
    @NotDivisionScoped("before sign-in: works only while there is no account at all")
    public void createAdministrator(StaffNumber loginName, String name, String password) {
        if (!needsAdministrator()) {
            throw new Conflict("core.identity.has-administrator");
        }
        passwords.check(password, loginName.value());
        var person = insertPerson(loginName, name);
        insertGrant(person, Role.ADMINISTRATOR, new DivisionId(1));
        setPassword(
                accounts.saveAndFlush(new AccountRow(person.value(), loginName.value(), clock.instant())), password);
        audit.record("account.administrator", "person " + person.value(), new DivisionId(1), loginName.value());
    }

    private void setPassword(AccountRow account, String password) {
        account.passwordHash = passwords.hash(password);
        account.failedTries = 0;
        account.lockedUntil = null;
        account.sessionsValidFrom = clock.instant();
        accounts.saveAndFlush(account);
    }

    private PersonId insertPerson(StaffNumber number, String name) {
        var taken = jdbc.sql("select count(*) from person where staff_number = :number")
                .param("number", number.value())
                .query(Integer.class)
                .single();
        if (taken > 0) {
            throw new Conflict("core.people.staff-number-taken", number.value());
        }
        if (name.isBlank() || name.length() > 60) {
            throw new RuleViolation("core.people.name-form", name);
        }
        var id = jdbc.sql("select next value for person_seq").query(Long.class).single();
        jdbc.sql("insert into person (id, staff_number, name, created_at) values (:id, :number, :name, :now)")
                .param("id", id)
                .param("number", number.value())
                .param("name", name.strip())
                .param("now", Times.sql(clock.instant()))
                .update();
        return new PersonId(id);
    }

    private void insertGrant(PersonId person, Role role, DivisionId division) {
        jdbc.sql("""
                insert into role_grant (id, person_id, role, division_id, valid_from, valid_to, recorded_at,
                  superseded_at, recorded_by)
                values (next value for role_grant_seq, :person, :role, :division, :today, '9999-12-31', :now,
                  '9999-12-31', :by)
                """)
                .param("person", person.value())
                .param("role", role.name())
                .param("division", division.value())
                .param("today", Times.today(clock))
                .param("now", Times.sql(clock.instant()))
                .param("by", access.callerIfAny().map(c -> c.person().value()).orElse(null))
                .update();
    }

    private record Names(String staffNumber, String name) {}

    private Names names(PersonId person) {
        return jdbc.sql("select staff_number, name from person where id = :id")
                .param("id", person.value())
                .query((row, index) -> new Names(row.getString(1), row.getString(2)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private DivisionId requireReachable(PersonId person, Action action) {
        var reach = access.require(action);
        var parameters = reach.parameters();
        return jdbc.sql("select x.division_id from (select division_id from posting where person_id = :person"
                        + " and superseded_at = '9999-12-31' and valid_to > :today"
                        + " union select division_id from role_grant where person_id = :person"
                        + " and superseded_at = '9999-12-31' and valid_to > :today) x where "
                        + Reach.covers("x.division_id") + " limit 1")
                .param("person", person.value())
                .param("today", Times.today(clock))
                .params(parameters)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
