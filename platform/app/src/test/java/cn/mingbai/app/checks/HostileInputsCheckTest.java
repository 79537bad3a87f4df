package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.app.checks.Doors.Door;
import cn.mingbai.app.checks.RawHttp.Answer;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.Hostile;
import cn.mingbai.core.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * What nobody's browser or phone sends to an endpoint that is open without a log-in: it is refused or passed over, at once,
 * and nothing of the program is told. Endpoints behind the log-in get a part of it.
 */
@CheckTest(6)
class HostileInputsCheckTest {

    private static final int EACH = 200;
    private static final int EACH_BEHIND_THE_LOG_IN = 40;
    private static final long LONGEST_MS = 5_000;
    private static final long SEED = 20261126;

    private static final Pattern OF_THE_PROGRAM = Pattern.compile(
            "\\bat [a-z]+(\\.\\w+)+\\(|Exception\\b|org\\.(springframework|apache|hibernate)|cn\\.mingbai\\.|com\\.vaadin"
                    + "|jakarta\\.|java\\.(lang|util|io)|tools\\.jackson|mariadb|SQLSTATE");

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "BREW",
            "get",
            "G\0T");
    private static final List<String> JSON_ODDITIES = List.of(
            "{",
            "[",
            "nul",
            "\"",
            "{\"a\":1,}",
            "{}",
            "[]",
            "null",
            "0",
            "\"text\"",
            "{\"now\":1e99999,\"records\":{}}",
            "{\"records\":[[[[[]]]]]}",
            "{\"records\":[{\"id\":1,\"id\":2}],\"records\":null}",
            "{\"installation\":{\"a\":[]},\"label\":[],\"code\":9}",
            "{\"key\":99999999999999999999999999,\"tab\":-1}",
            "{\"tab\":2147483648,\"answers\":[null]}",
            "{\"seconds\":-9223372036854775809}",
            "{\"seconds\":1e400,\"typedAt\":\"+999999999-12-31T23:59:59Z\"}",
            "{\"answer\":\"\\ud800\",\"seq\":true,\"tab\":\"1\"}",
            "{\"answer\":\"\\u0000\",\"seq\":1.5,\"tab\":null}",
            "\uFEFF{}",
            "{\"__proto__\":{\"a\":1},\"@class\":\"java.lang.Runtime\"}");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Test
    void everyPublicEndpointRefusesThemAtOnceAndTellsNothing() throws Exception {
        var doors = new Doors(context);
        var worker = new Browser(port);
        worker.signIn(new LogIns(world, accounts).worker(doors.field().code), LogIns.PASSWORD);
        var cookie = "Cookie: JSESSIONID=" + worker.session();
        var work = new ArrayList<Callable<List<String>>>();
        var open = 0;
        for (var door : doors.all()) {
            var plain = RawHttp.send(port, RawHttp.request(door.method(), door.path(), door.headers(), door.body()));
            var isOpen = !plain.header("Location").orElse("").contains("/login") && plain.status() != 403;
            open += isOpen ? 1 : 0;
            work.add(
                    () -> faults(door, doors, isOpen ? "X-Nobody: 1" : cookie, isOpen ? EACH : EACH_BEHIND_THE_LOG_IN));
        }
        var faults = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(work)) {
                faults.addAll(done.get());
            }
        }
        assertThat(open).as("endpoints that are open").isGreaterThan(30);
        assertThat(faults).as("of %s endpoints, %s open", work.size(), open).isEmpty();
        var after = RawHttp.send(port, RawHttp.request("GET", "/login", List.of(), new byte[0]));
        assertThat(after.status()).as("still there").isEqualTo(200);
    }

    private List<String> faults(Door door, Doors doors, String session, int each) throws Exception {
        var random = new Random(SEED + door.toString().hashCode());
        var faults = new TreeMap<String, String>();
        for (var i = 0; i < each; i++) {
            var headers = new ArrayList<>(door.headers());
            // Each from elsewhere, and with a fresh key: what is bounded is bounded by these.
            headers.add("X-Forwarded-For: 8.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), i % 256));
            if (door.headers().stream().anyMatch(line -> line.startsWith("Authorization"))) {
                headers.removeIf(line -> line.startsWith("Authorization"));
                headers.add("Authorization: Bearer " + doors.key());
            }
            headers.add(session);
            var kind = i % 14;
            var request = mutated(kind, door, headers, random);
            var answer = RawHttp.send(port, request);
            if (answer.millis() > LONGEST_MS) {
                // The machine may have been busy with something else: what hangs does so again.
                answer = RawHttp.send(port, request);
            }
            var fault = fault(answer, new String(request, StandardCharsets.UTF_8));
            if (fault != null) {
                faults.putIfAbsent(
                        fault + " by mutation " + kind,
                        door + " " + shortened(new String(request, StandardCharsets.ISO_8859_1)) + " → "
                                + shortened(answer.body()));
            }
        }
        return faults.entrySet().stream()
                .map(found -> found.getKey() + ": " + found.getValue())
                .toList();
    }

    private static @org.jspecify.annotations.Nullable String fault(Answer answer, String request) {
        // What HTTP itself wants said of a version, a method or a transfer coding that nobody knows.
        var isOfHttp = answer.status() == 501 || answer.status() == 505;
        if (answer.status() >= 500 && !isOfHttp) {
            return String.valueOf(answer.status());
        }
        if (answer.millis() > LONGEST_MS) {
            return "took " + answer.millis() + " ms";
        }
        var told = OF_THE_PROGRAM.matcher(answer.body());
        return answer.status() >= 400 && told.find() && !request.contains(told.group())
                ? answer.status() + " tells " + told.group()
                : null;
    }

    private static byte[] mutated(int kind, Door door, List<String> headers, Random random) {
        var method = door.method();
        var path = door.path();
        var body = door.body();
        switch (kind) {
            case 0 -> method = pick(METHODS, random);
            case 1 -> path = path + "/" + "a".repeat(1 << random.nextInt(5, 15));
            case 2 ->
                path = path
                        + pick(
                                List.of(
                                        "%00",
                                        "/%2e%2e/%2e%2e/etc/passwd",
                                        "%c0%af",
                                        "%ff%fe",
                                        "%zz",
                                        "%",
                                        ";jsessionid=1",
                                        "//",
                                        "\\",
                                        "%2F",
                                        "/..",
                                        "/.",
                                        "%0d%0aX: y",
                                        "低保",
                                        "\0",
                                        " ",
                                        "%u4f4e",
                                        "#",
                                        "??",
                                        "/%F0%9F",
                                        "%25%30%30"),
                                random);
            case 3 -> path = replacedSegment(path, encoded(pick(Hostile.injections(), random)), random);
            case 4 ->
                path = path + "?"
                        + pick(
                                List.of("a", "lang", "photo", "unsent", "day", "village", "number", "code", "unit"),
                                random)
                        + "=" + encoded(pick(Hostile.injections(), random));
            case 5 ->
                path = path + "?"
                        + pick(
                                List.of(
                                        "a=%FF%FE&b=%",
                                        "lang=" + "x".repeat(7000),
                                        IntStream.range(0, 1500)
                                                .mapToObj(n -> "a=" + n)
                                                .collect(Collectors.joining("&")),
                                        "a[]=1&a[b]=2&=3&&&",
                                        "v-r=init&location=%00",
                                        "v-r=uidl&v-uiId=99999999999",
                                        "unsent=99999999999999999999&day=2026-02-30",
                                        "_csrf=x&_method=DELETE"),
                                random);
            case 6 ->
                headers.add(pick(
                        List.of(
                                "Cookie: " + "a".repeat(6000),
                                "X-Long: " + "a".repeat(12_000),
                                "Cookie: JSESSIONID=" + "%00".repeat(20) + "; lang=\"; mb-phone=x",
                                "Cookie: mb-phone=00000000-0000-0000-0000-00000000000g; ;;==",
                                "Accept: " + "*/*,".repeat(500),
                                "Accept: text/html;q=abc, /,",
                                "Accept-Language: zz-ZZ-x-" + "a".repeat(900),
                                "Accept-Language: *;q=99,;;,-",
                                "Accept-Charset: nothing",
                                "Accept-Encoding: gzip;q=x,br,\0",
                                "If-None-Match: \"" + "a".repeat(3000),
                                "If-Modified-Since: yesterday",
                                "Range: bytes=0-0,-1,9999999999-,5-1",
                                "Range: bytes=" + "0-,".repeat(900),
                                "Authorization: Bearer " + "x".repeat(5000),
                                "Authorization: Basic %%%",
                                "Authorization: Bearer \uD83D\uDE00\0",
                                "X-Forwarded-Proto: javascript",
                                "X-Forwarded-Host: evil.example:99999999",
                                "X-Forwarded-Port: abc",
                                "Forwarded: for=\"[::\"",
                                "Origin: \0",
                                "Origin: http://[::",
                                "Expect: 100-continue",
                                "Upgrade: websocket",
                                "Content-Encoding: gzip",
                                ": nameless",
                                "Bad Name: x",
                                "X-Folded: a\r\n b"),
                        random));
            case 7 ->
                headers.add(pick(
                        List.of(
                                "Content-Length: -1",
                                "Content-Length: abc",
                                "Content-Length: 99999999999999999999",
                                "Content-Length: 5\r\nContent-Length: 6",
                                "Content-Length: 1000000",
                                "Transfer-Encoding: chunked",
                                "Transfer-Encoding: gzip, chunked",
                                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                                "Host: ",
                                "Host: a b",
                                "Host: evil.example",
                                "Host: localhost\r\nHost: evil.example"),
                        random));
            case 8 -> {
                retyped(
                        headers,
                        pick(
                                List.of(
                                        "text/plain",
                                        "application/xml",
                                        "application/octet-stream",
                                        "image/png",
                                        "multipart/form-data",
                                        "application/json; charset=UTF-32",
                                        "a/b; charset=none",
                                        "/",
                                        "application/x-www-form-urlencoded; charset=utf-7",
                                        "\0",
                                        "application/*"),
                                random));
                method = method.equals("GET") ? "POST" : method;
            }
            case 9, 10 -> {
                retyped(headers, "application/json");
                method = method.equals("GET") ? "POST" : method;
                body = json(body, random);
            }
            case 11 -> {
                retyped(headers, "multipart/form-data; boundary=x");
                method = method.equals("GET") ? "POST" : method;
                body = bytes(pick(
                        List.of(
                                "--x",
                                "--x--",
                                "--x\r\n\r\n",
                                "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../x\0\"\r\n\r\nabc\r\n--x--",
                                "--x\r\nContent-Disposition: form-data\r\nContent-Type: a\r\n\r\nabc\r\n--x--\r\n",
                                "--x\r\nContent-Disposition: form-data; name=photo; filename=a\r\n\r\n"
                                        + "a".repeat(70_000),
                                "--x\r\n".repeat(3000),
                                "--x\r\nContent-Disposition: form-data; name=\"" + "n".repeat(20_000)
                                        + "\"\r\n\r\na\r\n--x--",
                                IntStream.range(0, 300)
                                        .mapToObj(n -> "--x\r\nContent-Disposition: form-data; name=\"a" + n
                                                + "\"\r\n\r\nv\r\n")
                                        .collect(Collectors.joining("", "", "--x--"))),
                        random));
            }
            case 12 -> {
                retyped(headers, "application/x-www-form-urlencoded");
                method = method.equals("GET") ? "POST" : method;
                body = bytes(pick(
                        List.of(
                                "%",
                                "a=%FF%FE",
                                "=&=&=",
                                "a".repeat(100_000),
                                IntStream.range(0, 12_000)
                                        .mapToObj(n -> "a" + n + "=")
                                        .collect(Collectors.joining("&")),
                                "clientId=" + encoded(pick(Hostile.injections(), random)) + "&place=" + Long.MAX_VALUE
                                        + "9&day=2026-02-30&outcome=x&informed=x&household=-1&visitedOn=9999999-01-01",
                                "username=" + encoded(pick(Hostile.injections(), random)) + "&password="
                                        + "x".repeat(10_000),
                                "answer=" + encoded(pick(Hostile.injections(), random)) + "&q0=99&q1=-1&who=x"),
                        random));
            }
            default -> {
                var whole = RawHttp.request(method, path, headers, body);
                var times = random.nextInt(1, 6);
                // Not in the line's version and not in who asks, which another mutation is for.
                for (var n = 0; n < times; n++) {
                    whole[random.nextInt(whole.length)] = (byte) random.nextInt(256);
                }
                return whole;
            }
        }
        return RawHttp.request(method, path, headers, body);
    }

    private static byte[] json(byte[] good, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            case 1 -> bytes("[".repeat(1 << random.nextInt(6, 16)));
            case 2 -> bytes("{\"a\":".repeat(1 << random.nextInt(4, 13)) + "1");
            case 3 -> bytes("{\"label\":\"" + "长".repeat(1 << random.nextInt(6, 15)) + "\",\"records\":[]}");
            case 4 -> new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 5 -> {
                var broken = good.length == 0 ? new byte[9] : good.clone();
                broken[random.nextInt(broken.length)] = (byte) 0xC3;
                yield broken;
            }
            case 6 ->
                bytes(new String(good, StandardCharsets.UTF_8)
                        .replaceAll(
                                "\"[^\"]*\"(?=[,}\\]])", "\"" + escaped(pick(Hostile.injections(), random)) + "\""));
            default -> bytes(pick(JSON_ODDITIES, random));
        };
    }

    private static String escaped(String text) {
        var quoted = new StringBuilder();
        tools.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return java.util.regex.Matcher.quoteReplacement(quoted.toString());
    }

    private static void retyped(List<String> headers, String type) {
        headers.removeIf(line -> line.startsWith("Content-Type"));
        headers.add("Content-Type: " + type);
    }

    private static String replacedSegment(String path, String by, Random random) {
        var segments = new ArrayList<>(List.of(path.split("/")));
        if (segments.size() < 2) {
            return path + by;
        }
        segments.set(random.nextInt(1, segments.size()), by);
        return String.join("/", segments);
    }

    private static String encoded(String text) {
        var cut = text.length() <= 1_500 ? text : text.substring(0, 1_500);
        return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() <= 260 ? line : line.substring(0, 260) + "…";
    }
}
