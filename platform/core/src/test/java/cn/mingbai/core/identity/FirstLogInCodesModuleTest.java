package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class FirstLogInCodesModuleTest {

    private static final Instant START = MovableClock.START;
    private static final String PASSWORD = "correct horse 明白";

    @Autowired
    Accounts accounts;

    @Autowired
    AccountAuthentication authentication;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void start() {
        clock.set(START);
    }

    @AfterEach
    void leave() {
        world.signOut();
    }

    @Test
    void turnACodeIntoAPasswordOnce() {
        var code = issue(worker());
        accounts.redeem(code.loginName(), code.code().toLowerCase().replace("-", " "), PASSWORD);
        assertThat(logIn(code.loginName(), PASSWORD).since()).isEqualTo(START);
        assertThatThrownBy(() -> accounts.redeem(code.loginName(), code.code(), "another Passw0rd"))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("code-wrong");
        assertThat(logIn(code.loginName(), PASSWORD))
                .as("the first password stands")
                .isNotNull();
    }

    @Test
    void workUntilTheEndOfThePrintedDay() {
        var code = issue(worker());
        assertThat(code.lastDay()).isEqualTo(LocalDate.of(2026, 12, 9));
        clock.set(Instant.parse("2026-12-09T15:59:59Z"));
        accounts.redeem(code.loginName(), code.code(), PASSWORD);

        var late = issue(worker());
        clock.set(Instant.parse("2026-12-23T16:00:00Z"));
        assertThatThrownBy(() -> accounts.redeem(late.loginName(), late.code(), PASSWORD))
                .hasMessageContaining("code-wrong");
    }

    @Test
    void areSpentAfterFiveWrongTries() {
        var code = issue(worker());
        for (var i = 0; i < 4; i++) {
            assertThatThrownBy(() -> accounts.redeem(code.loginName(), "00000-00000", PASSWORD))
                    .hasMessageContaining("code-wrong");
        }
        var other = issue(worker());
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> accounts.redeem(other.loginName(), "00000-00000", PASSWORD))
                    .hasMessageContaining("code-wrong");
        }
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        assertThatThrownBy(() -> accounts.redeem(other.loginName(), other.code(), PASSWORD))
                .as("the right code on the sixth try")
                .hasMessageContaining("code-wrong");
    }

    @Test
    void countParallelGuessesOneByOne() throws Exception {
        var code = issue(worker());
        var guesses = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < 20; i++) {
            var wrong = "0000" + i;
            guesses.add(() -> {
                try {
                    accounts.redeem(code.loginName(), wrong, PASSWORD);
                    return true;
                } catch (RuleViolation refused) {
                    return false;
                }
            });
        }
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var guess : threads.invokeAll(guesses)) {
                assertThat(guess.get()).isFalse();
            }
        }
        assertThat(jdbc.sql("""
                select c.failed_tries from first_log_in_code c join account a on a.id = c.account_id
                where a.login_name = :name
                """)
                        .param("name", code.loginName())
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void endTheEarlierCodeThePasswordAndEverySession() {
        var person = worker();
        var first = issue(person);
        var second = issue(person);
        assertThatThrownBy(() -> accounts.redeem(first.loginName(), first.code(), PASSWORD))
                .hasMessageContaining("code-wrong");
        accounts.redeem(second.loginName(), second.code(), PASSWORD);
        var before = logIn(second.loginName(), PASSWORD);
        clock.advance(Duration.ofMinutes(1));
        assertThat(rules.end(before, clock.instant())).isEmpty();
        issue(person);
        assertThat(rules.end(before, clock.instant())).contains(SessionRules.End.RESET);
        assertThatThrownBy(() -> logIn(second.loginName(), PASSWORD)).isInstanceOf(BadCredentialsException.class);
    }

    @Autowired
    SessionRules rules;

    @Test
    void areNeverStoredAsTheyArePrinted() {
        var code = issue(worker());
        var plain = code.code().replace("-", "");
        assertThat(jdbc.sql(
                                "select count(*) from first_log_in_code where code_hash = :plain or hex(code_hash) like :like")
                        .param("plain", plain.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .param("like", "%" + plain + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from audit_entry where details like :like or subject like :like")
                        .param("like", "%" + plain + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void refuseHostileNamesCodesAndPasswords() {
        var code = issue(worker());
        var long10k = "名".repeat(10_000);
        assertThatThrownBy(() -> accounts.redeem(long10k, long10k, PASSWORD)).hasMessageContaining("code-wrong");
        assertThatThrownBy(() -> accounts.redeem("a\0b\u202E'; drop table account; --", "x", PASSWORD))
                .hasMessageContaining("code-wrong");
        assertThatThrownBy(() -> accounts.redeem(code.loginName() + "\u0000", code.code(), PASSWORD))
                .as("the collation ignores control characters, the log-in does not")
                .hasMessageContaining("code-wrong");
        assertThatThrownBy(() -> accounts.redeem(code.loginName(), code.code(), "short"))
                .hasMessageContaining("password-length");
        assertThatThrownBy(() -> accounts.redeem(code.loginName(), code.code(), long10k))
                .hasMessageContaining("password-length");
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        assertThat(jdbc.sql("select max(char_length(actor)) from audit_entry where what = 'account.code-refused'")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(100);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where what = 'account.code-refused' and actor like '%ab%''; drop%'")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void areIssuedOnlyWithinReach() {
        var far = world.person(Role.OUTREACH_WORKER, World.FAR_VILLAGE);
        var near = worker();
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(accounts.recipient(near).hasPassword()).isFalse();
        assertThatThrownBy(() -> accounts.issueFirstLogInCode(far)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> accounts.recipient(far)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> accounts.issueFirstLogInCodes(List.of(near, far)))
                .isInstanceOf(NotFound.class);
        assertThat(jdbc.sql("select count(*) from account where person_id = :id")
                        .param("id", near.value())
                        .query(Integer.class)
                        .single())
                .as("all or none")
                .isZero();
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> accounts.issueFirstLogInCode(near)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void neverLetAnOfficerBecomeSomebodyAbove() {
        var districtOfficerWithVillagePost = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        jdbc.sql("""
                insert into posting (id, person_id, division_id, duty, valid_from, valid_to, recorded_at, superseded_at)
                values (next value for posting_seq, ?, ?, 'VILLAGE_STAFF', '2024-01-01', '9999-12-31', '2024-01-01',
                  '9999-12-31')
                """)
                .params(
                        districtOfficerWithVillagePost.value(),
                        world.division(World.VILLAGE).value())
                .update();
        var auditorOfTown = world.person(Role.AUDITOR, World.TOWN);
        var colleague = world.person(Role.TOWN_OFFICER, World.TOWN);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        for (var above : List.of(districtOfficerWithVillagePost, auditorOfTown, colleague)) {
            assertThatThrownBy(() -> accounts.issueFirstLogInCode(above))
                    .isInstanceOf(RuleViolation.class)
                    .hasMessageContaining("reset-above");
        }
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(accounts.issueFirstLogInCode(colleague).code()).matches("[0-9A-Z]{5}-[0-9A-Z]{5}");
        assertThatThrownBy(() -> accounts.issueFirstLogInCode(auditorOfTown)).hasMessageContaining("reset-above");
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThat(accounts.issueFirstLogInCode(auditorOfTown).address()).endsWith("/first-login");
    }

    @Test
    void mayBeGivenBeforeTheFirstDayOfAPosting() {
        var next = world.person(Duty.OUTREACH_A, World.VILLAGE, LocalDate.of(2026, 12, 1));
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var code = accounts.issueFirstLogInCode(next);
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        assertThatThrownBy(() -> logIn(code.loginName(), PASSWORD))
                .isInstanceOf(org.springframework.security.authentication.DisabledException.class);
        clock.set(Instant.parse("2026-11-30T16:00:00Z"));
        assertThat(logIn(code.loginName(), PASSWORD).getName()).isEqualTo(code.loginName());
    }

    private PersonId worker() {
        return world.person(Role.OUTREACH_WORKER, World.VILLAGE);
    }

    private LogInCode issue(PersonId person) {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        return code;
    }

    private AccountPrincipal logIn(String name, String password) {
        SecurityContextHolder.clearContext();
        AuthenticationManager manager = new ProviderManager(authentication);
        return (AccountPrincipal)
                manager.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                        .getPrincipal();
    }
}
