package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class RoleGrantsModuleTest {

    private static final String PASSWORD = "A long Passw0rd 明白";

    @Autowired
    Accounts accounts;

    @Autowired
    SecondFactors factors;

    @Autowired
    Access access;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AtOnce atOnce;

    @AfterEach
    void leave() {
        world.signOut();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"STAFF", "OUTREACH_WORKER"})
    void refusesRolesThatComeWithADuty(Role byDuty) {
        var person = world.person(Role.STAFF, World.VILLAGE);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> accounts.grant(person, byDuty, world.division(World.VILLAGE)))
                .hasMessageContaining("role-by-duty");
        assertThatThrownBy(() -> accounts.addWithRole(
                        new StaffNumber("NEW-" + byDuty.ordinal()), "新人", byDuty, world.division(World.VILLAGE)))
                .hasMessageContaining("role-by-duty");
        assertThat(jdbc.sql("select count(*) from person where staff_number = 'NEW-" + byDuty.ordinal() + "'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void grantsWithinReachOnly() {
        var near = world.person(Role.STAFF, World.VILLAGE);
        var foreign = world.person(Role.STAFF, "220102001001");
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> accounts.grant(near, Role.TOWN_OFFICER, world.division(World.FOREIGN_DISTRICT)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> accounts.grant(foreign, Role.TOWN_OFFICER, world.division(World.TOWN)))
                .as("a person of another district")
                .isInstanceOf(NotFound.class);
        accounts.grant(near, Role.TOWN_OFFICER, world.division(World.TOWN));
        assertThatThrownBy(() -> accounts.grant(near, Role.TOWN_OFFICER, world.division(World.TOWN)))
                .isInstanceOf(Conflict.class);
        assertThat(access.held(near.value())).extracting(Access.Held::role).contains(Role.TOWN_OFFICER);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> accounts.grant(near, Role.DISTRICT_OFFICER, world.division(World.DISTRICT)))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void endsAccessTheSameDayAndKeepsTheHistory() {
        var person = world.person(Role.STAFF, World.VILLAGE);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.grant(person, Role.AUDITOR, world.division(World.TOWN));
        var grant = grantOf(person);
        accounts.revoke(grant.id());
        assertThat(access.held(person.value())).extracting(Access.Held::role).containsExactly(Role.STAFF);
        assertThatThrownBy(() -> accounts.revoke(grant.id())).isInstanceOf(NotFound.class);
        assertThat(jdbc.sql("select count(*) from role_grant where person_id = :id")
                        .param("id", person.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        accounts.grant(person, Role.AUDITOR, world.division(World.TOWN));
        assertThat(access.held(person.value())).extracting(Access.Held::role).contains(Role.AUDITOR);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMINISTRATOR", "SECURITY_ADMINISTRATOR"})
    void keepsTheLastOneWhoCanSignIn(Role role) {
        // A district of its own, so that no administrator of another test stands above or beside.
        jdbc.sql("update account c join role_grant g on g.person_id = c.person_id set c.password_hash = null"
                        + " where g.role = :role")
                .param("role", role.name())
                .update();
        var first = withPassword(role);
        var second = world.person(role, World.FOREIGN_DISTRICT);
        var security = world.person(Role.SECURITY_ADMINISTRATOR, World.FOREIGN_DISTRICT);
        world.signIn(security);
        assertThatThrownBy(() -> accounts.revoke(grantOf(first).id()))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("last-administrator");
        assertThatThrownBy(() -> accounts.disable(world.staffNumber(first)))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("last-administrator");
        world.signIn(Role.ADMINISTRATOR, World.FOREIGN_DISTRICT);
        var code = accounts.issueFirstLogInCode(second);
        world.signIn(security);
        assertThatThrownBy(() -> accounts.revoke(grantOf(first).id()))
                .as("the other has no password yet")
                .hasMessageContaining("last-administrator");
        assertThatThrownBy(() -> accounts.disable(world.staffNumber(first))).hasMessageContaining("last-administrator");
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        accounts.disable(world.staffNumber(first));
        assertThatThrownBy(() -> accounts.disable(world.staffNumber(second)))
                .as("the first cannot sign in any more")
                .hasMessageContaining("last-administrator");
        accounts.revoke(grantOf(first).id());
        assertThat(access.held(first.value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoAtOnceDoNotTakeTheLastTwo(boolean revoking) throws Exception {
        jdbc.sql("update account c join role_grant g on g.person_id = c.person_id set c.password_hash = null"
                        + " where g.role = 'ADMINISTRATOR'")
                .update();
        var both = List.of(withPassword(Role.ADMINISTRATOR), withPassword(Role.ADMINISTRATOR));
        var security = world.signIn(Role.SECURITY_ADMINISTRATOR, World.FOREIGN_DISTRICT);
        var grants = both.stream().map(this::grantOf).toList();
        var said = atOnce.run(
                security,
                "select id from role_grant where role = 'ADMINISTRATOR' for update",
                "select id from role_grant where role in (%for update",
                grants.stream()
                        .<Runnable>map(grant -> () -> {
                            if (revoking) {
                                accounts.revoke(grant.id());
                            } else {
                                accounts.disable(world.staffNumber(grant.person()));
                            }
                        })
                        .toList());
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("last-administrator");
    }

    @Test
    void theSameGrantGivenTwiceAtOnceIsGivenOnce() throws Exception {
        var person = world.person(Role.STAFF, World.VILLAGE);
        var town = world.division(World.TOWN);
        Runnable grant = () -> accounts.grant(person, Role.AUDITOR, town);
        var said = atOnce.run(
                world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT),
                "select id from person where id = " + person.value() + " for update",
                "select id from person where id in (%for update",
                List.of(grant, grant));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("granted-already");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDITOR"})
    void letsNobodyBeTwoOfTheThreeAdministrators(Role held) {
        var person = world.person(held, World.TOWN);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        for (var other : List.of(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)) {
            if (other != held) {
                assertThatThrownBy(() -> accounts.grant(person, other, world.division(World.VILLAGE)))
                        .as("%s to a %s", other, held)
                        .isInstanceOf(RuleViolation.class)
                        .hasMessageContaining("separated");
            }
        }
        accounts.grant(person, held, world.division(World.VILLAGE));
        accounts.grant(person, Role.INSPECTOR, world.division(World.VILLAGE));
        assertThat(access.held(person.value())).extracting(Access.Held::role).containsOnly(held, Role.INSPECTOR);
        if (held == Role.AUDITOR) {
            accounts.grants().stream()
                    .filter(grant -> grant.person().equals(person) && grant.role() == held)
                    .forEach(grant -> accounts.revoke(grant.id()));
            accounts.grant(person, Role.ADMINISTRATOR, world.division(World.VILLAGE));
        }
    }

    @Test
    void letsNobodyDisableTheirOwnAccount() {
        var security = world.person(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        world.signIn(security);
        assertThatThrownBy(() -> accounts.disable(world.staffNumber(security)))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("disable.own");
    }

    @Test
    void aDisabledAccountHasNoPasswordAndNoCodeUntilANewOneIsIssued() {
        var officer = world.person(Role.TOWN_OFFICER, World.TOWN);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var code = accounts.issueFirstLogInCode(officer);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.disable(world.staffNumber(officer));
        assertThatThrownBy(() -> accounts.redeem(code.loginName(), code.code(), PASSWORD))
                .hasMessageContaining("code-wrong");
        assertThat(access.held(officer.value())).as("the post stays").isNotEmpty();
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'account.disable' and subject = :subject")
                        .param("subject", "person " + officer.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var again = accounts.issueFirstLogInCode(officer);
        accounts.redeem(again.loginName(), again.code(), PASSWORD);
    }

    @Test
    void aNumberThatNobodyBearsAndOneOutOfReachAreAnsweredAlikeWithTheNumber() {
        var foreign = world.staffNumber(world.person(Role.TOWN_OFFICER, World.FOREIGN_DISTRICT));
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        for (var number : List.of(foreign, new StaffNumber("NO-SUCH-1"))) {
            for (var call : List.<Consumer<StaffNumber>>of(accounts::endSessions, accounts::disable, factors::reset)) {
                assertThatExceptionOfType(NotFound.class)
                        .isThrownBy(() -> call.accept(number))
                        .satisfies(refusal -> {
                            assertThat(refusal.key()).isEqualTo("core.identity.number-not-found");
                            assertThat(refusal.arguments()).containsExactly(number.value());
                        });
            }
        }
    }

    @Test
    void letsNobodyGrantToThemselves() {
        var caller = world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        for (var role : List.of(Role.DISTRICT_OFFICER, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)) {
            assertThatThrownBy(() -> accounts.grant(caller, role, world.division(World.TOWN)))
                    .isInstanceOf(RuleViolation.class)
                    .hasMessageContaining("grant-to-self");
        }
    }

    @Test
    void leavesGrantsToTheSecurityAdministratorAndCodesToTheSystemAdministrator() {
        var person = world.person(Role.STAFF, World.VILLAGE);
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> accounts.grant(person, Role.TOWN_OFFICER, world.division(World.TOWN)))
                .isInstanceOf(AccessRefused.class);
        assertThat(accounts.grants()).as("but sees them").isNotNull();
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        assertThatThrownBy(() -> accounts.issueFirstLogInCode(person)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void addsAnInspectorWhoCanBeGivenACode() {
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        var number = new StaffNumber("DC-" + Long.toString(System.nanoTime(), 36));
        var inspector = accounts.addWithRole(number, "督导𠮷", Role.INSPECTOR, world.division(World.DISTRICT));
        assertThat(grantOf(inspector).personName()).isEqualTo("督导𠮷");
        assertThat(grantOf(inspector).canSignIn()).isFalse();
        assertThatThrownBy(() -> accounts.addWithRole(number, "另一人", Role.INSPECTOR, world.division(World.DISTRICT)))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> accounts.addWithRole(
                        new StaffNumber("DC-2"), "换行\n名", Role.INSPECTOR, world.division(World.DISTRICT)))
                .hasMessageContaining("name-form");
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        assertThat(accounts.issueFirstLogInCode(inspector).loginName()).isEqualTo(number.value());
    }

    @Test
    void doesNotCreateAFirstAdministratorBesideAccounts() {
        withPassword(Role.ADMINISTRATOR);
        world.signOut();
        assertThat(accounts.needsAdministrator()).isFalse();
        assertThatThrownBy(() -> accounts.createAdministrator(new StaffNumber("root"), "不速之客", PASSWORD))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void createsTheSecurityAdministratorOnce() {
        withPassword(Role.ADMINISTRATOR);
        world.signOut();
        var number = new StaffNumber("SEC-" + Long.toString(System.nanoTime(), 36));
        if (accounts.needsSecurityAdministrator()) {
            accounts.createSecurityAdministrator(number, "安全管理员", PASSWORD);
        }
        assertThat(accounts.needsSecurityAdministrator()).isFalse();
        assertThatThrownBy(() -> accounts.createSecurityAdministrator(number, "不速之客", PASSWORD))
                .isInstanceOf(Conflict.class);
    }

    private PersonId withPassword(Role role) {
        var person = world.person(role, World.FOREIGN_DISTRICT);
        world.signIn(Role.ADMINISTRATOR, World.FOREIGN_DISTRICT);
        var code = accounts.issueFirstLogInCode(person);
        accounts.redeem(code.loginName(), code.code(), PASSWORD);
        return person;
    }

    private Accounts.Grant grantOf(PersonId person) {
        return accounts.grants().stream()
                .filter(grant -> grant.person().equals(person))
                .findFirst()
                .orElseThrow();
    }
}
