package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.app.access.AccessWalk;
import cn.mingbai.app.checks.Doors.Door;
import cn.mingbai.app.checks.RawHttp.Answer;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What browsers are told with every answer, and what a foreign page cannot make them do. */
@CheckTest(7)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserDefencesCheckTest {

    private static final String STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";
    private static final String ANSWERING =
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String VISIT_APP =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';"
                    + " connect-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; manifest-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'";
    private static final Pattern VAADIN = Pattern.compile("default-src 'none';"
            + " script-src 'self' 'nonce-([A-Za-z0-9+/]{22})' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:;"
            + " manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'");

    /** What is the same for everybody, so that a browser may keep it. */
    private static final Pattern FOR_EVERYBODY = Pattern.compile(
            "/(mingbai|webjars|VAADIN|V/app|V/sw\\.js|V/?$|[Vv]/[0-9A-Z]{26}$|favicon|lumo|aura|sw\\.js$|api/v1/openapi).*");

    private static final String EVIL = "Origin: https://evil.example";
    private static final String CROSS = "Sec-Fetch-Site: cross-site";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    private Doors doors;
    private String cookie = "";
    private String officer = "";
    private int asked;

    @BeforeAll
    void signIn() {
        doors = new Doors(context);
        var logIns = new LogIns(world, accounts);
        cookie = session(logIns.worker(doors.field().code));
        officer = session(logIns.of(world.person(Role.DISTRICT_OFFICER, doors.field().district)));
    }

    private String session(String name) {
        var browser = new Browser(port);
        browser.signIn(name, LogIns.PASSWORD);
        return "Cookie: JSESSIONID=" + browser.session();
    }

    /** Each from another address: how often one asks is bounded. */
    private String elsewhere() {
        asked++;
        return "X-Forwarded-For: 8.1." + asked / 256 % 256 + "." + asked % 256;
    }

    private Answer send(String method, String path, String... headers) throws IOException {
        var all = Stream.concat(Stream.of(elsewhere()), Stream.of(headers)).toList();
        return RawHttp.send(port, RawHttp.request(method, path, all, new byte[0]));
    }

    private Answer send(Door door, String... further) throws IOException {
        var headers = Stream.of(Stream.of(elsewhere()), door.headers().stream(), Stream.of(further))
                .flatMap(part -> part)
                .toList();
        return RawHttp.send(port, RawHttp.request(door.method(), door.path(), headers, door.body()));
    }

    @Test
    void everyAnswerTellsTheBrowserHowToTreatIt() throws IOException {
        var wrong = new ArrayList<String>();
        var vaadin = 0;
        for (var path : pages()) {
            var isRoute = routes().contains(path);
            if (!isRoute) {
                wrong.addAll(faults(path, send("GET", path, EVIL, "Accept: text/html"), false));
            }
            var safe = send("GET", path, officer, "X-Forwarded-Proto: https", "Accept: text/html");
            wrong.addAll(faults(path, safe, true));
            vaadin += VAADIN.matcher(safe.header("Content-Security-Policy").orElse(""))
                            .matches()
                    ? 1
                    : 0;
        }
        for (var door : doors.all()) {
            wrong.addAll(faults(door.path(), send(door), false));
            wrong.addAll(faults(door.path(), send(door, cookie, "X-Forwarded-Proto: https"), true));
        }
        assertThat(wrong).isEmpty();
        assertThat(vaadin).as("pages of Vaadin among them").isGreaterThan(50);
    }

    /** Every route, every page, and what no page answers. */
    private List<String> pages() {
        var pages = new ArrayList<>(List.of(
                "/",
                "/nothing-here",
                "/nothing%2Fhere",
                "/a;b=c",
                "/a//b",
                "/%2e%2e/etc",
                "/error",
                "/login?lang=en",
                "/logout",
                "/favicon.ico",
                "/mingbai/page.css",
                "/mingbai/icon.svg",
                "/mingbai/nothing.css",
                "/webjars/echarts/5.5.0/echarts.common.min.js",
                "/webjars/nothing.js",
                "/V",
                "/V/sw.js",
                "/V/manifest.webmanifest",
                "/actuator/health",
                "/actuator/env",
                "/actuator",
                "/sw.js",
                "/manifest.webmanifest",
                "/VAADIN/nothing.js",
                "/VAADIN/build/nothing.js",
                "/VAADIN/dynamic/resource/0/x/y",
                "/VAADIN/push",
                "/lumo/lumo.css",
                "/?v-r=heartbeat&v-uiId=0",
                "/?v-r=uidl&v-uiId=0",
                "/?v-r=init&location=&query="));
        pages.addAll(routes());
        return pages;
    }

    private List<String> routes() {
        return new AccessWalk(context)
                .routes().keySet().stream()
                        .map(route -> "/" + route.replaceAll(":[^/]+", "1"))
                        .toList();
    }

    private List<String> faults(String path, Answer answer, boolean isSecure) {
        var faults = new ArrayList<String>();
        for (var expected : List.of(
                "X-Content-Type-Options: nosniff",
                "X-Frame-Options: DENY",
                "Referrer-Policy: no-referrer",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin")) {
            var parts = expected.split(": ");
            if (!answer.headers(parts[0]).equals(List.of(parts[1]))) {
                faults.add("expected " + expected + ", got " + answer.headers(parts[0]));
            }
        }
        if (!answer.headers("Strict-Transport-Security")
                .equals(isSecure ? List.of("max-age=31536000; includeSubDomains") : List.of())) {
            faults.add("Strict-Transport-Security " + answer.headers("Strict-Transport-Security"));
        }
        var devices = answer.headers("Permissions-Policy");
        if (devices.size() != 1
                || !isShell(path, answer)
                        && !devices.getFirst().startsWith("camera=(), microphone=(), geolocation=()")) {
            faults.add("Permissions-Policy " + devices);
        }
        policyFault(path, answer, faults);
        for (var cookies : answer.headers("Set-Cookie")) {
            if (!cookies.contains("HttpOnly")
                    || !cookies.contains("SameSite=")
                    || cookies.contains("SameSite=None")
                    || isSecure != cookies.contains("Secure")) {
                faults.add("Set-Cookie " + cookies.replaceAll("=[^;]*", "=…"));
            }
        }
        if (!FOR_EVERYBODY.matcher(path).matches()
                && !answer.header("Cache-Control").orElse("").contains("no-store")) {
            faults.add("Cache-Control " + answer.headers("Cache-Control"));
        }
        answer.headers().stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"))
                .forEach(faults::add);
        return faults.stream()
                .map(fault -> path + " " + answer.status() + ": " + fault)
                .toList();
    }

    private static boolean isShell(String path, Answer answer) {
        return path.matches("/V/|/[Vv]/[0-9A-Z]{26}") && answer.status() == 200;
    }

    private static void policyFault(String path, Answer answer, List<String> faults) {
        var policies = answer.headers("Content-Security-Policy");
        if (policies.size() != 1) {
            faults.add("expected one policy, got " + policies);
            return;
        }
        var policy = policies.getFirst();
        var nonce = VAADIN.matcher(policy);
        var expected = isShell(path, answer)
                ? VISIT_APP
                : path.equals("/V/sw.js")
                        ? WORKER
                        : path.matches("/Q/[^/]+") && answer.status() == 200 ? ANSWERING : STRICT;
        if (nonce.matches()) {
            for (var script : Jsoup.parse(answer.body()).select("script")) {
                if (!script.attr("nonce").equals(nonce.group(1))) {
                    faults.add("a script without the nonce: "
                            + script.outerHtml()
                                    .substring(
                                            0, Math.min(80, script.outerHtml().length())));
                }
            }
            if (!answer.body().contains("outlet")) {
                faults.add("the policy of a Vaadin page on something else");
            }
        } else if (!policy.equals(expected)) {
            faults.add("policy " + policy);
        }
    }

    @Test
    void noNonceComesTwice() throws IOException {
        var nonces = new ArrayList<String>();
        for (var i = 0; i < 20; i++) {
            var nonce = VAADIN.matcher(send("GET", "/", officer, "Accept: text/html")
                    .header("Content-Security-Policy")
                    .orElse(""));
            assertThat(nonce.matches()).isTrue();
            nonces.add(nonce.group(1));
        }
        assertThat(nonces).doesNotHaveDuplicates();
    }

    @Test
    void whatChangesSomethingNeedsTheTokenOfItsOwnSession() throws IOException {
        var other = token("/login", officer.replaceAll("=.*", "=none"));
        var tried = 0;
        for (var door : doors.all()) {
            if (door.method().equals("GET") || isSessionless(door)) {
                continue;
            }
            tried++;
            assertRefused(door + " without a token", send(door, cookie));
            // What is JSON is not taken from a form at all.
            for (var token : door.isJson() ? List.<String>of() : List.of("", "&_csrf=wrong", "&_csrf=" + other)) {
                var form = new Door(
                        door.method(),
                        door.pattern(),
                        door.path(),
                        List.of(Doors.FORM),
                        ("a=1" + token).getBytes(StandardCharsets.UTF_8));
                assertRefused(door + token, send(form, cookie));
                assertRefused(door + token + " for a page", send(form, cookie, "Accept: text/html"));
                assertRefused(door + token + " signed out", send(form));
            }
            assertRefused(door + " with a wrong header", send(door, cookie, "X-CSRF-TOKEN: " + other));
        }
        assertThat(tried).as("calls with a token").isGreaterThanOrEqualTo(8);
        for (var path : List.of("/login", "/logout")) {
            assertRefused(path, send(new Door("POST", path, path, List.of(Doors.FORM), "a=1".getBytes()), cookie));
        }
        assertThat(send("GET", "/visit", cookie).status()).as("still signed in").isEqualTo(200);
    }

    private String token(String path, String session) throws IOException {
        var page = send("GET", path, session, "Accept: text/html");
        var token = TOKEN.matcher(page.body());
        assertThat(token.find()).as("a form at " + path).isTrue();
        return token.group(1);
    }

    private static void assertRefused(String what, Answer answer) {
        var led = answer.header("Location").orElse("");
        assertThat(answer.status() == 403 || answer.status() == 302 && led.matches(".*(error=stale|/login.*)"))
                .as("%s is refused, not %s %s", what, answer.status(), led)
                .isTrue();
    }

    private static boolean isSessionless(Door door) {
        return door.path().matches("/([HhQ]/.*|V/(records.*|devices/bound))");
    }

    @Test
    void nothingIsChangedByAskingForIt() throws IOException {
        for (var door : doors.all()) {
            if (!door.method().equals("GET")) {
                var asked = send("GET", door.path(), cookie, "Accept: text/html");
                // Where the same address shows a form, asking shows it.
                assertThat(asked.status()).as("GET " + door).isIn(200, 302, 303, 401, 403, 404, 405, 406, 422);
                assertThat(asked.headers("Set-Cookie")).as("GET " + door).isEmpty();
            }
        }
    }

    @Test
    void aForeignPageChangesNothing() throws IOException {
        var calls = new ArrayList<>(doors.all());
        for (var path : List.of(
                "/login",
                "/logout",
                "/?v-r=uidl&v-uiId=0",
                "/?v-r=heartbeat&v-uiId=0",
                "/VAADIN/dynamic/resource/0/x/upload",
                "/VAADIN/push?v-r=push")) {
            calls.add(new Door("POST", path, path, List.of(Doors.FORM), "a=1".getBytes()));
        }
        for (var door : calls) {
            if (door.method().equals("GET")) {
                continue;
            }
            for (var from :
                    List.of(EVIL, CROSS, "Sec-Fetch-Site: same-site", "Origin: http://localhost.evil.example")) {
                var answer = send(door, cookie, from);
                assertThat(answer.status()).as(door + " " + from).isEqualTo(403);
            }
            for (var method : Set.of("PUT", "DELETE", "PATCH")) {
                assertThat(send(method, door.path(), cookie, EVIL).status())
                        .as(method + " " + door.path())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void nobodyElseMayReadAnAnswer() throws IOException {
        for (var door : doors.all()) {
            var asked = send(
                    "OPTIONS",
                    door.path(),
                    EVIL,
                    "Access-Control-Request-Method: " + door.method(),
                    "Access-Control-Request-Headers: authorization");
            assertThat(asked.headers().stream()
                            .filter(line ->
                                    line.toLowerCase(java.util.Locale.ROOT).startsWith("access-control")))
                    .as("OPTIONS " + door)
                    .isEmpty();
        }
    }

    @Test
    void jsonIsTakenOnlyAsJson() throws IOException {
        var tried = 0;
        for (var door : doors.all()) {
            if (door.isJson() && isSessionless(door)) {
                tried++;
                // What a form of any page can send without being asked.
                for (var type :
                        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
                    var simple = new Door(
                            door.method(),
                            door.pattern(),
                            door.path(),
                            Stream.concat(
                                            door.headers().stream().filter(line -> !line.equals(Doors.JSON)),
                                            Stream.of("Content-Type: " + type))
                                    .toList(),
                            door.body());
                    assertThat(send(simple).status()).as(door + " as " + type).isEqualTo(415);
                }
            }
        }
        assertThat(tried).as("calls in JSON").isGreaterThanOrEqualTo(6);
    }

    @Test
    void aWebSocketOpensForNoOtherPage() throws IOException {
        for (var path : List.of("/VAADIN/push?v-r=push", "/", "/V/records")) {
            var answer = send(
                    "GET",
                    path,
                    cookie,
                    EVIL,
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void vaadinRefusesACallWithoutItsKey() throws IOException {
        var begun = send("GET", "/?v-r=init&location=&query=", officer);
        var key = Pattern.compile("Vaadin-Security-Key\"\\s*:\\s*\"([^\"]+)\"").matcher(begun.body());
        var ui = Pattern.compile("\"v-uiId\"\\s*:\\s*(\\d+)").matcher(begun.body());
        assertThat(key.find() && ui.find())
                .as("a page of Vaadin: " + begun.body())
                .isTrue();
        assertThat(uidl(ui.group(1), key.group(1)).body())
                .contains("\"syncId\":1")
                .doesNotContain("appError");
        for (var wrong : List.of("", "wrong", key.group(1).replaceAll(".$", "!"))) {
            var answer = uidl(ui.group(1), wrong);
            assertThat(answer.status() == 403 || answer.body().contains("appError"))
                    .as("refused: " + answer.status() + " " + answer.body())
                    .isTrue();
        }
    }

    private Answer uidl(String ui, String key) throws IOException {
        var body = "{\"csrfToken\":\"" + key + "\",\"rpc\":[],\"syncId\":0,\"clientId\":0}";
        return RawHttp.send(
                port,
                RawHttp.request(
                        "POST",
                        "/?v-r=uidl&v-uiId=" + ui,
                        List.of(officer, Doors.JSON),
                        body.getBytes(StandardCharsets.UTF_8)));
    }
}
