package cn.mingbai.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.mingbai.TestApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class KeysModuleTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transactions;

    @TempDir
    Path folder;

    /** The database outlives a run, so each test brings a name of its own. */
    private final String name = "t" + Long.toString(System.nanoTime(), 36);

    @Test
    void makesAKeyAtTheFirstStartAndFindsItAtTheNext() throws Exception {
        var key = start(folder.resolve("new")).key(name);
        var file = folder.resolve("new").resolve(name + ".key");
        assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(Files.readString(file).strip()).isEqualTo(HexFormat.of().formatHex(key));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(start(folder.resolve("new")).key(name)).isEqualTo(key);
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsNoKeyInTheDatabase() {
        var key = start(folder).key(name);
        var print = jdbc.sql("select fingerprint from key_fingerprint where name = ?")
                .params(name)
                .query(byte[].class)
                .single();
        assertThat(print).hasSize(32).isNotEqualTo(key);
    }

    @Test
    void aMissingFileStopsTheStartInsteadOfMakingAnotherKey() throws Exception {
        start(folder).key(name);
        var file = folder.resolve(name + ".key");
        Files.delete(file);
        assertThatIllegalStateException()
                .isThrownBy(() -> start(folder).key(name))
                .withMessageContaining(file.toString())
                .withMessageContaining("missing")
                .withMessageContaining("backup");
        assertThat(file).doesNotExist();
    }

    @Test
    void aForeignFileStopsTheStart() throws Exception {
        start(folder).key(name);
        Files.writeString(folder.resolve(name + ".key"), "0".repeat(64));
        assertThatIllegalStateException()
                .isThrownBy(() -> start(folder).key(name))
                .withMessageContaining("is not the key")
                .withMessageContaining("backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "not a key at all"})
    void aBrokenFileIsNamedAndItsContentIsNot(String content) throws Exception {
        var file = folder.resolve(name + ".key");
        Files.writeString(file, content);
        assertThatIllegalStateException()
                .isThrownBy(() -> start(folder).key(name))
                .withMessageContaining(file.toString())
                .withMessageContaining("64 hexadecimal digits")
                .withMessageNotContaining("not a key at all");
    }

    @Test
    void keysRestoredBesideANewDatabaseAreTakenUp() throws Exception {
        Files.writeString(folder.resolve(name + ".key"), "ab".repeat(32) + "\n");
        assertThat(start(folder).key(name)).isEqualTo(HexFormat.of().parseHex("ab".repeat(32)));
    }

    @Test
    void nodesStartingAtOnceAgreeOnOneKey() throws Exception {
        var barrier = new CyclicBarrier(8);
        var starts = new ArrayList<Callable<byte[]>>();
        for (var node = 0; node < 8; node++) {
            starts.add(() -> {
                barrier.await();
                return start(folder).key(name);
            });
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            var keys = new ArrayList<String>();
            for (var done : pool.invokeAll(starts)) {
                keys.add(HexFormat.of().formatHex(done.get()));
            }
            assertThat(keys.stream().distinct()).hasSize(1);
        }
    }

    @Test
    void hmacIsTheOneOfTheStandard() {
        // RFC 4231, test case 2.
        assertThat(HexFormat.of()
                        .formatHex(Keys.hmac(
                                "Jefe".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                "what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    private Keys start(Path keys) {
        return new Keys(keys, jdbc, clock, transactions);
    }
}
