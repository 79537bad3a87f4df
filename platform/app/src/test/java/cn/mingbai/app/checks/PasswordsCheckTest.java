package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.World;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Passwords, lock-out and what an answer tells of a name. Both policies are in {@code PasswordPolicyTest} of core, the
 * window of 30 minutes under a moved clock in {@code LockOutModuleTest}, and the throttling of one source in check 11.
 */
@CheckTest(8)
class PasswordsCheckTest {

    private static final Pattern ARGON2ID = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$.+");

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

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
    void areKeptAsArgon2idOnly() {
        account();
        var hashes = new ArrayList<>(jdbc.sql("select password_hash from account where password_hash is not null")
                .query(String.class)
                .list());
        hashes.addAll(jdbc.sql("select password_hash from password_before")
                .query(String.class)
                .list());
        assertThat(hashes).isNotEmpty().allSatisfy(hash -> {
            var parts = ARGON2ID.matcher(hash);
            assertThat(parts.matches()).as("Argon2id").isTrue();
            assertThat(Integer.parseInt(parts.group(1))).as("KiB").isGreaterThanOrEqualTo(19 * 1024);
            assertThat(Integer.parseInt(parts.group(2))).as("passes").isGreaterThanOrEqualTo(2);
        });
        assertThat(hashes).as("each with a salt of its own").doesNotHaveDuplicates();
    }

    @Test
    void areEvaluatedFiveTimesAtMostHoweverManyGuessAtOnce() throws Exception {
        var name = account();
        var guesses = Collections.nCopies(25, (Callable<Boolean>) () -> isEvaluated(name));
        var evaluated = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var guess : threads.invokeAll(guesses)) {
                evaluated += guess.get() ? 1 : 0;
            }
        }
        assertThat(evaluated).as("guesses that were told wrong").isEqualTo(5);
        assertThat(Browser.target(browser.signIn(name, LogIns.PASSWORD)))
                .as("the right one after them")
                .isEqualTo("/login?error=locked");
    }

    @Test
    void areEvaluatedFiveTimesAtMostInASprayOverManyAccounts() {
        var names = IntStream.range(0, 4).mapToObj(i -> account()).toList();
        for (var round = 0; round < 6; round++) {
            for (var name : names) {
                var evaluated = isEvaluated(name);
                assertThat(evaluated).as("round %s", round).isEqualTo(round < 5);
            }
        }
    }

    @Test
    void letNobodyLockAnAdministratorOutOfAKnownDevice() {
        var name = logIns.of(world.person(Role.ADMINISTRATOR, World.DISTRICT));
        assertThat(Browser.target(browser.signIn(name, LogIns.PASSWORD))).isEqualTo("/");
        browser.fillIn("/logout", Map.of());
        for (var i = 0; i < 6; i++) {
            isEvaluated(name);
        }
        assertThat(Browser.target(new Browser(port).signIn(name, LogIns.PASSWORD)))
                .as("from anywhere else")
                .isEqualTo("/login?error=locked");
        assertThat(Browser.target(browser.signIn(name, LogIns.PASSWORD)))
                .as("from the known device")
                .isEqualTo("/");
    }

    @Test
    void takeAsLongForANameThatThereIsNot() {
        var gaps = new ArrayList<Long>();
        for (var round = 0; round < 3; round++) {
            var differences = new ArrayList<Long>();
            // Five tries for each name: after them an account takes another way.
            for (var i = 0; i < 3; i++) {
                var name = account();
                for (var tried = 0; tried < 5; tried++) {
                    var unknown = timed("nobody-" + i);
                    differences.add(timed(name) - unknown);
                }
            }
            gaps.add(Math.abs(median(differences)) / 1_000_000);
            if (gaps.getLast() <= 10) {
                return;
            }
        }
        // A busy machine may blur one round; work that only one of them makes shows in each.
        assertThat(gaps)
                .as("medians of how much longer a known name took, in ms")
                .allMatch(gap -> gap <= 10);
    }

    @Test
    void mustBeChangedAfterNinetyDaysBeforeAnythingElse() {
        var name = logIns.of(world.person(Role.TOWN_OFFICER, World.TOWN));
        jdbc.sql("update account set password_set_at = :old where login_name = :name")
                .param("old", LocalDateTime.now(ZoneOffset.UTC).minusDays(91))
                .param("name", name)
                .update();
        browser.get("/people");
        browser.signIn(name, LogIns.PASSWORD);
        for (var path : List.of("/people", "/", "/visit", "/second-factor")) {
            assertThat(Browser.target(browser.get(path))).as(path).isEqualTo("/password");
        }
        assertThat(browser.post("/?v-r=uidl&v-uiId=0", "{}").statusCode()).isEqualTo(403);
        browser.get("/people");
        assertThat(change(LogIns.PASSWORD, LogIns.PASSWORD)).contains("最近5个密码不能再用");
        assertThat(change(LogIns.PASSWORD, "明白明白明白明白")).contains("至少3种");
        assertThat(change("Wrong 明白 7 Wort", "Neues 明白 7 Wort")).contains("现在的密码不对");
        var changed = browser.fillIn(
                "/password",
                Map.of("present", LogIns.PASSWORD, "password", "Neues 明白 7 Wort", "again", "Neues 明白 7 Wort"));
        assertThat(Browser.target(changed)).as("and back").isEqualTo("/people");
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
    }

    @Test
    void doNotComeBackWithinFive() {
        var name = account();
        browser.signIn(name, LogIns.PASSWORD);
        var last = LogIns.PASSWORD;
        for (var i = 0; i < 5; i++) {
            var next = "Wort-" + i + "-Kiln-Xr" + i;
            assertThat(change(last, next)).contains("密码已改");
            if (i < 4) {
                assertThat(change(next, LogIns.PASSWORD))
                        .as("after %s changes", i + 1)
                        .contains("不能再用");
            }
            last = next;
        }
        assertThat(change(last, LogIns.PASSWORD)).as("after five").contains("密码已改");
    }

    private String change(String present, String next) {
        return browser.fillIn("/password", Map.of("present", present, "password", next, "again", next))
                .body();
    }

    private boolean isEvaluated(String name) {
        return "/login?error=wrong".equals(Browser.target(new Browser(port).signIn(name, "Wrong guess 1")));
    }

    private long timed(String name) {
        var token = Browser.value(browser.get("/login").body(), "_csrf");
        var form = Map.of("username", name, "password", "Wrong guess 1", "_csrf", token);
        var start = System.nanoTime();
        var answer = browser.postBare("/login", form);
        var took = System.nanoTime() - start;
        assertThat(Browser.target(answer)).isEqualTo("/login?error=wrong");
        return took;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private String account() {
        return logIns.worker(World.VILLAGE);
    }
}
