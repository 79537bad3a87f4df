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
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts: first-log-in codes, passwords, and roles granted at divisions. */
@Service
public class Accounts {

    private static final int CODE_DAYS = 14;
    private static final int CODE_TRIES = 5;
    private static final int MOST_CODES = 200;
    private static final int NAME_LENGTH = 40;

    /** Somebody who can sign in must always be left to do what only these may. */
    private static final Set<Role> NEEDED = Set.of(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR);

    private static final DivisionId ROOT = new DivisionId(1);

    private final AccountRows accounts;
    private final Passwords passwords;
    private final PasswordPolicy policy;
    private final KnownDevices devices;
    private final Tries tries;
    private final JdbcClient jdbc;
    private final Access access;
    private final ResetRights resetRights;
    private final Separation separation;
    private final PersonAliases aliases;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final String staffBase;
    private final byte[] codeKey;
    private final SecureRandom random = new SecureRandom();

    Accounts(
            AccountRows accounts,
            Passwords passwords,
            PasswordPolicy policy,
            KnownDevices devices,
            Tries tries,
            JdbcClient jdbc,
            Access access,
            ResetRights resetRights,
            Separation separation,
            PersonAliases aliases,
            Audit audit,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Keys keys,
            Clock clock,
            @Value("${mingbai.staff-base}") String staffBase) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.policy = policy;
        this.devices = devices;
        this.tries = tries;
        this.jdbc = jdbc;
        this.access = access;
        this.resetRights = resetRights;
        this.separation = separation;
        this.aliases = aliases;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
        this.staffBase = staffBase.replaceAll("/+$", "");
        this.codeKey = keys.key("login");
        this.clock = clock;
    }

    /**
     * A role somebody holds by grant.
     *
     * @param divisionName the division's name today
     * @param canSignIn whether the person has set a password
     */
    public record Grant(
            long id,
            PersonId person,
            String personName,
            String staffNumber,
            Role role,
            DivisionId division,
            String divisionName,
            LocalDate from,
            boolean canSignIn) {}

    /**
     * Somebody who may be given a first-log-in code.
     *
     * @param hasPassword whether a code would end a password that is in use
     */
    public record Recipient(PersonId person, String name, String staffNumber, boolean hasPassword) {}

    /**
     * The person, if the caller may issue a first-log-in code to them: for the page that asks before issuing.
     *
     * @throws NotFound when the person has no posting or grant within the caller's reach, today or later
     * @throws RuleViolation when the person also holds something that the caller does not reach or outrank
     */
    @Transactional(readOnly = true)
    public Recipient recipient(PersonId person) {
        access.require(Action.ISSUE_FIRST_LOG_IN_CODE);
        resetRights.require(person);
        var names = names(person);
        var hasPassword = accounts.findByPersonId(person.value())
                .filter(account -> account.passwordHash != null)
                .isPresent();
        return new Recipient(person, names.name(), names.staffNumber(), hasPassword);
    }

    /**
     * Issues a first-log-in code to a person posted within reach; also the way an officer resets a password: earlier
     * codes, the password and all sessions end.
     *
     * @throws NotFound when the person has no posting or grant within the caller's reach, today or later
     * @throws RuleViolation when the person also holds something that the caller does not reach or outrank
     */
    @Transactional
    public LogInCode issueFirstLogInCode(PersonId person) {
        access.require(Action.ISSUE_FIRST_LOG_IN_CODE);
        var division = resetRights.require(person);
        var now = clock.instant();
        var names = names(person);
        var account = accounts.findByPersonId(person.value())
                .orElseGet(() -> new AccountRow(person.value(), names.staffNumber(), now));
        lockOut(account, now);
        var bytes = new byte[7];
        random.nextBytes(bytes);
        var code = Base32.encode(bytes).substring(0, 10);
        // Until the end of the last day, so that the slip can name a day.
        var lastDay = Times.dayOf(now).plusDays(CODE_DAYS);
        jdbc.sql("""
                insert into first_log_in_code (id, account_id, code_hash, issued_at, issued_by, expires_at, failed_tries)
                values (next value for first_log_in_code_seq, :account, :hash, :now, :by, :expires, 0)
                """)
                .param("account", account.requireId())
                .param("hash", Keys.hmac(codeKey, code))
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .param("expires", Times.sql(Times.endOf(lastDay)))
                .update();
        audit.record("account.code", "person " + person.value(), division, "first-log-in code until " + lastDay);
        return new LogInCode(
                person,
                names.name(),
                account.loginName,
                code.substring(0, 5) + "-" + code.substring(5),
                lastDay,
                staffBase + "/first-login");
    }

    /** Ends everything that opens the account: its password, codes not used yet, and its sessions. */
    private void lockOut(AccountRow account, Instant now) {
        keepFormer(account);
        account.passwordHash = null;
        account.passwordSetAt = null;
        account.endSessions(now);
        accounts.saveAndFlush(account);
        devices.forget(account.requireId());
        tries.forget(account.requireId(), Tries.Kind.PASSWORD);
        jdbc.sql("update first_log_in_code set used_at = :now where account_id = :account and used_at is null")
                .param("now", Times.sql(now))
                .param("account", account.requireId())
                .update();
    }

    /**
     * Issues a code to each of these people, or to none.
     *
     * @param people at most 200
     * @throws NotFound when one of them is outside the caller's reach
     * @throws RuleViolation when there are more than 200, or one of them holds something above the caller
     */
    @Transactional
    public List<LogInCode> issueFirstLogInCodes(List<PersonId> people) {
        access.require(Action.ISSUE_FIRST_LOG_IN_CODE);
        if (people.size() > MOST_CODES) {
            throw new RuleViolation("core.identity.too-many-codes", MOST_CODES, people.size());
        }
        return people.stream().distinct().map(this::issueFirstLogInCode).toList();
    }

    /**
     * Sets the first password with a printed code.
     *
     * @throws RuleViolation when name and code do not fit together, the code was used, has expired or was tried five times
     *     (all alike), or the password is refused
     */
    @NotDivisionScoped("before sign-in: the code itself is the right")
    public void redeem(String loginName, String code, String newPassword) {
        var name = loginName.strip();
        policy.check(newPassword, name, wordsOf(name));
        // Hashed before anything is looked up: no transaction waits for a hash, and every answer takes as long.
        var hash = passwords.hash(newPassword);
        var redeemed = transactions.execute(status -> redeemHashed(name, code, hash));
        if (!Boolean.TRUE.equals(redeemed)) {
            throw new RuleViolation("core.identity.code-wrong");
        }
    }

    /**
     * Changes the password of the account that is signed in; its other sessions end.
     *
     * @return as whom this session goes on
     * @throws RuleViolation when the present password is wrong, or the new one is refused or was one of the last five
     */
    AccountPrincipal changePassword(AccountPrincipal principal, String present, String next) {
        var id = principal.caller().account();
        policy.check(next, principal.loginName(), wordsOf(principal.loginName()));
        var known = accounts.findById(id).orElseThrow(() -> new NotFound("core.access.not-found"));
        var presentHash = known.passwordHash;
        var fits = passwords.matches(present, presentHash);
        var former = formerHashes(id);
        var again = fits
                && policy.refusesFormer()
                && (present.equals(next) || former.stream().anyMatch(hash -> passwords.matches(next, hash)));
        var nextHash = fits && !again ? passwords.hash(next) : "";
        var reset = new @Nullable Instant[1];
        var refusal = transactions.execute(status -> {
            jdbc.sql("select id from account where id = :id for update")
                    .param("id", id)
                    .query(Long.class)
                    .single();
            if (tries.exhausted(id, Tries.Kind.PASSWORD, null)) {
                return "core.identity.login.locked";
            }
            if (!fits) {
                tries.wrong(id, Tries.Kind.PASSWORD, null);
                recordOwn(principal, "account.refused", "wrong present password");
                return "core.identity.password-present";
            }
            if (again) {
                return "core.identity.password-again";
            }
            var account = accounts.findById(id).orElseThrow();
            if (!Objects.equals(account.passwordHash, presentHash)) {
                return "core.identity.password-present";
            }
            keepFormer(account);
            setPassword(account, nextHash);
            // As the database keeps it: to the microsecond.
            reset[0] = Times.instant(jdbc.sql("select sessions_valid_from from account where id = :id")
                    .param("id", id)
                    .query(LocalDateTime.class)
                    .single());
            recordOwn(principal, "account.password", "");
            return "";
        });
        if (!"".equals(refusal)) {
            throw new RuleViolation(Objects.requireNonNull(refusal), PasswordPolicy.NOT_AGAIN);
        }
        return principal.withNewPassword(clock.instant(), Objects.requireNonNull(reset[0]));
    }

    private void recordOwn(AccountPrincipal principal, String what, String details) {
        var caller = principal.caller();
        var division = access.held(caller.person().value()).stream()
                .findFirst()
                .map(Access.Held::division)
                .orElse(null);
        audit.recordFor(caller.person(), caller.name(), what, "account " + caller.account(), division, details);
    }

    /** Keeps the hash that is replaced, and no more of them than are asked for. */
    private void keepFormer(AccountRow account) {
        if (account.passwordHash == null || account.id == null) {
            return;
        }
        jdbc.sql("""
                insert into password_before (id, account_id, password_hash, replaced_at)
                values (next value for password_before_seq, :account, :hash, :now)
                """)
                .param("account", account.requireId())
                .param("hash", account.passwordHash)
                .param("now", Times.sql(clock.instant()))
                .update();
        jdbc.sql("""
                delete from password_before where account_id = :account and id not in (select id from (
                  select id from password_before where account_id = :account order by id desc limit :kept) newest)
                """)
                .param("account", account.requireId())
                .param("kept", PasswordPolicy.NOT_AGAIN)
                .update();
    }

    // The present one counts as one of the last five.
    private List<String> formerHashes(long account) {
        return jdbc.sql("select password_hash from password_before where account_id = :account order by id desc"
                        + " limit :kept")
                .param("account", account)
                .param("kept", PasswordPolicy.NOT_AGAIN - 1)
                .query(String.class)
                .list();
    }

    /** What a password of this account must not be made of: the person's name, and those of the units and the district. */
    private List<String> wordsOf(String loginName) {
        return jdbc.sql("""
                select s.name from account c join person s on s.id = c.person_id where c.login_name = :name
                union
                select v.name from account c
                  join (select person_id, division_id from posting union select person_id, division_id from role_grant) h
                    on h.person_id = c.person_id
                  join division_ancestor a on a.descendant_id = h.division_id
                  join division_version v on v.division_id = a.ancestor_id
                where c.login_name = :name
                """)
                .param("name", loginName.length() > NAME_LENGTH ? "" : loginName)
                .query(String.class)
                .list();
    }

    private boolean redeemHashed(String name, String code, String hash) {
        var account = accounts.findByLoginName(name.length() > NAME_LENGTH ? "" : name)
                .filter(found -> found.loginName.equals(name))
                .orElse(null);
        if (account == null) {
            audit.recordFor(null, name, "account.code-refused", "first log-in", null, "unknown name");
            return false;
        }
        var id = account.requireId();
        var person = new PersonId(account.personId);
        var personName = names(person).name();
        var now = Times.sql(clock.instant());
        // A try is claimed before the code is compared, so that parallel guesses count one by one.
        var claimed = jdbc.sql("""
                update first_log_in_code set failed_tries = failed_tries + 1
                where account_id = :account and used_at is null and expires_at > :now and failed_tries < :tries
                """)
                .param("account", id)
                .param("now", now)
                .param("tries", CODE_TRIES)
                .update();
        var used = claimed == 0
                ? 0
                : jdbc.sql("""
                        update first_log_in_code set used_at = :now
                        where account_id = :account and used_at is null and expires_at > :now and code_hash = :hash
                        """)
                        .param("now", now)
                        .param("account", id)
                        .param("hash", Keys.hmac(codeKey, TypedCode.of(code)))
                        .update();
        var division = access.held(account.personId).stream()
                .findFirst()
                .map(Access.Held::division)
                .orElse(null);
        if (used != 1) {
            audit.recordFor(
                    person, personName, "account.code-refused", "account " + id, division, "wrong or dead code");
            return false;
        }
        setPassword(account, hash);
        audit.recordFor(person, personName, "account.redeem", "account " + id, division, "first password set");
        return true;
    }

    /**
     * Grants a role at a division from today.
     *
     * @throws NotFound when the division is outside the caller's reach, or the person never had a posting or grant in it
     * @throws RuleViolation when the role comes with a duty, the person is the caller, or the person is one of the three
     *     administrators already and would become another
     * @throws Conflict when the person holds the role there already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void grant(PersonId person, Role role, DivisionId division) {
        var reach = access.require(Action.GRANT_ROLES, division);
        requireGrantable(role);
        // Of two grants at once to one person, under whichever record, the second sees what the first gave.
        aliases.lock(List.of(person.value()));
        var known = jdbc.sql("select s.id from person s where s.id = :person and (exists (select 1 from posting p"
                        + " where p.person_id = s.id and p.superseded_at = '9999-12-31' and "
                        + Reach.covers("p.division_id") + ") or exists (select 1 from role_grant g where"
                        + " g.person_id = s.id and g.superseded_at = '9999-12-31' and "
                        + Reach.covers("g.division_id") + "))")
                .param("person", person.value())
                .params(reach.parameters())
                .query(Long.class)
                .optional();
        if (known.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        separation.requireGrantable(person, role);
        var same = jdbc.sql("""
                select count(*) from role_grant where person_id = :person and role = :role and division_id = :division
                  and superseded_at = '9999-12-31' and valid_to > :today and valid_to > valid_from
                """)
                .param("person", person.value())
                .param("role", role.name())
                .param("division", division.value())
                .param("today", Times.today(clock))
                .query(Integer.class)
                .single();
        if (same > 0) {
            throw new Conflict("core.identity.granted-already");
        }
        insertGrant(person, role, division);
        audit.record("role.grant", "person " + person.value(), division, role.name());
    }

    /**
     * Grants a role to the person with this staff number (工号), as {@link #grant(PersonId, Role, DivisionId)}.
     *
     * @throws NotFound also when nobody bears the number
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void grantByNumber(StaffNumber number, Role role, DivisionId division) {
        access.require(Action.GRANT_ROLES, division);
        var person = jdbc.sql("select id from person where staff_number = :number")
                .param("number", number.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.identity.no-such-number", number.value()));
        grant(new PersonId(person), role, division);
    }

    /**
     * Ends a grant today; all sessions of the person end with their next request.
     *
     * @throws NotFound when it is not in force or not within reach
     * @throws RuleViolation when nobody who can sign in would be left to do at that division what only this role may
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void revoke(long grant) {
        var reach = access.require(Action.GRANT_ROLES);
        lockAdministrators();
        record Revoked(long person, Role role, DivisionId division) {}
        var revoked = jdbc.sql("select g.person_id, g.role, g.division_id from role_grant g where g.id = :id"
                        + " and g.superseded_at = '9999-12-31' and g.valid_to > :today and "
                        + Reach.covers("g.division_id")
                        + " for update")
                .param("id", grant)
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) ->
                        new Revoked(row.getLong(1), Role.valueOf(row.getString(2)), new DivisionId(row.getLong(3))))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (NEEDED.contains(revoked.role()) && !heldWithout(grant, Set.of(), revoked.role(), revoked.division())) {
            throw new RuleViolation("core.identity.last-administrator");
        }
        var now = Times.sql(clock.instant());
        jdbc.sql("update role_grant set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", grant)
                .update();
        jdbc.sql("""
                insert into role_grant (id, person_id, role, division_id, valid_from, valid_to, recorded_at,
                  superseded_at, recorded_by)
                select next value for role_grant_seq, person_id, role, division_id, valid_from,
                  greatest(:today, valid_from), :now, '9999-12-31', :by
                from role_grant where id = :id
                """)
                .param("today", Times.today(clock))
                .param("now", now)
                .param("by", access.caller().person().value())
                .param("id", grant)
                .update();
        endSessionsOf(revoked.person());
        audit.record(
                "role.revoke",
                "person " + revoked.person(),
                revoked.division(),
                revoked.role().name() + ", grant " + grant);
    }

    /**
     * Ends all sessions of a person with their next request; the browsers known to them are forgotten.
     *
     * @throws NotFound when nobody bears the number or the person is out of reach
     */
    @Transactional
    public void endSessions(StaffNumber number) {
        access.require(Action.END_SESSIONS);
        var reached = resetRights.requireSome(number, Action.END_SESSIONS);
        var person = reached.person().value();
        endSessionsOf(person);
        audit.record("account.end-sessions", "person " + person, reached.division(), "");
    }

    /**
     * Closes a person's account: password, first-log-in code, sessions, phones and the codes that bind them open nothing any
     * more. What the person did stays, and so do posts and grants. A new first-log-in code opens the account again, which is
     * for others to issue: nobody opens an account alone. The rule: accounts that are no longer needed are disabled (GB/T
     * 22239-2019, 8.1.4.2).
     *
     * @throws NotFound when nobody bears the number or the person is out of reach
     * @throws RuleViolation when it is the caller's own, the person also holds something out of reach, or nobody who can
     *     sign in would be left to do what only an administrator may
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void disable(StaffNumber number) {
        access.require(Action.END_SESSIONS);
        var reached = resetRights.requireAll(number, Action.END_SESSIONS);
        var person = reached.person().value();
        var people = aliases.all(aliases.kept(person));
        if (people.contains(access.caller().person().value())) {
            throw new RuleViolation("core.identity.disable.own");
        }
        lockAdministrators();
        for (var held : access.held(person)) {
            if (NEEDED.contains(held.role()) && !heldWithout(0, people, held.role(), held.division())) {
                throw new RuleViolation("core.identity.last-administrator");
            }
        }
        people.stream()
                .flatMap(one -> accounts.findByPersonId(one).stream())
                .forEach(account -> lockOut(account, clock.instant()));
        events.publishEvent(new AccountDisabled(
                people.stream().map(PersonId::new).toList(), access.caller().person()));
        audit.record("account.disable", "person " + person, reached.division(), "");
    }

    private void endSessionsOf(long person) {
        jdbc.sql("update account set sessions_valid_from = greatest(:now, sessions_valid_from + interval 1 microsecond)"
                        + " where person_id in (:people)")
                .param("now", Times.sql(clock.instant()))
                .param("people", aliases.all(aliases.kept(person)))
                .update();
        jdbc.sql("delete from known_device where account_id in (select id from account where person_id in (:people))")
                .param("people", aliases.all(aliases.kept(person)))
                .update();
    }

    /**
     * All administrators' grants, so that two of them cannot take each other's at once. Whoever waited for it must see what
     * the other left: the caller's transaction reads what is committed.
     */
    private void lockAdministrators() {
        jdbc.sql("select id from role_grant where role in ('ADMINISTRATOR', 'SECURITY_ADMINISTRATOR')"
                        + " and superseded_at = '9999-12-31' for update")
                .query(Long.class)
                .list();
    }

    /** Whether somebody who can sign in holds a role at a division or above it without this grant and these people's. */
    private boolean heldWithout(long grant, Set<Long> people, Role role, DivisionId division) {
        return jdbc.sql("""
                select count(*) from role_grant g
                join account c on c.person_id = g.person_id and c.password_hash is not null
                join division_ancestor a on a.ancestor_id = g.division_id and a.descendant_id = :division
                  and a.valid_from <= :today and a.valid_to > :today
                where g.role = :role and g.id <> :grant and g.person_id not in (:people)
                  and g.superseded_at = '9999-12-31' and g.valid_from <= :today and g.valid_to > :today
                """)
                        .param("division", division.value())
                        .param("today", Times.today(clock))
                        .param("grant", grant)
                        .param("people", people.isEmpty() ? Set.of(0L) : people)
                        .param("role", role.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The grants in force within the caller's reach, by role and staff number. */
    @Transactional(readOnly = true)
    public List<Grant> grants() {
        var reach = access.require(Action.VIEW_GRANTS);
        return jdbc.sql("select g.id, g.person_id, s.name, s.staff_number, g.role, g.division_id, v.name division_name,"
                        + " g.valid_from, c.password_hash is not null can_sign_in from role_grant g"
                        + " join person s on s.id = g.person_id left join account c on c.person_id = g.person_id"
                        + " left join division_version v on v.division_id = g.division_id"
                        + " and v.superseded_at = '9999-12-31' and v.valid_from <= :today and v.valid_to > :today"
                        + " where g.superseded_at = '9999-12-31'"
                        + " and g.valid_from <= :today and g.valid_to > :today and " + Reach.covers("g.division_id")
                        + " order by g.role, s.staff_number, g.id")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new Grant(
                        row.getLong("id"),
                        new PersonId(row.getLong("person_id")),
                        row.getString("name"),
                        row.getString("staff_number"),
                        Role.valueOf(row.getString("role")),
                        new DivisionId(row.getLong("division_id")),
                        Objects.requireNonNullElse(row.getString("division_name"), ""),
                        row.getObject("valid_from", LocalDate.class),
                        row.getBoolean("can_sign_in")))
                .list();
    }

    /**
     * Creates a person with no posting, for instance an inspector, and grants a role. A first-log-in code is issued apart.
     *
     * @param number 2 to 20 letters, digits or hyphens; also the log-in name
     * @throws Conflict when the number is taken
     * @throws RuleViolation when the role comes with a duty, or the name is malformed
     */
    @Transactional
    public PersonId addWithRole(StaffNumber number, String name, Role role, DivisionId division) {
        access.require(Action.GRANT_ROLES, division);
        requireGrantable(role);
        var person = insertPerson(number, name);
        insertGrant(person, role, division);
        audit.record("person.add", "person " + person.value(), division, number.value() + " " + role.name());
        return person;
    }

    /** Whether nobody can administer the system yet: only then does a one-time link create the administrator. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("before sign-in: counts accounts only")
    public boolean needsAdministrator() {
        return jdbc.sql("select count(*) from account").query(Integer.class).single() == 0;
    }

    /**
     * Whether there is a system administrator and nobody at the top of the tree yet who grants roles: only then does a
     * one-time link create the security administrator.
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped("before sign-in: counts accounts only")
    public boolean needsSecurityAdministrator() {
        return !needsAdministrator() && !rolesAreGranted();
    }

    private boolean rolesAreGranted() {
        return jdbc.sql("""
                select count(*) from role_grant g join account c on c.person_id = g.person_id
                where g.role = 'SECURITY_ADMINISTRATOR' and g.division_id = :root and g.superseded_at = '9999-12-31'
                  and g.valid_to > :today and g.valid_to > g.valid_from
                """)
                        .param("root", ROOT.value())
                        .param("today", Times.today(clock))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Creates the first system administrator, at the top of the tree.
     *
     * @throws Conflict when there is an account already
     * @throws RuleViolation when the name or the password is refused
     */
    @NotDivisionScoped("before sign-in: works only while there is no account at all")
    public void createAdministrator(StaffNumber loginName, String name, String password) {
        createFirst(Role.ADMINISTRATOR, this::needsAdministrator, loginName, name, password);
    }

    /**
     * Creates the first security administrator, at the top of the tree: a person of its own beside the system
     * administrator, who cannot grant roles.
     *
     * @throws Conflict when there is one already, or no system administrator yet
     * @throws RuleViolation when the name or the password is refused
     */
    @NotDivisionScoped("before sign-in: works only while nobody at the top may grant roles")
    public void createSecurityAdministrator(StaffNumber loginName, String name, String password) {
        createFirst(Role.SECURITY_ADMINISTRATOR, this::needsSecurityAdministrator, loginName, name, password);
    }

    private void createFirst(Role role, BooleanSupplier needed, StaffNumber loginName, String name, String password) {
        policy.check(password, loginName.value(), List.of(name.strip()));
        if (!needed.getAsBoolean()) {
            throw new Conflict("core.identity.has-administrator");
        }
        var hash = passwords.hash(password);
        transactions.executeWithoutResult(status -> {
            // The root's row is the gate through which two such calls go one after the other.
            jdbc.sql("select id from division where id = :root for update")
                    .param("root", ROOT.value())
                    .query(Long.class)
                    .single();
            if (!needed.getAsBoolean()) {
                throw new Conflict("core.identity.has-administrator");
            }
            var person = insertPerson(loginName, name);
            insertGrant(person, role, ROOT);
            setPassword(
                    accounts.saveAndFlush(new AccountRow(person.value(), loginName.value(), clock.instant())), hash);
            audit.recordFor(
                    person,
                    name,
                    "account.administrator",
                    "person " + person.value(),
                    ROOT,
                    loginName.value() + " " + role.name());
        });
    }

    private static void requireGrantable(Role role) {
        if (role == Role.STAFF || role == Role.OUTREACH_WORKER) {
            throw new RuleViolation("core.identity.role-by-duty", role);
        }
    }

    private void setPassword(AccountRow account, String hash) {
        account.passwordHash = hash;
        account.passwordSetAt = clock.instant();
        account.endSessions(clock.instant());
        accounts.saveAndFlush(account);
        devices.forget(account.requireId());
        tries.forget(account.requireId(), Tries.Kind.PASSWORD);
    }

    private PersonId insertPerson(StaffNumber number, String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > 60 || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new RuleViolation("core.people.name-form", stripped.substring(0, Math.min(stripped.length(), 60)));
        }
        var taken = jdbc.sql("select count(*) from person where staff_number = :number")
                .param("number", number.value())
                .query(Integer.class)
                .single();
        if (taken > 0) {
            throw new Conflict("core.people.staff-number-taken", number.value());
        }
        var id = jdbc.sql("select next value for person_seq").query(Long.class).single();
        jdbc.sql("insert into person (id, staff_number, name, created_at) values (:id, :number, :name, :now)")
                .param("id", id)
                .param("number", number.value())
                .param("name", stripped)
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
}
