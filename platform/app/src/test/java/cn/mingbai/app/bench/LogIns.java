package cn.mingbai.app.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** People who sign in beside everything else, at an even rate, each as a browser does: the form, then name and password. */
final class LogIns implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    final Timings times = new Timings();
    final AtomicInteger errors = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String base;
    private final List<String> names;
    private final String password;
    private final Thread thread;
    private volatile boolean stopping;

    LogIns(int port, List<String> names, String password, int perMinute) {
        this.base = "http://127.0.0.1:" + port;
        this.names = names;
        this.password = password;
        this.thread = Thread.ofPlatform().name("log-ins").start(() -> run(60_000_000_000L / perMinute));
    }

    private void run(long apart) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var due = System.nanoTime();
            for (var i = 0; !stopping; i++) {
                var name = names.get(i % names.size());
                var at = due;
                threads.submit(() -> signIn(name, at));
                due += apart;
                Waiting.until(due);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void signIn(String name, long due) {
        try {
            var page = http.send(
                    HttpRequest.newBuilder(URI.create(base + "/login")).build(), HttpResponse.BodyHandlers.ofString());
            var token = TOKEN.matcher(page.body());
            var cookies = page.headers().allValues("Set-Cookie").stream()
                    .map(cookie -> cookie.replaceAll(";.*", ""))
                    .collect(Collectors.joining("; "));
            if (!token.find()) {
                throw new IllegalStateException("expected a form, but got " + page.statusCode());
            }
            var form = "username=" + name + "&password=" + password + "&_csrf="
                    + java.net.URLEncoder.encode(token.group(1), java.nio.charset.StandardCharsets.UTF_8);
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + "/login"))
                            .header("Cookie", cookies)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var to = answer.headers().firstValue("Location").orElse("");
            if (answer.statusCode() != 302 || to.contains("error")) {
                throw new IllegalStateException("expected to be signed in, but got " + answer.statusCode() + " " + to);
            }
            times.add((System.nanoTime() - due) / 1e6);
        } catch (Exception failed) {
            if (errors.getAndIncrement() < 3) {
                System.out.println("run: a log-in failed: " + failed);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(60));
    }
}
