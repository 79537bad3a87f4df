package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The database's process is halted, as by a line that swallows everything: connections stay open and nobody answers.
 * {@code bin/drill network} does the same and more between two processes.
 */
@CheckTest(23)
class DatabaseAwayCheckTest {

    private static final Duration HALTED = Duration.ofSeconds(13);
    private static final int PEOPLE = 4;

    /** What the page of a code that nobody was given answers, after it looked for it. */
    private static final int UNKNOWN = 404;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Value("${mingbai.data}")
    private Path data;

    /** An answer, and when it was asked for and came, in nanoseconds. */
    private record Answer(int status, String body, long asked, long came) {

        double seconds() {
            return (came - asked) / 1e9;
        }
    }

    @Test
    void everyRequestIsAnsweredWhileTheDatabaseIsSilentAndAllIsWellAfterwards() throws Exception {
        assertThat(ask("text/html").status()).isEqualTo(UNKNOWN);
        List<Answer> answers;
        signal("STOP");
        long halted = System.nanoTime();
        try {
            answers = askWhile(halted + HALTED.toNanos());
        } finally {
            signal("CONT");
        }
        var healed = System.nanoTime();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.seconds()).isLessThan(10));
        var late = answers.stream()
                .filter(answer ->
                        answer.asked() > halted + Duration.ofSeconds(10).toNanos())
                .toList();
        assertThat(late).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.seconds()).isLessThan(1);
            assertThat(answer.body()).contains("\"problem\":\"database-away\"").contains("连不上数据库");
        });
        while (ask("text/html").status() != UNKNOWN) {
            assertThat(Duration.ofNanos(System.nanoTime() - healed)).isLessThan(Duration.ofSeconds(5));
            Thread.sleep(100);
        }
    }

    private List<Answer> askWhile(long end) throws Exception {
        try (var threads = Executors.newFixedThreadPool(PEOPLE)) {
            var all = new ArrayList<Answer>();
            Callable<List<Answer>> person = () -> {
                var own = new ArrayList<Answer>();
                while (System.nanoTime() < end) {
                    own.add(ask("application/json"));
                    Thread.sleep(300);
                }
                return own;
            };
            for (var done : threads.invokeAll(java.util.Collections.nCopies(PEOPLE, person))) {
                all.addAll(done.get());
            }
            return all;
        }
    }

    private Answer ask(String accept) throws IOException, InterruptedException {
        var asked = System.nanoTime();
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/H/ABCDEFGHJKMNPQRSTVWXYZ2345"))
                        .header("Accept", accept)
                        .header("Accept-Language", "zh-CN")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body(), asked, System.nanoTime());
    }

    private void signal(String name) throws Exception {
        var pid = Files.readString(data.resolve("mariadb/mariadbd.pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }
}
