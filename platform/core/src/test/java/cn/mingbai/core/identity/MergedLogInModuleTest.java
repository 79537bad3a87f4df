package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.merging.PersonMerges;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

@SpringBootTest(classes = TestApplication.class)
class MergedLogInModuleTest {

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
    PersonMerges merges;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    World world;

    @AfterEach
    void leave() {
        world.signOut();
    }

    private String account(PersonId person) {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        return code.loginName();
    }

    private AccountPrincipal logIn(String name, String password) {
        return (AccountPrincipal) authentication
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                .getPrincipal();
    }

    private void decide(boolean undo, PersonId person, PersonId into) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var approval = undo ? merges.proposeUndo(person, "两个人") : merges.proposeMerge(person, into, "一个人");
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.decide(Set.of(approval), true, "");
        world.signOut();
    }

    @Test
    void theMergedAccountsSessionEndsAndItSignsInAgainOnlyAfterUndoing() {
        var kept = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
        var merged = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
        var keptName = account(kept);
        var mergedName = account(merged);
        var session = logIn(mergedName, PASSWORD);
        var keptSession = logIn(keptName, PASSWORD);
        assertThat(rules.end(session, Instant.now())).isEmpty();

        decide(false, merged, kept);
        assertThat(rules.end(session, Instant.now())).contains(SessionRules.End.MERGED);
        assertThat(rules.end(keptSession, Instant.now())).isEmpty();
        assertThatThrownBy(() -> logIn(mergedName, PASSWORD)).isInstanceOf(AccountAuthentication.MergedException.class);
        assertThatThrownBy(() -> logIn(mergedName, "wrong"))
                .as("without the password it says nothing")
                .isInstanceOf(BadCredentialsException.class);
        assertThat(logIn(keptName, PASSWORD).getName()).isEqualTo(keptName);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> accounts.issueFirstLogInCode(merged)).isInstanceOf(NotFound.class);
        world.signOut();

        decide(true, merged, kept);
        assertThat(logIn(mergedName, PASSWORD).getName()).isEqualTo(mergedName);
        assertThat(rules.end(session, Instant.now())).isEmpty();
    }

    @Test
    void whoIsPostedUnderTheMergedRecordOnlySignsInWithTheKeptOne() {
        var kept = world.person(Duty.OUTREACH_A, World.VILLAGE, LocalDate.of(2024, 1, 1));
        var merged = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
        var name = account(kept);
        jdbc.sql("update posting set valid_to = '2025-01-01' where person_id = :person")
                .param("person", kept.value())
                .update();
        assertThatThrownBy(() -> logIn(name, PASSWORD)).isInstanceOf(DisabledException.class);
        decide(false, merged, kept);
        var session = logIn(name, PASSWORD);
        assertThat(rules.end(session, Instant.now())).isEmpty();
        assertThat(account(kept)).as("its password can be set anew").isEqualTo(name);
    }

    @Test
    void theNumberOfTheMergedRecordMeansTheKeptOne() {
        var kept = world.person(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        var merged = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
        var former = world.staffNumber(merged);
        decide(false, merged, kept);
        world.signIn(kept);
        assertThatThrownBy(() -> factors.reset(former))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("reset-own");
    }
}
