package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody comes to a role by any door but a security administrator's grant, and nobody keeps one that was withdrawn. */
@CheckTest(2)
class EscalationCheckTest {

    private static final List<String> PLACES = List.of(
            "100000000000", World.DISTRICT, World.FOREIGN_DISTRICT, World.TOWN, World.OTHER_TOWN, World.VILLAGE);

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    StaffImport imports;

    @Autowired
    JdbcClient jdbc;

    private LogIns logIns;

    @BeforeEach
    void start() {
        logIns = new LogIns(world, accounts);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void nobodyGrantsButTheSecurityAdministratorWithinReachAndToOthers() {
        var granted = new ArrayList<String>();
        for (var role : Role.values()) {
            var own = role == Role.STAFF || role == Role.OUTREACH_WORKER ? World.VILLAGE : World.TOWN;
            var caller = world.person(role, own);
            var other = world.person(Role.STAFF, World.VILLAGE);
            for (var wanted : Role.values()) {
                for (var place : PLACES) {
                    for (var person : List.of(caller, other)) {
                        world.signIn(caller);
                        if (grants(person, wanted, place)) {
                            granted.add("%s grants %s at %s to %s"
                                    .formatted(role, wanted, place, person.equals(caller) ? "self" : "other"));
                        }
                    }
                }
            }
        }
        // One person is given five of the six roles that are granted: of the three administrators only the first asked.
        assertThat(granted)
                .containsExactlyInAnyOrder(
                        "SECURITY_ADMINISTRATOR grants ADMINISTRATOR at 220172102000 to other",
                        "SECURITY_ADMINISTRATOR grants ADMINISTRATOR at 220172102204 to other",
                        "SECURITY_ADMINISTRATOR grants DISTRICT_OFFICER at 220172102000 to other",
                        "SECURITY_ADMINISTRATOR grants DISTRICT_OFFICER at 220172102204 to other",
                        "SECURITY_ADMINISTRATOR grants TOWN_OFFICER at 220172102000 to other",
                        "SECURITY_ADMINISTRATOR grants TOWN_OFFICER at 220172102204 to other",
                        "SECURITY_ADMINISTRATOR grants INSPECTOR at 220172102000 to other",
                        "SECURITY_ADMINISTRATOR grants INSPECTOR at 220172102204 to other");
    }

    private boolean grants(PersonId person, Role role, String place) {
        try {
            accounts.grant(person, role, world.division(place));
            return true;
        } catch (MingbaiException refused) {
            return false;
        }
    }

    @Test
    void nobodyIsTwoOfTheThreeAdministratorsEvenByTwoGrantsAtOnce() throws Exception {
        for (var i = 0; i < 5; i++) {
            var person = world.person(Role.STAFF, World.VILLAGE);
            var security = world.person(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
            try (var threads = java.util.concurrent.Executors.newFixedThreadPool(3)) {
                var tries = List.of(Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR).stream()
                        .map(role -> (java.util.concurrent.Callable<Boolean>) () -> {
                            world.signIn(security);
                            try {
                                accounts.grant(person, role, world.division(World.TOWN));
                                return true;
                            } catch (RuleViolation | org.springframework.dao.ConcurrencyFailureException refused) {
                                return false;
                            } finally {
                                world.signOut();
                            }
                        })
                        .toList();
                var done = 0;
                for (var one : threads.invokeAll(tries)) {
                    done += one.get() ? 1 : 0;
                }
                assertThat(done).as("of three roles granted at once").isEqualTo(1);
            }
        }
    }

    @Test
    void noFormTakesARoleThatSomebodyAddsToIt() {
        var person = world.person(Role.OUTREACH_WORKER, World.VILLAGE);
        var code = logIns.code(person);
        var before = grantsOf(person);
        var browser = new Browser(port);
        var more = Map.of(
                "role", "ADMINISTRATOR",
                "roles", "SECURITY_ADMINISTRATOR",
                "division", "1",
                "divisionId", "1",
                "personId", "1",
                "hasSecondFactor", "true",
                "principal.hasSecondFactor", "true");
        var form = new HashMap<>(more);
        form.putAll(Map.of(
                "loginName",
                code.loginName(),
                "code",
                code.code(),
                "password",
                LogIns.PASSWORD,
                "again",
                LogIns.PASSWORD));
        assertThat(Browser.target(browser.fillIn("/first-login", form))).isEqualTo("/login?said=ready");
        var signIn = new HashMap<>(more);
        signIn.putAll(Map.of("username", code.loginName(), "password", LogIns.PASSWORD));
        assertThat(Browser.target(browser.fillIn("/login", signIn))).isEqualTo("/");
        var change = new HashMap<>(more);
        change.putAll(Map.of("present", LogIns.PASSWORD, "password", "Neues 明白 7 Wort", "again", "Neues 明白 7 Wort"));
        assertThat(browser.fillIn("/password", change).body()).contains("密码已改");
        assertThat(grantsOf(person)).isEqualTo(before);
        assertThat(browser.get("/accounts").body()).doesNotContain("core.accounts");
        assertThat(jdbc.sql("select count(*) from second_factor f join account a on a.id = f.account_id"
                                + " where a.person_id = :person")
                        .param("person", person.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void noImportTakesARoleFromAColumn() {
        var number = "E" + Long.toString(System.nanoTime(), 36).toUpperCase();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var before = allGrants();
        var file = "工号,姓名,镇街,单位,单位代码,职务,电话,任职日期,角色,role,职责\n" + number
                + ",导入的人,,友好村委会,,经办人,,2026-01-02,ADMINISTRATOR,ADMINISTRATOR,系统管理员\n" + number
                + "B,导入的人乙,,友好村委会,,系统管理员,,2026-01-02,,,\n";
        try {
            imports.apply("名册.csv", file.getBytes(StandardCharsets.UTF_8), ImportProgress.NONE);
        } catch (MingbaiException refused) {
            assertThat(refused.key()).isNotEmpty();
        }
        assertThat(allGrants()).isEqualTo(before);
    }

    @Test
    void aWithdrawnRoleIsGoneWithTheNextRequestInEverySession() {
        var person = world.person(Role.TOWN_OFFICER, World.TOWN);
        var name = logIns.of(person);
        var sessions = List.of(new Browser(port), new Browser(port));
        sessions.forEach(session -> {
            session.signIn(name, LogIns.PASSWORD);
            assertThat(session.get("/people").statusCode()).isEqualTo(200);
        });
        var security = world.signIn(Role.SECURITY_ADMINISTRATOR, World.DISTRICT);
        // A second role keeps the person on duty: what ends the sessions is the withdrawal alone.
        accounts.grant(person, Role.INSPECTOR, world.division(World.DISTRICT));
        var grant = accounts.grants().stream()
                .filter(one -> one.person().equals(person) && one.role() == Role.TOWN_OFFICER)
                .findFirst()
                .orElseThrow();
        accounts.revoke(grant.id());
        sessions.forEach(session -> assertThat(Browser.target(session.get("/people")))
                .as("the session")
                .isEqualTo("/login"));
        var again = new Browser(port);
        assertThat(Browser.target(again.signIn(name, LogIns.PASSWORD))).isEqualTo("/");
        world.signIn(person);
        assertThatThrownBy(() -> accounts.recipient(world.person(Role.STAFF, World.VILLAGE)))
                .isInstanceOf(MingbaiException.class);
        world.signIn(security);
        assertThatThrownBy(() -> accounts.endSessions(new StaffNumber("NO-SUCH-1")))
                .isInstanceOf(MingbaiException.class);
    }

    /** Check 1's replay: the framework makes the address, so it stands in no table of ours. */
    @Test
    void theAddressOfAFileOnAPageOpensForNobodyElse() {
        var mine = signedIn(world.person(Role.DISTRICT_OFFICER, World.DISTRICT));
        var address = new VaadinPage(mine, "training-ledgers").file();
        assertThat(mine.get(address).body()).as(address).contains("培训汇总");
        var colleague = signedIn(world.person(Role.DISTRICT_OFFICER, World.DISTRICT));
        new VaadinPage(colleague, "training-ledgers");
        for (var other : List.of(new Browser(port), colleague, signedIn(world.person(Role.STAFF, World.VILLAGE)))) {
            var answer = other.get(address);
            assertThat(answer.statusCode()).as(address).isNotEqualTo(200);
            assertThat(answer.body()).as(address).doesNotContain("培训汇总");
        }
        mine.forget();
        assertThat(mine.get(address).statusCode()).isNotEqualTo(200);
    }

    private Browser signedIn(PersonId person) {
        var browser = new Browser(port);
        browser.signIn(logIns.of(person), LogIns.PASSWORD);
        return browser;
    }

    private List<String> grantsOf(PersonId person) {
        return jdbc.sql("select concat(id, role, superseded_at) from role_grant where person_id = :person order by id")
                .param("person", person.value())
                .query(String.class)
                .list();
    }

    private int allGrants() {
        return jdbc.sql("select count(*) from role_grant").query(Integer.class).single();
    }
}
