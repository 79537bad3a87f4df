package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** The server's clock stood ten years ahead for a while, and is set back: nobody stays shut out, and nothing ended lives on. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class MovedClockModuleTest {

    private static final Instant TRUE = MovableClock.START;
    private static final Instant AHEAD = TRUE.plus(Duration.ofDays(3652));
    private static final String PASSWORD = "correct horse 明白";

    @Autowired
    AccountAuthentication authentication;

    @Autowired
    Accounts accounts;

    @Autowired
    SecondFactors factors;

    @Autowired
    SessionRules rules;

    @Autowired
    Access access;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private PersonId person;
    private String name;

    @BeforeEach
    void anAccount() {
        clock.set(TRUE);
        person = world.person(Role.AUDITOR, World.DISTRICT);
        name = reset();
    }

    @AfterEach
    void leave() {
        world.signOut();
    }

    @Test
    void wrongTriesOfThatTimeLockNobodyOut() {
        clock.set(AHEAD);
        for (var i = 0; i < Tries.MOST; i++) {
            assertThatThrownBy(() -> logIn("wrong")).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> logIn(PASSWORD)).isInstanceOf(LockedException.class);
        clock.set(TRUE);
        assertThat(logIn(PASSWORD).getName()).isEqualTo(name);
        for (var i = 0; i < Tries.MOST; i++) {
            assertThatThrownBy(() -> logIn("wrong")).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> logIn(PASSWORD)).as("as at any time").isInstanceOf(LockedException.class);
    }

    @Test
    void triesOfANodeWhoseClockIsAheadByLessCountForAll() {
        clock.set(TRUE.plus(Duration.ofMinutes(20)));
        for (var i = 0; i < Tries.MOST; i++) {
            assertThatThrownBy(() -> logIn("wrong")).isInstanceOf(BadCredentialsException.class);
        }
        clock.set(TRUE);
        assertThatThrownBy(() -> logIn(PASSWORD)).isInstanceOf(LockedException.class);
    }

    @Test
    void whoseLogInWasResetThenSignsInNowAndTheOldSessionsAreOver() {
        var before = logIn(PASSWORD);
        clock.set(AHEAD);
        var then = logIn(PASSWORD);
        assertThat(rules.end(then, clock.instant())).isEmpty();
        reset();
        clock.set(TRUE);
        var now = logIn(PASSWORD);
        assertThat(rules.end(now, TRUE)).isEmpty();
        assertThat(rules.end(before, TRUE)).contains(SessionRules.End.RESET);
        assertThat(rules.end(then, TRUE)).contains(SessionRules.End.RESET);
    }

    @Test
    void aResetEndsSessionsThoughTheClockStandsWhereTheLastOneWas() {
        var session = logIn(PASSWORD);
        reset();
        assertThat(rules.end(session, TRUE)).contains(SessionRules.End.RESET);
        var after = logIn(PASSWORD);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.endSessions(new StaffNumber(name));
        assertThat(rules.end(after, TRUE)).contains(SessionRules.End.RESET);
    }

    @Test
    void aSessionUsedAheadEndsWhenTheClockIsSetBack() {
        clock.set(AHEAD);
        var session = logIn(PASSWORD);
        clock.set(TRUE);
        assertThat(rules.end(session, AHEAD)).contains(SessionRules.End.IDLE);
        assertThat(rules.end(session, TRUE.plus(Duration.ofMinutes(29)))).isEmpty();
    }

    @Test
    void aChangedPasswordKeepsTheOwnSessionAlone() {
        var other = logIn(PASSWORD);
        var own = accounts.changePassword(logIn(PASSWORD), PASSWORD, PASSWORD + " 新");
        assertThat(rules.end(own, TRUE)).isEmpty();
        assertThat(rules.end(other, TRUE)).contains(SessionRules.End.RESET);
    }

    @Test
    void codesAreTakenAgainAndEachOnce() {
        var session = logIn(PASSWORD);
        var secret = factors.newSecret();
        factors.enrol(session, secret, Totp.code(secret, TRUE), "");
        clock.set(AHEAD);
        // The phone took its time from the same wrong source.
        factors.verify(session, Totp.code(secret, AHEAD));
        clock.set(TRUE.plus(Duration.ofMinutes(5)));
        var code = Totp.code(secret, clock.instant());
        factors.verify(session, code);
        assertThatThrownBy(() -> factors.verify(session, code)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void aCodeOfARightPhoneIsRefusedWithTheServersTime() {
        var session = logIn(PASSWORD);
        var secret = factors.newSecret();
        factors.enrol(session, secret, Totp.code(secret, TRUE), "");
        clock.set(AHEAD);
        assertThatThrownBy(() -> factors.verify(session, Totp.code(secret, TRUE.plusSeconds(60))))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo("core.identity.factor.code-wrong");
                    assertThat(refused.arguments()).containsExactly("2036-11-24 12:00");
                });
    }

    @Test
    void aRoleThatWasWithdrawnDoesNotComeBack() {
        clock.set(TRUE.plus(Duration.ofDays(2)));
        var grant = jdbc.sql("select id from role_grant where person_id = :person and superseded_at = '9999-12-31'")
                .param("person", person.value())
                .query(Long.class)
                .single();
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.revoke(grant);
        world.signOut();
        assertThat(access.held(person.value())).isEmpty();
        // By then the grant had not ended; that it was withdrawn is known all the same.
        clock.set(TRUE.plus(Duration.ofDays(2)).minus(Duration.ofHours(1)));
        assertThat(access.held(person.value())).isEmpty();
    }

    /** Gives the person a log-in, or a new one. */
    private String reset() {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        return code.loginName();
    }

    private AccountPrincipal logIn(String password) {
        return (AccountPrincipal) authentication
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                .getPrincipal();
    }
}
