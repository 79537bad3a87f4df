package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.app.Authenticator;
import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.app.access.AccessWalk;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.SecondFactorNeeded;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.identity.SecondFactors;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.World;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sessions and the second factor. That they end when idle under a tab's heartbeats, after twelve hours and after a reset is
 * in {@code LogInModuleTest}, which has a clock of its own; that no service answers an administrator or hands out names in
 * clear to one factor is in {@code AccessTest}, row by row.
 */
@CheckTest(9)
class SessionsCheckTest {

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    SecondFactors factors;

    @Autowired
    Access access;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    private LogIns logIns;
    private Browser browser;

    @BeforeEach
    void aBrowser() {
        logIns = new LogIns(world, accounts);
        browser = new Browser(port);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void changesItsIdAtEveryStepAndDiesAtLogOut() {
        var name = logIns.of(world.person(Role.AUDITOR, World.DISTRICT));
        browser.get("/login");
        var ids = new ArrayList<String>();
        ids.add(browser.session());
        browser.signIn(name, LogIns.PASSWORD);
        ids.add(browser.session());
        Authenticator.enrol(browser, clock);
        ids.add(browser.session());
        assertThat(browser.get("/audit").statusCode()).isEqualTo(200);
        var changed = browser.fillIn(
                "/password",
                Map.of("present", LogIns.PASSWORD, "password", "Neues 明白 7 Wort", "again", "Neues 明白 7 Wort"));
        assertThat(changed.body()).contains("密码已改");
        ids.add(browser.session());
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
        assertThat(browser.get("/audit").statusCode()).isEqualTo(200);
        var last = browser.session();
        browser.fillIn("/logout", Map.of());
        for (var old : ids) {
            var thief = new Browser(port);
            thief.setCookie("JSESSIONID", old);
            assertThat(Browser.target(thief.get("/audit"))).isEqualTo("/login");
        }
        assertThat(ids).contains(last);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDITOR"})
    void opensNoPageAndNoActionOfAnAdministratorWithOneFactor(Role role) {
        var person = world.person(role, World.DISTRICT);
        browser.signIn(logIns.of(person), LogIns.PASSWORD);
        var opened = new ArrayList<String>();
        var walk = new AccessWalk(context);
        for (var path : walk.routes().keySet()) {
            if (path.contains(":")) {
                continue;
            }
            var answer = browser.get("/" + path);
            if (answer.statusCode() / 100 != 3 || !"/second-factor".equals(Browser.target(answer))) {
                opened.add("/" + path + " " + answer.statusCode());
            }
        }
        for (var endpoint : walk.endpoints().keySet()) {
            var path = endpoint.substring(endpoint.indexOf(' ') + 1);
            if (endpoint.startsWith("GET ") && !path.contains("{") && asksForASession(path)) {
                var answer = browser.get(path);
                if (answer.statusCode() / 100 != 3 || !"/second-factor".equals(Browser.target(answer))) {
                    opened.add(endpoint + " " + answer.statusCode());
                }
            }
        }
        world.signInWithOneFactor(person);
        for (var action : Action.values()) {
            try {
                access.require(action);
                opened.add("action " + action);
            } catch (AccessRefused refused) {
                assertThat(refused.key()).isNotEmpty();
            }
        }
        assertThat(opened).as("with a password only, as " + role).isEmpty();

        Authenticator.enrol(browser, clock);
        assertThat(browser.get("/").statusCode()).as("with both").isEqualTo(200);
    }

    /** Whether a page needs a log-in at all: nobody gets it without. */
    private boolean asksForASession(String path) {
        if (path.startsWith("/second-factor") || path.startsWith("/password")) {
            return false;
        }
        var answer = new Browser(port).get(path);
        return answer.statusCode() / 100 == 3 && "/login".equals(Browser.target(answer));
    }

    @Test
    void leadsBackToThePageFirstAskedFor() {
        var name = logIns.of(world.person(Role.AUDITOR, World.DISTRICT));
        browser.get("/audit?text=x");
        assertThat(Browser.target(browser.signIn(name, LogIns.PASSWORD))).isEqualTo("/audit?text=x");
        assertThat(Browser.target(browser.get("/audit?text=x"))).isEqualTo("/second-factor");
        var phone = Authenticator.enrol(browser, clock);
        assertThat(Browser.target(browser.get("/second-factor"))).isEqualTo("/audit?text=x");

        var again = new Browser(port);
        again.signIn(name, LogIns.PASSWORD);
        again.get("/audit");
        assertThat(Browser.target(Authenticator.show(again, phone.code(1)))).isEqualTo("/audit");
    }

    @Test
    void takesEachCodeOnce() {
        var auditor = world.person(Role.AUDITOR, World.DISTRICT);
        var name = logIns.of(auditor);
        browser.signIn(name, LogIns.PASSWORD);
        var phone = Authenticator.enrol(browser, clock);
        var code = phone.code(1);
        var second = signedIn(name);
        assertThat(Browser.target(Authenticator.show(second, code))).isEqualTo("/");
        var third = signedIn(name);
        assertThat(Authenticator.show(third, code).body())
                .as("the same code again")
                .contains("验证码不对");
        assertThat(Authenticator.show(third, phone.code(0)).body())
                .as("one from before it")
                .contains("验证码不对");
        assertThat(Browser.target(third.get("/audit"))).isEqualTo("/second-factor");

        var recovery = phone.recoveryCodes();
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
        var used = third.fillIn(
                "/second-factor", Map.of("recovery", recovery.getFirst().toLowerCase()));
        assertThat(Browser.target(used)).isEqualTo("/audit");
        var fourth = signedIn(name);
        assertThat(fourth.fillIn("/second-factor", Map.of("recovery", recovery.getFirst()))
                        .body())
                .as("a recovery code again")
                .contains("验证码不对");
        assertThat(jdbc.sql("select details from audit_entry where person_id = ? and what = 'account.factor-shown'"
                                + " order by id")
                        .params(auditor.value())
                        .query(String.class)
                        .list())
                .as("what was shown, for the auditor")
                .containsExactly("by authenticator", "by recovery code");
    }

    @Test
    void locksTheSecondFactorAfterFiveWrongCodes() {
        var name = logIns.of(world.person(Role.AUDITOR, World.DISTRICT));
        browser.signIn(name, LogIns.PASSWORD);
        var phone = Authenticator.enrol(browser, clock);
        var guesser = signedIn(name);
        for (var i = 0; i < 5; i++) {
            Authenticator.show(guesser, "00000" + i);
        }
        assertThat(Authenticator.show(guesser, phone.code(1)).body()).contains("错了5次");
        assertThat(Browser.target(guesser.get("/audit"))).isEqualTo("/second-factor");
        assertThat(browser.get("/audit").statusCode())
                .as("the session that has it goes on")
                .isEqualTo(200);
    }

    @Test
    void endsAndAsksForTheHandedCodeAfterAReset() {
        var person = world.person(Role.AUDITOR, World.DISTRICT);
        var name = logIns.of(person);
        browser.signIn(name, LogIns.PASSWORD);
        Authenticator.enrol(browser, clock);
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        var reset = factors.reset(new StaffNumber(name));
        world.signOut();
        assertThat(Browser.target(browser.get("/audit"))).isEqualTo("/login");

        var thief = signedIn(name);
        assertThatThrownBy(() -> Authenticator.enrol(thief, clock, "00000-00000"))
                .hasMessageContaining("重置码不对");
        var owner = signedIn(name);
        Authenticator.enrol(owner, clock, reset.code());
        assertThat(owner.get("/audit").statusCode()).isEqualTo(200);
    }

    @Test
    void endsWhenTheSecurityAdministratorEndsAllOfAPerson() {
        var name = logIns.of(world.person(Role.TOWN_OFFICER, World.TOWN));
        var sessions = List.of(signedIn(name), signedIn(name));
        sessions.forEach(session -> assertThat(session.get("/").statusCode()).isEqualTo(200));
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.endSessions(new StaffNumber(name));
        sessions.forEach(session -> assertThat(Browser.target(session.get("/"))).isEqualTo("/login"));
    }

    @Test
    void endsWhenTheAccountIsDisabledAndNobodySignsInAgain() {
        var name = logIns.of(world.person(Role.TOWN_OFFICER, World.TOWN));
        var sessions = List.of(signedIn(name), signedIn(name));
        world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        accounts.disable(new StaffNumber(name));
        sessions.forEach(session -> assertThat(Browser.target(session.get("/"))).isEqualTo("/login"));
        browser.signIn(name, LogIns.PASSWORD);
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
    }

    @Test
    void asksAnOfficerForItOnlyWhereNamesAreInClear() {
        PersonId officer = world.person(Role.TOWN_OFFICER, World.TOWN);
        browser.signIn(logIns.of(officer), LogIns.PASSWORD);
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
        world.signInWithOneFactor(officer);
        assertThatThrownBy(() -> factors.requireShown()).isInstanceOf(SecondFactorNeeded.class);
        var beside = browser.get("/second-factor?beside");
        assertThat(beside.body()).contains("设置身份验证器", "inputmode=\"numeric\"", "autocomplete=\"one-time-code\"");
        Authenticator.enrol(browser, clock);
        assertThat(browser.get("/second-factor").body())
                .as("the other page waits")
                .contains("回到原来的页面");
    }

    @Test
    void offersTheFileThatWasAskedForOnceItIsShown() {
        var officer = world.person(Role.TOWN_OFFICER, World.TOWN);
        browser.signIn(logIns.of(officer), LogIns.PASSWORD);
        var file = "/printed/7/" + world.division(World.VILLAGE).value();
        assertThat(Browser.target(browser.get(file))).isEqualTo("/second-factor");
        var wayBack = "<a id=\"back\" href=\"/print-batches/7\"";
        assertThat(browser.get("/second-factor").body()).contains(wayBack);
        Authenticator.enrol(browser, clock);
        // A browser that is led to a file stays on the page that it was on, which would go on asking for a code.
        var shown = browser.get("/second-factor");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .contains("id=\"file\" href=\"" + file + "\"", "id=\"back\" href=\"/print-batches/7\"")
                .doesNotContain("name=\"code\"");
        assertThat(browser.get(file).statusCode()).as("there is no such batch").isEqualTo(404);
    }

    private Browser signedIn(String name) {
        var other = new Browser(port);
        other.signIn(name, LogIns.PASSWORD);
        return other;
    }
}
