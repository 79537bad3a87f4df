package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What {@code bin/sabotage} runs: each sabotage in a process of its own, on a database of its own. */
class SabotageRun {

    private static final Path TARGET = Path.of("target", "sabotage");
    private static final long MINUTES = 10;

    @Test
    void everySabotageTurnsItsCheckRed() throws Exception {
        var every = Sabotage.every();
        var names = List.of(System.getProperty("mingbai.sabotage.names", "").split(" ")).stream()
                .filter(name -> !name.isBlank())
                .toList();
        assertThat(every.stream().map(Sabotage::name)).doesNotHaveDuplicates().containsAll(names);
        Files.createDirectories(TARGET);
        Map<String, String> results = new TreeMap<>();
        for (var sabotage : every) {
            if (names.isEmpty() || names.contains(sabotage.name())) {
                results.put(sabotage.name(), result(sabotage));
                System.out.println("SABOTAGED " + sabotage.name() + ": " + results.get(sabotage.name()));
            }
        }
        SabotageTable.write(every, results);
        assertThat(results.entrySet().stream()
                        .filter(entry -> !entry.getValue().startsWith(BrokenRun.RED))
                        .toList())
                .as("sabotages that did not turn their check red; see platform/app/" + TARGET)
                .isEmpty();
    }

    private static String result(Sabotage sabotage) throws IOException, InterruptedException {
        var data = TARGET.resolve("data");
        FileSystemUtils.deleteRecursively(data);
        var log = TARGET.resolve(sabotage.name() + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(System.getProperty("mingbai.sabotage.jvm", "-Xmx1g").split(" ")));
        command.addAll(List.of(
                "-XX:+EnableDynamicAgentLoading",
                "-Dmingbai.data=" + data.toAbsolutePath(),
                "-Dmingbai.embedded.buffer-pool=128M",
                "-Dmingbai.jobs.threads=0",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                BrokenRun.class.getName(),
                sabotage.name()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                return BrokenRun.NOT_RUN + "within " + MINUTES + " minutes";
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("SABOTAGE "))
                .reduce((first, last) -> last)
                .orElse(BrokenRun.NOT_RUN + "to its end");
    }
}
