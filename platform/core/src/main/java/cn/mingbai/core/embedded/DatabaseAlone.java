package cn.mingbai.core.embedded;

import cn.mingbai.core.start.StartRefused;
import cn.mingbai.core.start.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The embedded server without the application, for bin/backup and bin/restore: it runs until its input ends. */
public final class DatabaseAlone {

    private static final String OPTION = "--mingbai.database-alone=";

    private DatabaseAlone() {}

    /** The folder of the server, if the arguments ask for it alone. */
    public static Optional<Path> asked(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> Path.of(argument.substring(OPTION.length())))
                .findFirst();
    }

    /**
     * Starts the server, says its port in the line {@code port NUMBER}, and stops it when {@code in} ends.
     *
     * @return the exit code: 0, or 2 when it did not start, which is said
     */
    public static int run(Path folder, InputStream in) {
        try {
            var server = EmbeddedDatabase.start(folder);
            try {
                Terminal.say("port " + server.port());
                in.transferTo(OutputStream.nullOutputStream());
            } finally {
                server.stop();
            }
            return 0;
        } catch (StartRefused | IOException refused) {
            Terminal.say(String.valueOf(refused.getMessage()));
            return 2;
        }
    }
}
