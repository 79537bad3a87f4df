package cn.mingbai.app;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.start.StartRefused;
import cn.mingbai.core.start.Terminal;
import cn.mingbai.courses.snapshots.SnapshotVerification;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** {@code bin/verify}: verifies sealed reports without serving any page, and ends with an exit code. */
public final class VerifyCommand {

    /** Every report holds. */
    public static final int HOLDS = 0;

    /** At least one does not, or could not be verified. */
    public static final int FAILS = 1;

    /** Nothing was verified: the start was refused, or the option is wrong. */
    public static final int NOTHING = 2;

    private static final String OPTION = "--mingbai.verify=";

    private VerifyCommand() {}

    /** What is to be verified, if the arguments ask for that: {@code all}, the number of a report, or a file. */
    public static Optional<String> asked(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> argument.substring(OPTION.length()))
                .findFirst();
    }

    /** Verifies, says on the terminal what was found, and answers with the exit code. */
    public static int run(String what, String... arguments) {
        var application = new SpringApplication(MingbaiApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(java.util.Map.of("mingbai.jobs.threads", "0", "mingbai.demo", "false"));
        try (var context = application.run(arguments)) {
            List<String> lines = new java.util.ArrayList<>();
            var holds = context.getBean(SnapshotVerification.class).run(what, lines::add);
            lines.forEach(Terminal::say);
            return holds ? HOLDS : FAILS;
        } catch (StartRefused refused) {
            return NOTHING;
        }
    }
}
