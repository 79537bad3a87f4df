package cn.mingbai.core.start;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints the one sentence of a refused start on the error stream; other failures keep their usual report. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartReporter implements SpringBootExceptionReporter {

    StartReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return report(failure, System.err);
    }

    static boolean report(Throwable failure, PrintStream out) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                out.println(refused.getMessage());
                return true;
            }
            if (cause instanceof PortInUseException port) {
                out.println("Port " + port.getPort()
                        + " is in use: stop the program that uses it, or choose another with" + " --port.");
                return true;
            }
        }
        return false;
    }
}
