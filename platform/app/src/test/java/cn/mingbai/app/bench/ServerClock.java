package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The wall clock of a process, which stands wrong by as much as this says and is moved while the process runs, as by
 * somebody's hand or a time service. Debian's libfaketime stands between the process and its C library; what measures spans
 * ({@link System#nanoTime}) and the times of files stay true.
 */
final class ServerClock {

    private static final String LIBRARY = "libfaketimeMT.so.1";

    private final Path file;
    private volatile Duration ahead = Duration.ZERO;

    /** A right clock, kept in a file of this folder. */
    ServerClock(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("clock");
        set(Duration.ZERO);
    }

    /** What puts a process on this clock. */
    Map<String, String> environment() throws IOException {
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                // How long a process goes on by what it read last, in seconds.
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1",
                // Otherwise every timed wait of the JVM ends at once, and its threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    private static Path library() throws IOException {
        try (var places = Files.find(
                Path.of("/usr/lib"),
                3,
                (path, attributes) -> path.getFileName().toString().equals(LIBRARY))) {
            var found = places.findFirst();
            assertThat(found).as("Debian's package faketime is installed").isPresent();
            return found.orElseThrow();
        }
    }

    /** Moves it; negative is behind. A process follows within a second. */
    void set(Duration by) throws IOException {
        var draft = file.resolveSibling("clock.new");
        Files.writeString(draft, "%+d\n".formatted(by.toSeconds()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ahead = by;
    }

    /** Moves it so that it shows this now. */
    void show(Instant instant) throws IOException {
        set(Duration.between(Instant.now(), instant));
    }

    Duration ahead() {
        return ahead;
    }

    /** What it shows. */
    Instant now() {
        return Instant.now().plus(ahead);
    }
}
