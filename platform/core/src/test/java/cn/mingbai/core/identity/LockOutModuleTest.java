package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class LockOutModuleTest {

    private static final Instant START = MovableClock.START;
    private static final String PASSWORD = "correct horse 明白";

    @Autowired
    AccountAuthentication authentication;

    @Autowired
    Accounts accounts;

    @Autowired
    Passwords passwords;

    @Autowired
    SessionRules rules;

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
    void locksThatAccountForThirtyMinutesAndNoOther() {
        var name = account();
        var neighbour = account();
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> logIn(name, "wrong " + name)).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(LockedException.class);
        assertThat(logIn(neighbour, PASSWORD).getName()).isEqualTo(neighbour);
        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(LockedException.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(logIn(name, PASSWORD).getName()).isEqualTo(name);
        assertThat(audited("account.lock", name)).isEqualTo(1);
    }

    @Test
    void evaluatesFiveWrongTriesInAnyThirtyMinutesWhateverComesBetween() {
        var name = account();
        var evaluated = new ArrayList<Instant>();
        for (var minute = 0; minute < 120; minute++) {
            try {
                logIn(name, minute % 7 == 3 ? PASSWORD : "wrong");
            } catch (BadCredentialsException wrong) {
                evaluated.add(clock.instant());
            } catch (LockedException locked) {
                assertThat(evaluated).hasSizeGreaterThanOrEqualTo(5);
            }
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(evaluated).hasSizeBetween(20, 24);
        for (var i = 5; i < evaluated.size(); i++) {
            assertThat(Duration.between(evaluated.get(i - 5), evaluated.get(i)))
                    .as("from one try to the fifth after it")
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(30));
        }
    }

    @Test
    void letsNobodyElsewhereLockOutAKnownDevice() {
        var name = account();
        var own = "0".repeat(26);
        assertThat(logIn(name, PASSWORD, own).getName()).isEqualTo(name);
        for (var i = 0; i < 7; i++) {
            assertThatThrownBy(() -> logIn(name, "wrong", "1".repeat(26))).isInstanceOf(AuthenticationException.class);
        }
        assertThatThrownBy(() -> logIn(name, PASSWORD, "1".repeat(26))).isInstanceOf(LockedException.class);
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(LockedException.class);
        assertThat(logIn(name, PASSWORD, own).getName())
                .as("from the known device")
                .isEqualTo(name);
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> logIn(name, "wrong", own)).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> logIn(name, PASSWORD, own))
                .as("a known device has five tries of its own, no more")
                .isInstanceOf(LockedException.class);
    }

    @Test
    void countsParallelTriesAndLetsNoLateRightGuessIn() throws Exception {
        var name = account();
        var wrong = new AtomicInteger();
        var locked = new AtomicInteger();
        var tries = new ArrayList<Callable<Void>>();
        for (var i = 0; i < 30; i++) {
            tries.add(() -> {
                try {
                    logIn(name, "wrong");
                } catch (LockedException refused) {
                    locked.incrementAndGet();
                } catch (BadCredentialsException refused) {
                    wrong.incrementAndGet();
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(30)) {
            for (var done : threads.invokeAll(tries)) {
                done.get();
            }
        }
        assertThat(wrong)
                .as("tries that learnt whether their password was wrong")
                .hasValue(5);
        assertThat(locked).hasValue(25);
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(LockedException.class);
    }

    @Test
    void hashesForAnUnknownNameAsForAKnownOne() {
        var name = account();
        var before = passwords.computed();
        assertThatThrownBy(() -> logIn(name, "wrong")).isInstanceOf(BadCredentialsException.class);
        awaitComputed(before + 1);
        assertThatThrownBy(() -> logIn("nobody-" + name, "wrong")).isInstanceOf(BadCredentialsException.class);
        awaitComputed(before + 2);
    }

    @Test
    void hashesOnTwoThreadsAtMostWhileFiftySignIn() throws Exception {
        var name = account();
        var most = new AtomicInteger();
        var over = new AtomicBoolean();
        var watcher = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                var hashing = (int) Thread.getAllStackTraces().values().stream()
                        .filter(stack -> java.util.Arrays.stream(stack)
                                .anyMatch(frame -> frame.getClassName().contains("Argon2BytesGenerator")))
                        .count();
                most.accumulateAndGet(hashing, Math::max);
            }
        });
        try (var threads = Executors.newFixedThreadPool(50)) {
            for (var done : threads.invokeAll(
                    Collections.nCopies(50, () -> logIn(name, PASSWORD).getName()))) {
                assertThat(done.get()).isEqualTo(name);
            }
        } finally {
            over.set(true);
            watcher.join();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void keepsWhoHasLeftOutAndEndsTheirSession() {
        var person = world.person(Role.OUTREACH_WORKER, World.VILLAGE);
        var name = account(person);
        var session = logIn(name, PASSWORD);
        assertThat(rules.end(session, clock.instant())).isEmpty();
        jdbc.sql("update posting set valid_to = :today where person_id = :person")
                .param("today", LocalDate.of(2026, 11, 25))
                .param("person", person.value())
                .update();
        assertThat(rules.end(session, clock.instant())).contains(SessionRules.End.NO_DUTY);
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(DisabledException.class);
    }

    @Test
    void endsASessionAfterThirtyMinutesUnusedOrTwelveHours() {
        var session = logIn(account(), PASSWORD);
        var minute = Duration.ofMinutes(1);
        clock.advance(Duration.ofMinutes(29));
        assertThat(rules.end(session, START)).isEmpty();
        clock.advance(minute);
        assertThat(rules.end(session, START)).contains(SessionRules.End.IDLE);
        clock.set(START.plus(Duration.ofHours(12)).minus(minute));
        assertThat(rules.end(session, clock.instant())).isEmpty();
        clock.advance(minute);
        assertThat(rules.end(session, clock.instant())).contains(SessionRules.End.LONG);
    }

    @Test
    void refusesHostileNamesAndKeepsTheirTraceShort() {
        for (var name : new String[] {
            "x".repeat(10_000), "\u0000\u0007\u202Eadmin", "' or 1=1 --", "", "   ", "管理员\n2026-11-25 fake row"
        }) {
            assertThatThrownBy(() -> logIn(name, "p".repeat(10_000)))
                    .as("name of %s characters", name.length())
                    .isInstanceOf(AuthenticationException.class);
        }
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where actor regexp '[[:cntrl:]]' or char_length(actor) > 100")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(audited("account.refused", "管理员2026-11-25 fake row")).isPositive();
    }

    @Test
    void refusesANameThatDiffersOnlyInWhatTheCollationIgnores() {
        var name = account();
        assertThatThrownBy(() -> logIn(name.charAt(0) + "\u0000" + name.substring(1), PASSWORD))
                .isInstanceOf(BadCredentialsException.class);
    }

    private void awaitComputed(long expected) {
        // The pool counts a task right after its result is handed over.
        var deadline = System.nanoTime() + 20_000_000_000L;
        while (passwords.computed() < expected && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(passwords.computed()).isEqualTo(expected);
    }

    private int audited(String what, String actorOrName) {
        return jdbc.sql("""
                select count(*) from audit_entry e where e.what = :what and (e.actor = :name or e.person_id =
                  (select person_id from account where login_name = :name))
                """)
                .param("what", what)
                .param("name", actorOrName)
                .query(Integer.class)
                .single();
    }

    private String account() {
        return account(world.person(Role.OUTREACH_WORKER, World.VILLAGE));
    }

    private String account(cn.mingbai.core.people.PersonId person) {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        return code.loginName();
    }

    private AccountPrincipal logIn(String name, String password, String device) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("device", device));
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        attempt.setDetails(new DeviceCookie.Details(request));
        return (AccountPrincipal) authentication.authenticate(attempt).getPrincipal();
    }

    private AccountPrincipal logIn(String name, String password) {
        return (AccountPrincipal) authentication
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                .getPrincipal();
    }
}
