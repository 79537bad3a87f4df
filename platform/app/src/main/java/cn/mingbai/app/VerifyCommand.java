package cn.mingbai.app;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.audit.AuditVerification;
import cn.mingbai.core.start.Terminal;
import cn.mingbai.district.snapshots.OutreachVerification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/** {@code bin/verify}: verifies sealed reports and the audit trail, serving pages to nobody, and ends with an exit code. */
public final class VerifyCommand {

    /** Everything holds. */
    public static final int HOLDS = 0;

    /** At least one does not, or could not be verified. */
    public static final int FAILS = 1;

    /** Nothing was verified: the start was refused, or the option is wrong. */
    public static final int NOTHING = 2;

    private static final String OPTION = "--mingbai.verify=";
    private static final String AUDIT = "audit:";

    // Vaadin asks for a web context: it listens on the loopback address, at a port that nobody is told, and only until
    // the answer is there. No job and no demo begins, and the running server's management port stays its own.
    private static final List<String> QUIET = List.of(
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.server.port=-1",
            "--mingbai.jobs.threads=0",
            "--mingbai.demo=false");

    private VerifyCommand() {}

    /**
     * What is to be verified, if the arguments ask for that: {@code all}, the number of a report, {@code outreach:} with a
     * number, a file, or {@code audit:} with an anchor of the audit trail or nothing.
     */
    public static Optional<String> asked(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> argument.substring(OPTION.length()))
                .findFirst();
    }

    /** Verifies, says on the terminal what was found, and answers with the exit code. */
    public static int run(String what, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(QUIET);
        try (var context = SpringApplication.run(MingbaiApplication.class, all.toArray(String[]::new))) {
            return holds(context, what) ? HOLDS : FAILS;
        } catch (IllegalArgumentException wrong) {
            Terminal.say(String.valueOf(wrong.getMessage()));
            return NOTHING;
        } catch (RuntimeException refused) {
            // Said on the terminal, or in the log, by whoever reports failed starts.
            return NOTHING;
        }
    }

    private static boolean holds(ApplicationContext context, String what) {
        var trail = context.getBean(AuditVerification.class);
        if (what.startsWith(AUDIT)) {
            return trail.run(what.substring(AUDIT.length()), Terminal::say);
        }
        var reports = context.getBean(OutreachVerification.class).run(what, Terminal::say);
        return (!what.equals("all") || trail.run("", Terminal::say)) && reports;
    }
}
