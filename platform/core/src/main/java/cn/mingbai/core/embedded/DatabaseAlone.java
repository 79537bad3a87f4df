package cn.mingbai.core.embedded;

import cn.mingbai.core.start.StartRefused;
import java.io.IOException;
import java.io.InputStream;
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
     * Starts the server, prints its port as one line, and stops it when {@code in} ends.
     *
     * @return the exit code: 0, or 2 when it did not start, which is said on the error stream
     */
    public static int run(Path folder, InputStream in) {
        // The port is all that stands on the output; the library logs there otherwise.
        var out = System.out;
        System.setOut(System.err);
        try {
            var server = EmbeddedDatabase.start(folder);
            try {
                out.println(server.port());
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } finally {
                server.stop();
            }
            return 0;
        } catch (StartRefused | IOException refused) {
            System.err.println(refused.getMessage());
            return 2;
        }
    }
}
