package cn.mingbai.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nightly check of backups runs the Java that the service runs: on a server set up along docs/install.md it is on no
 * PATH and in no folder of Debian's.
 */
class ServerJavaTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern OF_THE_UNIT = Pattern.compile("(?m)^ExecStart=/(\\S+/bin/java) ");

    @Test
    void findsWhatTheUnitNames(@TempDir Path server) throws IOException, InterruptedException {
        var unit = OF_THE_UNIT.matcher(Files.readString(ROOT.resolve("deploy/mingbai.service")));
        assertThat(unit.find()).as("Java in the unit").isTrue();
        var java = server.resolve(unit.group(1));
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"25.0.3\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        var script = new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -euo pipefail; home=$PWD; . bin/backup.sh; find_java; printf %s \"${java[0]}\"")
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        // As a service of systemd is started.
        script.environment().keySet().removeIf(name -> !name.equals("PATH"));
        script.environment().put("java_root", server.toString());
        script.environment().put("MINGBAI_JAR", "pom.xml");
        var run = script.start();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo(java.toString());
    }
}
