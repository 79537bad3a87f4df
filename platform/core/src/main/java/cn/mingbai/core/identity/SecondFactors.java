package cn.mingbai.core.identity;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The authenticator that belongs to an account, and its ten recovery codes. Enrolling, showing a code and recovering are
 * each for the account that is signed in; a security administrator may reset another's.
 *
 * @see "ADR 0047"
 */
@Service
public class SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final int CODE_LENGTH = 10;
    private static final int RESET_DAYS = 14;
    private static final int LONGEST_TYPED = 40;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final JdbcClient jdbc;
    private final Access access;
    private final ResetRights resetRights;
    private final Tries tries;
    private final FieldCipher cipher;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final byte[] codeKey;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(
            JdbcClient jdbc,
            Access access,
            ResetRights resetRights,
            Tries tries,
            FieldCipher cipher,
            Audit audit,
            TransactionTemplate transactions,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.resetRights = resetRights;
        this.tries = tries;
        this.cipher = cipher;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.codeKey = keys.key("login");
    }

    /** How an account stands. */
    enum State {
        NONE,
        ENROLLED,
        /** Reset: enrolling needs the code that the security administrator hands over. */
        RESET
    }

    /**
     * A reset, told once.
     *
     * @param code to be handed over by hand; needed to enrol anew
     * @param lastDay on which it can be used
     */
    public record Reset(String personName, String code, LocalDate lastDay) {}

    /**
     * Checks that the session has shown a second factor: for views, before they offer what only such a session may do.
     *
     * @throws cn.mingbai.core.error.SecondFactorNeeded when it has not
     */
    @NotDivisionScoped("reads nothing but the caller's own session")
    public void requireShown() {
        access.requireSecondFactor();
    }

    /** A new secret, not kept yet. */
    String newSecret() {
        var bytes = new byte[Totp.SECRET_BYTES];
        random.nextBytes(bytes);
        return Totp.text(bytes);
    }

    State state(long account) {
        var row = row(account);
        return row == null ? State.NONE : row.secret() == null ? State.RESET : State.ENROLLED;
    }

    /**
     * Makes the authenticator that has this secret the account's own.
     *
     * @param code what it shows now, as proof that it was set up
     * @param handedOver the code of a reset; ignored when there was none
     * @return the recovery codes, readable once
     * @throws RuleViolation when a code is wrong, there were five wrong ones, or the account has an authenticator already
     */
    List<String> enrol(AccountPrincipal principal, String secret, String code, String handedOver) {
        var account = principal.caller().account();
        var refusal = new String[1];
        var codes = transactions.execute(status -> {
            lock(account);
            var row = row(account);
            if (row != null && row.secret() != null) {
                refusal[0] = "core.identity.factor.enrolled-already";
                return null;
            }
            if (tries.exhausted(account, Tries.Kind.CODE, null)) {
                refusal[0] = "core.identity.factor.locked";
                return null;
            }
            if (row != null && !isResetCode(row, account, handedOver)) {
                refusal[0] = "core.identity.factor.reset-wrong";
                wrong(principal);
                return null;
            }
            var step = Totp.step(secret, digits(code), clock.instant());
            if (step.isEmpty()) {
                refusal[0] = "core.identity.factor.enrol-wrong";
                wrong(principal);
                return null;
            }
            jdbc.sql("""
                    insert into second_factor (account_id, secret, enrolled_at, last_step)
                    values (:account, :secret, :now, :step)
                    on duplicate key update secret = :secret, enrolled_at = :now, last_step = :step,
                      reset_hash = null, reset_expires = null
                    """)
                    .param("account", account)
                    .param("secret", cipher.encrypt(secret))
                    .param("now", Times.sql(clock.instant()))
                    .param("step", step.getAsLong())
                    .update();
            record(principal, "account.factor", "authenticator enrolled");
            return recoveryCodes(account);
        });
        if (codes == null) {
            throw new RuleViolation(Objects.requireNonNull(refusal[0]), serverTime());
        }
        return codes;
    }

    /**
     * Takes the code that the account's authenticator shows. No step's code is taken twice.
     *
     * @throws RuleViolation when it is wrong or was used, or there were five wrong ones
     */
    void verify(AccountPrincipal principal, String code) {
        var account = principal.caller().account();
        decide(principal, "authenticator", "core.identity.factor.code-wrong", () -> {
            var row = row(account);
            if (row == null || row.secret() == null) {
                return false;
            }
            var now = clock.instant();
            var step = Totp.step(cipher.decrypt(row.secret()), digits(code), now);
            return step.isPresent() && isFirstUse(account, step.getAsLong(), Totp.step(now));
        });
    }

    // A last step that has not come yet was taken while the clock stood ahead, and would refuse every code until it
    // comes.

    private boolean isFirstUse(long account, long step, long present) {
        return jdbc.sql("update second_factor set last_step = :step where account_id = :account"
                                + " and (last_step < :step or last_step > :next)")
                        .param("next", present + 1)
                        .param("step", step)
                        .param("account", account)
                        .update()
                == 1;
    }

    /**
     * Takes one of the recovery codes instead, for the last time.
     *
     * @throws RuleViolation when it is wrong or was used, or there were five wrong ones
     */
    void recover(AccountPrincipal principal, String code) {
        var account = principal.caller().account();
        decide(
                principal,
                "recovery code",
                "core.identity.factor.wrong",
                () -> jdbc.sql("update recovery_code set used_at = :now where account_id = :account"
                                        + " and code_hash = :hash and used_at is null")
                                .param("now", Times.sql(clock.instant()))
                                .param("account", account)
                                .param("hash", hash("recovery", account, code))
                                .update()
                        == 1);
    }

    /** How many recovery codes are left. */
    int recoveryCodesLeft(long account) {
        return jdbc.sql("select count(*) from recovery_code where account_id = :account and used_at is null")
                .param("account", account)
                .query(Integer.class)
                .single();
    }

    /**
     * Takes a person's authenticator and recovery codes away and ends all sessions: for whoever has lost them. To enrol
     * anew the person needs both the password and the code answered here, to be handed over by hand.
     *
     * @throws NotFound when nobody bears the number, the person is out of reach or has never enrolled
     * @throws RuleViolation when it is the caller, or the person also holds something out of reach
     */
    @Transactional
    public Reset reset(StaffNumber number) {
        access.require(Action.RESET_SECOND_FACTOR);
        var reached = resetRights.requireAll(number, Action.RESET_SECOND_FACTOR);
        var person = reached.person();
        if (person.equals(access.caller().person())) {
            throw new RuleViolation("core.identity.factor.reset-own");
        }
        record Known(long account, String name) {}
        var known = jdbc.sql("""
                select a.id, s.name from account a join person s on s.id = a.person_id
                  join second_factor f on f.account_id = a.id where a.person_id = :person for update
                """)
                .param("person", person.value())
                .query((row, index) -> new Known(row.getLong(1), row.getString(2)))
                .optional()
                .orElseThrow(() -> new NotFound("core.identity.factor.none", number.value()));
        var now = clock.instant();
        var code = randomCode();
        var lastDay = Times.dayOf(now).plusDays(RESET_DAYS);
        jdbc.sql("update second_factor set secret = null, enrolled_at = null, reset_hash = :hash,"
                        + " reset_expires = :expires where account_id = :account")
                .param("hash", hash("reset", known.account(), code))
                .param("expires", Times.sql(Times.endOf(lastDay)))
                .param("account", known.account())
                .update();
        jdbc.sql("delete from recovery_code where account_id = :account")
                .param("account", known.account())
                .update();
        jdbc.sql("update account set sessions_valid_from = greatest(:now, sessions_valid_from + interval 1 microsecond)"
                        + " where id = :account")
                .param("now", Times.sql(now))
                .param("account", known.account())
                .update();
        tries.forget(known.account(), Tries.Kind.CODE);
        audit.record("account.factor-reset", "person " + person.value(), reached.division(), "code until " + lastDay);
        return new Reset(known.name(), shown(code), lastDay);
    }

    private void decide(AccountPrincipal principal, String by, String ifWrong, BooleanSupplier right) {
        var account = principal.caller().account();
        var refusal = transactions.execute(status -> {
            lock(account);
            if (tries.exhausted(account, Tries.Kind.CODE, null)) {
                return "core.identity.factor.locked";
            }
            if (!right.getAsBoolean()) {
                return wrong(principal) >= Tries.MOST ? "core.identity.factor.locked" : ifWrong;
            }
            record(principal, "account.factor-shown", "by " + by);
            return "";
        });
        if (!"".equals(refusal)) {
            throw new RuleViolation(Objects.requireNonNull(refusal), serverTime());
        }
    }

    /** For whoever has to find out which clock stands wrong, the phone's or the server's. */
    private String serverTime() {
        return CLOCK.format(clock.instant().atZone(Times.ZONE));
    }

    private int wrong(AccountPrincipal principal) {
        var tried = tries.wrong(principal.caller().account(), Tries.Kind.CODE, null);
        record(principal, "account.factor-refused", "wrong code, try " + tried);
        return tried;
    }

    private List<String> recoveryCodes(long account) {
        jdbc.sql("delete from recovery_code where account_id = :account")
                .param("account", account)
                .update();
        var codes = Stream.generate(this::randomCode).limit(RECOVERY_CODES).toList();
        for (var code : codes) {
            jdbc.sql("insert into recovery_code (account_id, code_hash) values (:account, :hash)")
                    .param("account", account)
                    .param("hash", hash("recovery", account, code))
                    .update();
        }
        return codes.stream().map(SecondFactors::shown).toList();
    }

    private boolean isResetCode(Row row, long account, String typed) {
        return row.resetHash() != null
                && row.resetExpires() != null
                && clock.instant().isBefore(row.resetExpires())
                && MessageDigest.isEqual(row.resetHash(), hash("reset", account, typed));
    }

    private byte[] hash(String what, long account, String typed) {
        return Keys.hmac(codeKey, what + " " + account + " " + TypedCode.of(typed));
    }

    private String randomCode() {
        var bytes = new byte[7];
        random.nextBytes(bytes);
        return Base32.encode(bytes).substring(0, CODE_LENGTH);
    }

    private static String shown(String code) {
        return code.substring(0, 5) + "-" + code.substring(5);
    }

    private static String digits(String typed) {
        return typed.substring(0, Math.min(typed.length(), LONGEST_TYPED))
                .replaceAll("[\\s\\-]", "")
                .toLowerCase(Locale.ROOT);
    }

    private void lock(long account) {
        jdbc.sql("select id from account where id = :account for update")
                .param("account", account)
                .query(Long.class)
                .single();
    }

    private record Row(
            byte @Nullable [] secret,
            byte @Nullable [] resetHash,
            @Nullable Instant resetExpires) {}

    private @Nullable Row row(long account) {
        return jdbc.sql("select secret, reset_hash, reset_expires from second_factor where account_id = :account")
                .param("account", account)
                .query((row, index) -> {
                    var expires = row.getObject(3, LocalDateTime.class);
                    return new Row(row.getBytes(1), row.getBytes(2), expires == null ? null : Times.instant(expires));
                })
                .optional()
                .orElse(null);
    }

    private void record(AccountPrincipal principal, String what, String details) {
        var caller = principal.caller();
        audit.recordFor(
                caller.person(),
                caller.name(),
                what,
                "account " + caller.account(),
                division(caller.person()),
                details);
    }

    private @Nullable DivisionId division(PersonId person) {
        return access.held(person.value()).stream()
                .findFirst()
                .map(Access.Held::division)
                .orElse(null);
    }
}
