package cn.mingbai.app.bench;

import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * How long the packed application takes from its process's start to healthy: on an empty data folder and the first time
 * after a build ({@code cold_s}), on the same folder after a stop ({@code warm_s}), and there after a {@code kill -9}
 * ({@code killed_s}); {@code first_stop_s} is the stop that writes down what the next start is made faster with. The
 * resident memory of application and database right after the second start. Floors of the same run: a JVM that does
 * nothing, and the embedded MariaDB alone. The demo is not loaded.
 */
class StartBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);

    @Test
    void start() throws Exception {
        var data = Path.of("target/bench-data").toAbsolutePath();
        var cold = new double[RUNS];
        var firstStop = new double[RUNS];
        var warm = new double[RUNS];
        var killed = new double[RUNS];
        var app = new double[RUNS];
        var database = new double[RUNS];
        var jvm = new double[RUNS];
        var databaseCold = new double[RUNS];
        var databaseWarm = new double[RUNS];
        for (var run = 0; run < RUNS; run++) {
            FileSystemUtils.deleteRecursively(data);
            AppProcess.forgetEarlierRuns();
            var first = started(data);
            cold[run] = first.seconds();
            var stopping = System.nanoTime();
            first.process().stop();
            firstStop[run] = seconds(stopping);
            AppProcess.learn(data);
            var second = started(data);
            warm[run] = second.seconds();
            app[run] = second.process().residentMb();
            database[run] = second.process().databaseMb();
            second.process().kill();
            var third = started(data);
            killed[run] = third.seconds();
            third.process().stop();
            jvm[run] = bareJvm();
            FileSystemUtils.deleteRecursively(data);
            databaseCold[run] = databaseAlone(data);
            databaseWarm[run] = databaseAlone(data);
            System.out.printf(
                    "run %d of %d: cold %.1f s, warm %.1f s, after kill -9 %.1f s, app %.0f MB, database %.0f MB%n",
                    run + 1, RUNS, cold[run], warm[run], killed[run], app[run], database[run]);
            FileSystemUtils.deleteRecursively(data);
        }
        new Figures("start")
                .measured("cold_s", cold)
                .measured("warm_s", warm)
                .measured("killed_s", killed)
                .measured("first_stop_s", firstStop)
                .measured("rss_app_mb", app)
                .measured("rss_db_mb", database)
                .measured("floor_jvm_s", jvm)
                .measured("floor_db_cold_s", databaseCold)
                .measured("floor_db_warm_s", databaseWarm)
                .put("runs", RUNS)
                .put("jar_mb", AppProcess.jarMb())
                .put("heap", AppProcess.HEAP)
                .put("demo", false)
                .print();
    }

    private record Started(AppProcess process, double seconds) {}

    private static Started started(Path data) throws Exception {
        var begin = System.nanoTime();
        var process = AppProcess.start(data, AppProcess.freePort());
        process.awaitHealthy();
        return new Started(process, seconds(begin));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double bareJvm() throws Exception {
        var begin = System.nanoTime();
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "-Xmx" + AppProcess.HEAP, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return seconds(begin);
    }

    private static double databaseAlone(Path data) {
        var begin = System.nanoTime();
        var server = EmbeddedDatabase.start(data.resolve("mariadb"));
        var seconds = seconds(begin);
        server.stop();
        return seconds;
    }
}
