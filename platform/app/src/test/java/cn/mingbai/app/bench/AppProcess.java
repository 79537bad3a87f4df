package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packed application in a process of its own, with its embedded database, as bin/run starts it. */
final class AppProcess {

    static final String HEAP = "768m";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path data;
    final int port;

    private AppProcess(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /** Starts it; the demo is not loaded. {@link #awaitHealthy} says when it answers. */
    static AppProcess start(Path data, int port) throws IOException {
        Files.createDirectories(data.resolve("tmp"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseParallelGC",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + data.resolve("tmp"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        var recording = System.getProperty("mingbai.bench.jfr", "");
        if (!recording.isBlank()) {
            command.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        command.addAll(List.of(
                "-jar",
                jar().toString(),
                "--server.port=" + port,
                "--mingbai.data=" + data,
                "--mingbai.demo=false",
                "--spring.main.banner-mode=off"));
        return new AppProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                data.resolve("bench.log").toFile()))
                        .start(),
                data,
                port);
    }

    void awaitHealthy() throws InterruptedException {
        var begin = System.nanoTime();
        while (!healthy()) {
            assertThat(process.isAlive())
                    .as("the application runs; its log is %s", data.resolve("bench.log"))
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean healthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it as a user does. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it stops").isTrue();
    }

    /** {@code kill -9}: the database process stays behind and is ended by the next start. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** A connection to its database. */
    Connection database() throws IOException, SQLException {
        var words = new String(Files.readAllBytes(Path.of("/proc/" + mariadbd() + "/cmdline")), StandardCharsets.UTF_8);
        var port = Pattern.compile("--port=(\\d+)").matcher(words);
        assertThat(port.find()).as(words).isTrue();
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port.group(1) + "/mingbai",
                "mingbai",
                Files.readString(data.resolve("mariadb/password")).strip());
    }

    private long mariadbd() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** The processor time that application and database have used so far, in seconds. */
    double[] processorSeconds() {
        return new double[] {
            seconds(process.toHandle()), seconds(ProcessHandle.of(mariadbd()).orElseThrow())
        };
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** What the application holds in memory now, in MB. */
    long residentMb() {
        return memory(process.pid(), "VmRSS");
    }

    /** What the application held at most. */
    long peakMb() {
        return memory(process.pid(), "VmHWM");
    }

    /** What its database holds in memory now, in MB. */
    long databaseMb() {
        return memory(mariadbd(), "VmRSS");
    }

    private static long memory(long process, String line) {
        return Long.parseLong(Figures.line("/proc/" + process + "/status", line).replaceAll("\\D", "")) / 1024;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(Path.of("target").toAbsolutePath())) {
            var jars = files.filter(file -> file.getFileName().toString().matches("mingbai-app-.*\\.jar"))
                    .toList();
            assertThat(jars).as("the packed application; bin/bench builds it").hasSize(1);
            return jars.getFirst();
        }
    }
}
