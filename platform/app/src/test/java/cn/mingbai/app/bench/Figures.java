package cn.mingbai.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a bench says: its figures with their spread, sizes, floors and the machine, as one line of JSON. */
final class Figures {

    private final Map<String, Object> values = new LinkedHashMap<>();

    Figures(String bench) {
        values.put("bench", bench);
    }

    /** A plain value: a size, a setting. */
    Figures put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** A value put before, or null. */
    @Nullable
    Object get(String key) {
        return values.get(key);
    }

    /** A measured figure: {@code key} is the median of the runs, beside it {@code key_min} and {@code key_max}. */
    Figures measured(String key, double... runs) {
        var sorted = runs.clone();
        Arrays.sort(sorted);
        var middle = sorted.length / 2;
        var median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        values.put(key, round(median));
        values.put(key + "_min", round(sorted[0]));
        values.put(key + "_max", round(sorted[sorted.length - 1]));
        return this;
    }

    /** Prints the line that bin/bench ends with. */
    void print() {
        print("BENCH");
    }

    /** Prints the line that ends with the figures, after this word. */
    void print(String word) {
        values.put("machine", machine());
        System.out.println(word + " " + JsonMapper.shared().writeValueAsString(values));
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static Map<String, Object> machine() {
        var machine = new LinkedHashMap<String, Object>();
        machine.put("cpu", line("/proc/cpuinfo", "model name"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put(
                "memory_mb", Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024);
        machine.put("load", line("/proc/loadavg", "").replaceAll(" .*", ""));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("java", Runtime.version().toString());
        return machine;
    }

    /** The value after the colon of the first line that starts so; the whole first line when nothing is asked. */
    static String line(String file, String start) {
        try (var lines = Files.lines(Path.of(file))) {
            var found = lines.filter(line -> line.startsWith(start)).findFirst().orElse("0");
            return start.isEmpty() ? found : found.replaceFirst("^[^:]*:\\s*", "");
        } catch (IOException unknown) {
            return "0";
        }
    }
}
