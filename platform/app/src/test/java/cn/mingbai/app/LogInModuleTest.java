package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.LogInCode;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole chain through a socket: log-in pages, sessions and their ends. */
@Import(MovableClock.Standing.class)
class LogInModuleTest extends BeforeABrowser {

    private static final String PASSWORD = LogIns.PASSWORD;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void atTheStart() {
        clock.set(MovableClock.START);
    }

    // ---- the page

    @Test
    void showsTheFormInChineseWhenTheBrowserSaysNothing() {
        var page = browser.get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("登录名", "lang=\"zh-CN\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void followsTheBrowserAndKeepsAChoice() {
        assertThat(browser.get("/login", "Accept-Language", "en-GB,en;q=0.9").body())
                .contains("Log-in name");
        assertThat(browser.get("/login", "Accept-Language", "fr-FR,en;q=0.5").body())
                .contains("Log-in name");
        assertThat(browser.get("/login", "Accept-Language", "fr-FR").body()).contains("登录名");
        assertThat(browser.cookie("lang")).as("no choice, no cookie").isEmpty();
        assertThat(browser.get("/login?lang=en").body()).contains("Log-in name");
        assertThat(browser.get("/login", "Accept-Language", "zh-CN").body()).contains("Log-in name");
        assertThat(browser.get("/login?lang=xx").body()).contains("Log-in name");
        assertThat(browser.get("/login?lang=zh").body()).contains("登录名");
        assertThat(browser.cookie("lang")).get().satisfies(cookie -> {
            assertThat(cookie.getValue()).isEqualTo("zh");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
    }

    @Test
    void setsNoCookieOnThePublicPage() {
        var page = browser.get("/H/00000000000000000000000000?lang=en");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
    }

    // ---- signing in

    @Test
    void leadsToTheHomePage() {
        assertThat(Browser.target(browser.signIn(account(), PASSWORD))).isEqualTo("/");
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/policy?text=%E5%85%AC%E7%A4%BA", "/visit/0123456789ABCDEFGHJKMNPQRS"})
    void leadsBackToThePageFirstAskedFor(String path) {
        assertThat(Browser.target(browser.get(path))).isEqualTo("/login");
        // What a page loads by itself must not take its place.
        browser.get("/sw.js", "Accept", "*/*");
        browser.get("/icons/icon.png", "Accept", "image/png");
        assertThat(Browser.target(browser.signIn(account(), PASSWORD))).isEqualTo(path);
    }

    @Test
    void saysTheSameToAWrongPasswordAndAnUnknownName() {
        var wrong = browser.signIn(account(), "wrong");
        var unknown = new Browser(port).signIn("nobody", "wrong");
        assertThat(Browser.target(wrong)).isEqualTo(Browser.target(unknown)).isEqualTo("/login?error=wrong");
        assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(browser.get("/login?error=wrong").body()).contains("登录名或密码不对");
        assertThat(browser.get("/login?error=<script>alert(1)</script>"
                                .replace("<", "%3C")
                                .replace(">", "%3E"))
                        .body())
                .doesNotContain("alert(1)");
    }

    @Test
    void locksAfterFiveWrongTriesAndSaysSo() {
        var name = account();
        var neighbour = account();
        for (var i = 0; i < 5; i++) {
            assertThat(Browser.target(browser.signIn(name, "wrong"))).isEqualTo("/login?error=wrong");
        }
        assertThat(Browser.target(browser.signIn(name, PASSWORD))).isEqualTo("/login?error=locked");
        assertThat(browser.get("/login?error=locked").body()).contains("锁30分钟");
        assertThat(Browser.target(browser.signIn(neighbour, PASSWORD)))
                .as("another person behind the same address")
                .isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "名", "\u0000", "\uD842", "%00"})
    void staysCalmUnderHostileNames(String piece) {
        for (var length : new int[] {1, 10_000}) {
            var name = piece.repeat(length);
            assertThat(Browser.target(browser.signIn(name, name))).isEqualTo("/login?error=wrong");
        }
    }

    @Test
    void refusesAFormWithoutItsToken() {
        var name = account();
        browser.get("/login");
        var answer = browser.postBare("/login", Map.of("username", name, "password", PASSWORD));
        assertThat(Browser.target(answer)).isEqualTo("/login?error=stale");
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login?error=stale").body()).contains("请重新填一次");
    }

    @Test
    void changesTheSessionAndIgnoresOneThatSomebodyElseChose() {
        var chosen = "0123456789ABCDEF0123456789ABCDEF";
        browser.setCookie("JSESSIONID", chosen);
        browser.get("/login");
        var before = browser.session();
        assertThat(before).isNotEqualTo(chosen).isNotEmpty();
        browser.signIn(account(), PASSWORD);
        assertThat(browser.session()).isNotEqualTo(before).isNotEmpty();
        var thief = new Browser(port);
        thief.setCookie("JSESSIONID", before);
        assertThat(Browser.target(thief.get("/"))).isEqualTo("/login");
    }

    @Test
    void marksCookies() {
        var plain = browser.get("/login").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(plain).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure", "Domain");
        var proxied = new Browser(port)
                .get("/login", "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(proxied).contains("HttpOnly", "SameSite=Lax", "Secure");
    }

    // ---- signing out

    @Test
    void signsOutByPostOnly() {
        browser.signIn(account(), PASSWORD);
        var page = browser.get("/logout");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(browser.get("/").statusCode()).as("a link signs nobody out").isEqualTo(200);
        assertThat(Browser.target(browser.postBare("/logout", Map.of()))).isEqualTo("/logout?error=stale");
        assertThat(browser.get("/").statusCode()).as("nor does a foreign form").isEqualTo(200);
        assertThat(Browser.target(browser.fillIn("/logout", Map.of()))).isEqualTo("/login?said=out");
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
    }

    @Test
    void leavesATraceOfLogInRefusalLockAndLogOut() {
        var name = account();
        for (var i = 0; i < 5; i++) {
            browser.signIn(name, "wrong");
        }
        clock.advance(Duration.ofMinutes(31));
        browser.signIn(name, PASSWORD);
        browser.fillIn("/logout", Map.of());
        assertThat(jdbc.sql("""
                select e.what from audit_entry e join account a on a.person_id = e.person_id
                where a.login_name = :name and e.what like 'account.%' and e.what not in ('account.code', 'account.redeem')
                order by e.id
                """).param("name", name).query(String.class).list())
                .containsExactly(
                        "account.refused",
                        "account.refused",
                        "account.refused",
                        "account.refused",
                        "account.refused",
                        "account.lock",
                        "account.sign-in",
                        "account.sign-out");
    }

    // ---- the first password

    @Test
    void takesAPrintedCodeAndASelfChosenPassword() {
        var code = code(worker());
        var form = Map.of(
                "loginName", code.loginName(), "code", code.code(), "password", PASSWORD, "again", PASSWORD + "!");
        var differs = browser.fillIn("/first-login", form);
        assertThat(differs.statusCode()).isEqualTo(200);
        assertThat(differs.body()).contains("两次输入的密码不一样", code.loginName()).doesNotContain(PASSWORD);
        var right = new java.util.HashMap<>(form);
        right.put("again", PASSWORD);
        assertThat(Browser.target(browser.fillIn("/first-login", right))).isEqualTo("/login?said=ready");
        assertThat(Browser.target(browser.signIn(code.loginName(), PASSWORD))).isEqualTo("/");
        assertThat(new Browser(port).fillIn("/first-login", right).body()).contains("已用过");
    }

    @Test
    void saysTheSameOfAnUnknownNameAWrongCodeAndAnExpiredOne() {
        var code = code(worker());
        var unknown = redeem("nobody-here", code.code());
        var wrong = redeem(code.loginName(), "00000-00000");
        clock.advance(Duration.ofDays(15));
        var expired = redeem(code.loginName(), code.code());
        assertThat(sentence(unknown))
                .contains("首次登录码不符")
                .isEqualTo(sentence(wrong))
                .isEqualTo(sentence(expired));
    }

    // ---- the end of a session

    @Test
    void endsAfterThirtyMinutesThoughATabStaysOpen() {
        browser.signIn(account(), PASSWORD);
        for (var i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(5));
            heartbeat();
        }
        assertThat(browser.get("/").statusCode()).as("after 25 minutes").isEqualTo(200);
        for (var i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(5));
            heartbeat();
        }
        assertThat(Browser.target(browser.get("/policy")))
                .as("30 unused minutes later")
                .isEqualTo("/login");
        assertThat(browser.get("/login").body()).contains("30分钟没有操作");
        assertThat(browser.get("/login").body()).as("said once").doesNotContain("30分钟没有操作");
        assertThat(Browser.target(browser.signIn(account(), PASSWORD)))
                .as("and back")
                .isEqualTo("/policy");
    }

    @Test
    void lastsTwelveHoursAtMost() {
        browser.signIn(account(), PASSWORD);
        for (var i = 0; i < 12 * 3 - 1; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(browser.get("/").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(20));
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login").body()).contains("满12小时");
    }

    @Test
    void endsWhenAnOfficerResetsTheLogIn() {
        var person = worker();
        var name = account(person);
        browser.signIn(name, PASSWORD);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        code(person);
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login").body()).contains("已重置");
    }

    @Test
    void endsOnTheDayOfLeavingThePost() {
        var person = worker();
        browser.signIn(account(person), PASSWORD);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        jdbc.sql("update posting set valid_to = '2026-11-25' where person_id = :person")
                .param("person", person.value())
                .update();
        assertThat(Browser.target(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login").body()).contains("今天起没有任职");
    }

    private void heartbeat() {
        browser.post("/?v-r=heartbeat&v-uiId=0", "");
    }

    private HttpResponse<String> redeem(String name, String code) {
        return new Browser(port)
                .fillIn(
                        "/first-login",
                        Map.of("loginName", name, "code", code, "password", PASSWORD, "again", PASSWORD));
    }

    private static String sentence(HttpResponse<String> page) {
        var matcher =
                java.util.regex.Pattern.compile("id=\"wrong\"[^>]*>([^<]*)<").matcher(page.body());
        assertThat(matcher.find()).as("a sentence in %s", page.body()).isTrue();
        return matcher.group(1);
    }

    private PersonId worker() {
        return world.person(Role.OUTREACH_WORKER, World.VILLAGE);
    }

    private String account() {
        return account(worker());
    }

    private String account(PersonId person) {
        return logIns.of(person);
    }

    private LogInCode code(PersonId person) {
        return logIns.code(person);
    }
}
