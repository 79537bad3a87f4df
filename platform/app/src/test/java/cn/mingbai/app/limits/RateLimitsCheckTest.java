package cn.mingbai.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.checks.CheckTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who asks too often is refused, whatever he calls himself, and whoever else asks is answered. Each test has sources of its
 * own: other addresses of this machine, which no proxy speaks for, and addresses that the trusted proxy 127.0.0.1 names.
 */
@CheckTest(11)
class RateLimitsCheckTest {

    private static final int OK = 200;
    private static final int TOO_OFTEN = 429;
    private static final int P95_MS = 300;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    private static HttpClient from(String address) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** As the trusted proxy hands it on, which adds at the right whom it sees. */
    private HttpRequest.Builder through(String path, String forwarded) {
        return to(path).header("X-Forwarded-For", forwarded);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends them over so many connections at once; how many were not refused. */
    private static int notRefused(int times, int atOnce, IntFunction<Callable<HttpResponse<String>>> each)
            throws Exception {
        var taken = new AtomicInteger();
        var next = new AtomicInteger();
        var work = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < atOnce; i++) {
            work.add(() -> {
                for (var n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
                    var answer = each.apply(n).call();
                    if (answer.statusCode() == TOO_OFTEN) {
                        assertThat(answer.headers()
                                        .firstValueAsLong("Retry-After")
                                        .orElse(0))
                                .isBetween(1L, 60L);
                    } else {
                        assertThat(answer.statusCode()).isLessThan(500);
                        taken.incrementAndGet();
                    }
                }
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        return taken.get();
    }

    /** The refusal to one that has asked too often; what comes back to it meanwhile is used up first. */
    private static HttpResponse<String> refused(HttpClient client, HttpRequest.Builder request) throws Exception {
        for (var call = 0; call < 20; call++) {
            var answer = send(client, request);
            if (answer.statusCode() == TOO_OFTEN) {
                return answer;
            }
        }
        throw new AssertionError("expected that nothing is left, and 20 calls went through");
    }

    /** An honest client that asks every 50 ms while the work is done: the 95th of 100 of its times, in ms. */
    private long honestMeanwhile(Callable<?> work) throws Exception {
        var over = new AtomicBoolean();
        var times = new ArrayList<Long>();
        var honest = from("127.0.0.1");
        // What is measured is the server's answer, not the first connection of a client.
        send(honest, through("/V/", "203.0.113.200"));
        var asking = new Thread(() -> {
            while (!over.get()) {
                try {
                    var begin = System.nanoTime();
                    var answer = send(honest, through("/V/", "203.0.113.200"));
                    times.add(answer.statusCode() == OK ? (System.nanoTime() - begin) / 1_000_000 : Long.MAX_VALUE);
                    Thread.sleep(50);
                } catch (Exception failed) {
                    times.add(Long.MAX_VALUE);
                }
            }
        });
        asking.start();
        try {
            work.call();
        } finally {
            over.set(true);
            asking.join();
        }
        assertThat(times).hasSizeGreaterThan(10).as("errors").doesNotContain(Long.MAX_VALUE);
        times.sort(null);
        return times.get(times.size() * 95 / 100);
    }

    @Test
    void ofFiveThousandRequestsTheExcessIsRefusedAndTheHonestAreAnswered() throws Exception {
        var flood = from("127.0.0.2");
        var taken = new AtomicInteger();
        var began = System.nanoTime();
        var p95 = honestMeanwhile(() -> {
            // Every second one claims to come from elsewhere.
            taken.set(notRefused(
                    5_000,
                    8,
                    n -> () -> send(
                            flood,
                            n % 2 == 0
                                    ? to("/H/" + "0".repeat(26))
                                    : through("/H/" + "0".repeat(26), "192.0.2." + n % 250))));
            return true;
        });
        var seconds = Math.ceilDiv(System.nanoTime() - began, 1_000_000_000);
        var allowed = 1_000 + 20 * seconds;
        assertThat(allowed).as("the excess is most of it, over %s s", seconds).isLessThan(3_000);
        assertThat(taken.get()).isBetween(1_000, (int) allowed + (5_000 - (int) allowed) / 100);
        assertThat(p95).as("ms of the honest one").isLessThanOrEqualTo(P95_MS);
    }

    @Test
    void whatAClientClaimsOfItselfGainsNothing() throws Exception {
        var foreign = from("127.0.0.3");
        assertThat(notRefused(60, 4, n -> () -> send(foreign, through("/setup/x", "192.0.2." + n))))
                .as("straight from an address that is no trusted proxy")
                .isBetween(20, 22);
        var proxy = from("127.0.0.1");
        // Of these, Tomcat by itself would take the second, third and fourth for further proxies and believe the first.
        for (var client : List.of("198.51.100.7", "10.9.8.7", "100.64.3.2", "192.168.3.4", "172.16.0.9")) {
            assertThat(notRefused(60, 4, n -> () -> send(proxy, through("/setup/x", "192.0.2." + n + ", " + client))))
                    .as("behind the proxy, which sees %s", client)
                    .isBetween(20, 22);
        }
        assertThat(notRefused(
                        60,
                        4,
                        n -> () -> send(proxy, through("/setup/x", "2001:db8:7:9" + "%02x".formatted(n) + "::" + n))))
                .as("one subscriber's addresses of IPv6")
                .isBetween(20, 22);
    }

    @Test
    void aRefusalIsAPageForPeopleAndASentenceForCalls() throws Exception {
        var client = from("127.0.0.4");
        notRefused(25, 2, n -> () -> send(client, to("/setup/x")));
        var page = refused(client, to("/setup/x").header("Accept", "text/html").header("Accept-Language", "zh-CN"));
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("请过一分钟再打开").doesNotContain("Exception", "/setup");
        assertThat(page.headers().map()).doesNotContainKey("set-cookie").containsKey("x-content-type-options");

        notRefused(70, 4, n -> () -> send(client, to("/api/v1/units")));
        var call = refused(client, to("/api/v1/units"));
        assertThat(call.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(call.headers().firstValue("Cache-Control")).hasValue("no-store");
        var told = JsonMapper.shared().readTree(call.body());
        assertThat(told.path("problem").asString()).isEqualTo("too-often");
        assertThat(told.path("message").asString()).isNotBlank();
    }

    @Test
    void guessesAtAPasswordAreRefusedBeforeTheyCostAHash() throws Exception {
        var client = from("127.0.0.5");
        var name = "nobody" + System.nanoTime();
        assertThat(notRefused(60, 4, n -> () -> send(client, logIn(name))))
                .as("of one name")
                .isBetween(30, 33);
        assertThat(send(client, logIn("another" + name)).statusCode()).isNotEqualTo(TOO_OFTEN);
        assertThat(send(from("127.0.0.6"), logIn(name)).statusCode()).isNotEqualTo(TOO_OFTEN);
    }

    private HttpRequest.Builder logIn(String name) {
        return to("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + name + "&password=wrong"));
    }

    @Test
    void aPhoneHandsInWhileItsNeighboursBehindOneAddressAreRefused() throws Exception {
        var field = new FieldPhones(context, 100);
        var key = field.phone();
        var shared = from("127.0.0.7");
        var first = field.households.getFirst();
        assertThat(handIn(shared, key, List.of(FieldPhones.visit(UUID.randomUUID(), first))))
                .isEqualTo(OK);
        notRefused(3_500, 8, n -> () -> send(shared, to("/V/standing").header("Authorization", "Bearer guess" + n)));
        refused(shared, to("/V/standing").header("Authorization", "Bearer guess"));
        for (var call = 0; call < 5; call++) {
            var visits = field.households.stream()
                    .map(household -> FieldPhones.visit(UUID.randomUUID(), household))
                    .toList();
            assertThat(handIn(shared, key, visits))
                    .as("call %s of 100 visits", call)
                    .isEqualTo(OK);
        }
    }

    private int handIn(HttpClient client, String key, List<String> records) throws Exception {
        return send(
                        client,
                        to("/V/records")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(FieldPhones.body(records))))
                .statusCode();
    }

    @Test
    void aHundredSlowClientsKeepNobodyWaiting() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 100; i++) {
                var socket = new Socket();
                socket.bind(new InetSocketAddress("127.0.0.8", 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
                // Half never end their headers, half never end their body.
                write(
                        socket,
                        i % 2 == 0
                                ? "GET /P/220172102204 HTTP/1.1\r\nHost: localhost\r\n"
                                : "POST /V/records HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n"
                                        + "Content-Type: application/json\r\nContent-Length: 500000\r\n\r\n{");
                sockets.add(socket);
            }
            var p95 = honestMeanwhile(() -> {
                for (var second = 0; second < 4; second++) {
                    for (var i = 0; i < sockets.size(); i++) {
                        write(sockets.get(i), i % 2 == 0 ? "X-A: b\r\n" : " ");
                    }
                    Thread.sleep(1_000);
                }
                return true;
            });
            assertThat(p95).as("ms of the honest one").isLessThanOrEqualTo(P95_MS);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException cut) {
            // The server has had enough of it.
        }
    }
}
