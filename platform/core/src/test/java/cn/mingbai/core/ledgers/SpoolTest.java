package cn.mingbai.core.ledgers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SpoolTest {

    private static List<Path> files() throws IOException {
        try (var found = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return found.filter(file -> file.getFileName().toString().startsWith("mingbai-ledger"))
                    .toList();
        }
    }

    @Test
    void whatIsWrittenIsReadHoweverLong() throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var length : List.of(0, 1, 1000, Spool.IN_MEMORY, Spool.IN_MEMORY + 1, 3_000_001)) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            var spool = new Spool();
            for (var at = 0; at < length; ) {
                var part = Math.min(1 + random.nextInt(70_000), length - at);
                spool.write(bytes, at, part);
                at += part;
            }
            assertThat(spool.size()).isEqualTo((long) length);
            try (var read = spool.open()) {
                assertThat(read.readAllBytes())
                        .as("seed %s, length %s", seed, length)
                        .isEqualTo(bytes);
            }
        }
    }

    // A file that goes away when it is closed has lost its name already; its holder still sees it.
    private static List<Path> held() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().contains("mingbai-ledger");
                        } catch (IOException closed) {
                            return false;
                        }
                    })
                    .toList();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileHasNoNameIsEncryptedAndGoneAfterwards() throws IOException {
        var named = files();
        var before = held();
        var spool = new Spool();
        var text = "王建国 13900000000\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        spool.write(text);
        assertThat(files()).isEqualTo(named);
        var made = held().stream().filter(file -> !before.contains(file)).toList();
        assertThat(made).hasSize(1);
        assertThat(new String(Files.readAllBytes(made.getFirst()), StandardCharsets.UTF_8))
                .hasSizeGreaterThan(1000)
                .doesNotContain("王建国", "139000");
        try (var read = spool.open()) {
            assertThat(read.readAllBytes()).isEqualTo(text);
        }
        assertThat(held()).isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNotFetchedIsGoneWhenClosed() throws IOException {
        var before = held();
        var spool = new Spool();
        spool.write(new byte[Spool.IN_MEMORY * 2]);
        assertThat(held()).hasSize(before.size() + 1);
        spool.end();
        assertThat(held()).isEqualTo(before);
    }
}
