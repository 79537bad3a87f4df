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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packed application in a process of its own, with its embedded database, as bin/run starts it. */
final class AppProcess {

    static final String HEAP = "768m";
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path data;
    private final long saidBefore;
    final int port;

    private AppProcess(Process process, Path data, long saidBefore, int port) {
        this.process = process;
        this.data = data;
        this.saidBefore = saidBefore;
        this.port = port;
    }

    /**
     * Starts it as bin/run does, with the cache of an earlier run where there is one; the demo is not loaded unless an
     * argument says so. {@link #awaitHealthy} says when it answers.
     */
    static AppProcess start(Path data, int port) throws IOException {
        return start(data, port, "");
    }

    /**
     * Starts it with further options of the JVM.
     *
     * @param options as the command line has them, or empty
     */
    static AppProcess start(Path data, int port, String options) throws IOException {
        return start(data, port, options, Map.of());
    }

    /**
     * Starts it with an environment.
     *
     * @param environment where the database is, for instance
     * @param arguments of the application
     */
    static AppProcess start(Path data, int port, String options, Map<String, String> environment, String... arguments)
            throws IOException {
        Files.createDirectories(data.resolve("tmp"));
        var recording = System.getProperty("mingbai.bench.jfr", "");
        var words = new ArrayList<>(List.of(
                data.toString(), "--server.port=" + port, "--mingbai.data=" + data, "--spring.main.banner-mode=off"));
        words.addAll(List.of(arguments));
        if (words.stream().noneMatch(word -> word.startsWith("--mingbai.demo="))) {
            words.add("--mingbai.demo=false");
        }
        var log = data.resolve("bench.log");
        var saidBefore = Files.exists(log) ? Files.size(log) : 0;
        var script = script("app_prepare \"$1\"; shift; exec \"${app_start[@]}\" \"$@\"", words.toArray(String[]::new));
        script.environment().putAll(environment);
        if (!options.isBlank()) {
            script.environment().put("JDK_JAVA_OPTIONS", options);
        }
        if (!recording.isBlank()) {
            script.environment()
                    .merge(
                            "JDK_JAVA_OPTIONS",
                            "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording,
                            (before, more) -> before + " " + more);
        }
        return new AppProcess(
                script.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                data,
                saidBefore,
                port);
    }

    /** Makes the next start a first one after a build. */
    static void forgetEarlierRuns() throws IOException, InterruptedException {
        assertThat(script("rm -rf \"$app_home\"").start().waitFor()).isZero();
    }

    /** Makes the cache of what a run recorded that has stopped, as bin/run does after its first stop. */
    static void learn(Path data) throws IOException, InterruptedException {
        // Not in the background as there: somebody waits for it.
        assertThat(script("nice() { shift 2; \"$@\"; }; app_prepare \"$1\"; app_learn", data.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static ProcessBuilder script(String lines, String... arguments) {
        var command = new ArrayList<>(
                List.of("bash", "-c", "set -e; . bin/java-home.sh; . bin/app.sh; find_jdk; " + lines, "bench"));
        command.addAll(List.of(arguments));
        var script = new ProcessBuilder(command).directory(ROOT.toFile());
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("MINGBAI_HEAP", HEAP);
        return script;
    }

    void awaitHealthy() throws InterruptedException {
        assertThat(becomesHealthy())
                .as("the application runs; its log is %s", data.resolve("bench.log"))
                .isTrue();
    }

    /** Waits until it answers or has ended by itself, and says whether it answers. */
    boolean becomesHealthy() throws InterruptedException {
        var begin = System.nanoTime();
        while (!isHealthy()) {
            if (!process.isAlive()) {
                return false;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** What it has said since it was started. */
    String said() throws IOException {
        var all = Files.readAllBytes(data.resolve("bench.log"));
        return new String(all, (int) saidBefore, all.length - (int) saidBefore, StandardCharsets.UTF_8);
    }

    boolean isHealthy() throws InterruptedException {
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
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it stops").isTrue();
    }

    /** {@code kill -9}: the database process stays behind and is ended by the next start. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@code kill -9} of its database; the application stays behind without one. */
    void killDatabase() throws InterruptedException {
        var database = ProcessHandle.of(mariadbd()).orElseThrow();
        database.destroyForcibly();
        database.onExit().join();
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

    /** The processor time that a process has used so far, in seconds. */
    static double seconds(ProcessHandle process) {
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

    /** The size of the packed application, in MB. */
    static long jarMb() throws IOException {
        try (var files = Files.list(Path.of("target").toAbsolutePath())) {
            var jars = files.filter(file -> file.getFileName().toString().matches("mingbai-app-.*\\.jar"))
                    .toList();
            assertThat(jars).as("the packed application; bin/bench builds it").hasSize(1);
            return Files.size(jars.getFirst()) / 1_000_000;
        }
    }
}
