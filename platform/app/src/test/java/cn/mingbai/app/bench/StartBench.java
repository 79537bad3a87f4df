package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * How long the packed application takes from its process's start to healthy: on an empty data folder ({@code cold_s}) and
 * on one that has data ({@code warm_s}); the resident memory of application and database right after. Floors of the same
 * run: a JVM that does nothing, and the embedded MariaDB alone. The demo is not loaded.
 */
class StartBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HEAP = "768m";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Test
    void start() throws Exception {
        var target = Path.of("target").toAbsolutePath();
        var jar = jar(target);
        var cold = new double[RUNS];
        var warm = new double[RUNS];
        var app = new double[RUNS];
        var database = new double[RUNS];
        var jvm = new double[RUNS];
        var databaseCold = new double[RUNS];
        var databaseWarm = new double[RUNS];
        for (var run = 0; run < RUNS; run++) {
            var data = target.resolve("bench-data");
            FileSystemUtils.deleteRecursively(data);
            cold[run] = started(jar, data).seconds();
            var second = started(jar, data);
            warm[run] = second.seconds();
            app[run] = second.appMb();
            database[run] = second.databaseMb();
            jvm[run] = bareJvm();
            FileSystemUtils.deleteRecursively(data);
            databaseCold[run] = databaseAlone(data);
            databaseWarm[run] = databaseAlone(data);
            System.out.printf(
                    "run %d of %d: cold %.1f s, warm %.1f s, app %.0f MB, database %.0f MB%n",
                    run + 1, RUNS, cold[run], warm[run], app[run], database[run]);
            FileSystemUtils.deleteRecursively(data);
        }
        new Figures("start")
                .measured("cold_s", cold)
                .measured("warm_s", warm)
                .measured("rss_app_mb", app)
                .measured("rss_db_mb", database)
                .measured("floor_jvm_s", jvm)
                .measured("floor_db_cold_s", databaseCold)
                .measured("floor_db_warm_s", databaseWarm)
                .put("runs", RUNS)
                .put("jar_mb", Files.size(jar) / 1_000_000)
                .put("heap", HEAP)
                .put("demo", false)
                .print();
    }

    private record Started(double seconds, double appMb, double databaseMb) {}

    private Started started(Path jar, Path data) throws Exception {
        var port = freePort();
        Files.createDirectories(data.resolve("tmp"));
        var begin = System.nanoTime();
        var process = new ProcessBuilder(
                        java(),
                        "-Xmx" + HEAP,
                        "-Duser.timezone=UTC",
                        "-Djava.io.tmpdir=" + data.resolve("tmp"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        jar.toString(),
                        "--server.port=" + port,
                        "--mingbai.data=" + data,
                        "--mingbai.demo=false")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("bench.log").toFile())
                .start();
        try {
            while (!healthy(port)) {
                assertThat(process.isAlive())
                        .as("the application runs; its log is %s", data.resolve("bench.log"))
                        .isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            var database = process.descendants()
                    .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
                    .findFirst()
                    .orElseThrow();
            return new Started(seconds, residentMb(process.pid()), residentMb(database.pid()));
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it stops").isTrue();
        }
    }

    private boolean healthy(int port) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double bareJvm() throws Exception {
        var begin = System.nanoTime();
        var process = new ProcessBuilder(java(), "-Xmx" + HEAP, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double databaseAlone(Path data) {
        var begin = System.nanoTime();
        var server = EmbeddedDatabase.start(data.resolve("mariadb"));
        var seconds = (System.nanoTime() - begin) / 1e9;
        server.stop();
        return seconds;
    }

    private static double residentMb(long process) {
        return Long.parseLong(
                        Figures.line("/proc/" + process + "/status", "VmRSS").replaceAll("\\D", ""))
                / 1024.0;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path jar(Path target) throws IOException {
        try (var files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("mingbai-app-.*\\.jar"))
                    .toList();
            assertThat(jars).as("the packed application; bin/bench builds it").hasSize(1);
            return jars.getFirst();
        }
    }
}
