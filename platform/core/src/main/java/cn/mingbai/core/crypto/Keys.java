package cn.mingbai.core.crypto;

import cn.mingbai.core.start.StartRefused;
import cn.mingbai.core.time.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys outside the database, one file of 64 hexadecimal digits each in the folder {@code mingbai.keys}, made at the first
 * start. The database keeps a fingerprint of each, so that a start with other keys stops instead of writing what nobody
 * can read.
 */
@Component
public class Keys {

    private static final int KEY_BYTES = 32;
    private static final String FINGERPRINT_TEXT = "mingbai key fingerprint";

    private final Path folder;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Keys(@Value("${mingbai.keys}") Path folder, JdbcClient jdbc, Clock clock, TransactionTemplate transactions) {
        this.folder = folder;
        this.jdbc = jdbc;
        this.clock = clock;
        // A key is first asked for wherever it is, be that in a transaction that only reads.
        this.transactions =
                new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()), transactions);
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.transactions.setReadOnly(false);
    }

    /** The keys before the application is up: for a migration, on its own connection. */
    public static Keys on(Path folder, Connection connection, Clock clock) {
        var source = new SingleConnectionDataSource(connection, true);
        return new Keys(
                folder,
                JdbcClient.create(source),
                clock,
                new TransactionTemplate(new DataSourceTransactionManager(source)));
    }

    /**
     * The key of this name, made when neither the file nor its fingerprint exists.
     *
     * @throws StartRefused when the file is missing or is not the key that the database was written with
     */
    public byte[] key(String name) {
        var file = folder.resolve(name + ".key");
        // In this order: another start publishes the file before the fingerprint, so one seen here has its file there.
        var writtenBefore = fingerprint(name).isPresent();
        if (!Files.exists(file)) {
            if (writtenBefore) {
                throw new StartRefused("The key file " + file + " is missing, but the database was written"
                        + " with it. Put the file back from the backup and start again.");
            }
            create(file);
        }
        var key = read(file);
        var print = hmac(key, FINGERPRINT_TEXT);
        var known = fingerprint(name).orElseGet(() -> recorded(name, print));
        if (!MessageDigest.isEqual(known, print)) {
            throw new StartRefused("The key file " + file + " is not the key that the database was written"
                    + " with. Put the right file back from the backup and start again.");
        }
        return key;
    }

    // Two nodes may start at once: the first row stands, and whoever brought another key stops.
    private byte[] recorded(String name, byte[] print) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("insert ignore into key_fingerprint (name, fingerprint, recorded_at) values (:name, :print, :now)")
                    .param("name", name)
                    .param("print", print)
                    .param("now", Times.sql(clock.instant()))
                    .update();
            return fingerprint(name).orElseThrow();
        }));
    }

    private Optional<byte[]> fingerprint(String name) {
        return jdbc.sql("select fingerprint from key_fingerprint where name = :name")
                .param("name", name)
                .query(byte[].class)
                .optional();
    }

    /** HMAC-SHA-256 of a text in UTF-8. */
    public static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("expected HmacSHA256 in every JDK", missing);
        }
    }

    /** Writes a whole key under another name first, so that no start ever meets half a key. */
    private void create(Path file) {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createDirectories(folder);
            var draft = Files.createTempFile(folder, "new", ".key", ownerOnly());
            try {
                Files.writeString(draft, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.SYNC);
                publish(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write the key file " + file, failed);
        }
    }

    /** Gives the draft its name unless another start was faster; a link, unlike a move, never replaces. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException raced) {
            return;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (!Files.exists(file)) {
                Files.move(draft, file);
            }
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] read(Path file) {
        try {
            var key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
            throw malformed(file, null);
        } catch (IllegalArgumentException | IOException failed) {
            throw malformed(file, failed);
        }
    }

    private static StartRefused malformed(Path file, @Nullable Exception cause) {
        var sentence = "The key file " + file + " does not hold a key of " + 2 * KEY_BYTES
                + " hexadecimal digits that can be read. Put the right file back from the backup and start again.";
        return cause == null ? new StartRefused(sentence) : new StartRefused(sentence, cause);
    }
}
