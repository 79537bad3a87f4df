package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
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
import cn.mingbai.core.testing.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class RoleGrantsModuleTest {

    @Autowired
    Accounts accounts;

    @Autowired
    Access access;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

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
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
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
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
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
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
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

    @Test
    void keepsTheLastAdministratorWhoCanSignIn() {
        // A district of its own, so that no administrator of another test stands above or beside.
        jdbc.sql("update account c join role_grant g on g.person_id = c.person_id set c.password_hash = null"
                        + " where g.role = 'ADMINISTRATOR'")
                .update();
        var first = administratorWithPassword();
        var second = world.person(Role.ADMINISTRATOR, World.FOREIGN_DISTRICT);
        world.signIn(first);
        assertThatThrownBy(() -> accounts.revoke(grantOf(first).id()))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("last-administrator");
        var code = accounts.issueFirstLogInCode(second);
        assertThatThrownBy(() -> accounts.revoke(grantOf(first).id()))
                .as("the other has no password yet")
                .hasMessageContaining("last-administrator");
        accounts.redeem(code.loginName(), code.code(), "a long password");
        accounts.revoke(grantOf(first).id());
        assertThat(access.held(first.value())).isEmpty();
    }

    @Test
    void addsAnInspectorWhoCanBeGivenACode() {
        world.signIn(Role.ADMINISTRATOR, World.DISTRICT);
        var number = new StaffNumber("DC-" + Long.toString(System.nanoTime(), 36));
        var inspector = accounts.addWithRole(number, "督导𠮷", Role.INSPECTOR, world.division(World.DISTRICT));
        assertThat(grantOf(inspector).personName()).isEqualTo("督导𠮷");
        assertThat(grantOf(inspector).canSignIn()).isFalse();
        assertThat(accounts.issueFirstLogInCode(inspector).loginName()).isEqualTo(number.value());
        assertThatThrownBy(() -> accounts.addWithRole(number, "另一人", Role.INSPECTOR, world.division(World.DISTRICT)))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> accounts.addWithRole(
                        new StaffNumber("DC-2"), "换行\n名", Role.INSPECTOR, world.division(World.DISTRICT)))
                .hasMessageContaining("name-form");
    }

    @Test
    void doesNotCreateAFirstAdministratorBesideAccounts() {
        administratorWithPassword();
        world.signOut();
        assertThat(accounts.needsAdministrator()).isFalse();
        assertThatThrownBy(() -> accounts.createAdministrator(new StaffNumber("root"), "不速之客", "a long password"))
                .isInstanceOf(Conflict.class);
    }

    private PersonId administratorWithPassword() {
        var person = world.person(Role.ADMINISTRATOR, World.FOREIGN_DISTRICT);
        world.signIn(Role.ADMINISTRATOR, World.FOREIGN_DISTRICT);
        var code = accounts.issueFirstLogInCode(person);
        accounts.redeem(code.loginName(), code.code(), "a long password");
        return person;
    }

    private Accounts.Grant grantOf(PersonId person) {
        return accounts.grants().stream()
                .filter(grant -> grant.person().equals(person))
                .findFirst()
                .orElseThrow();
    }
}
