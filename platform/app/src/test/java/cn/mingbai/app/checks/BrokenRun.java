package cn.mingbai.app.checks;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the test of one sabotage with its defence broken, until a part of it turns red; its last line says how that went.
 */
final class BrokenRun {

    static final String GREEN = "SABOTAGE green";
    static final String RED = "SABOTAGE red ";
    static final String NOT_RUN = "SABOTAGE not run ";

    private BrokenRun() {}

    public static void main(String[] arguments) {
        var sabotage = Sabotage.every().stream()
                .filter(s -> s.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        sabotage.how().forEach(Break::apply);
        var run = new ArrayList<String>();
        var failed = new ArrayList<String>();
        var prevented = new ArrayList<String>();
        var seen = CancellationToken.create();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(sabotage.check()))
                .build();
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(request)
                        .cancellationToken(seen)
                        .listeners(new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()) {
                                    run.add(test.getDisplayName());
                                }
                                result.getThrowable().ifPresent(thrown -> {
                                    thrown.printStackTrace(System.out);
                                    if (test.isTest() && !isWithoutApplication(thrown)) {
                                        failed.add(test.getDisplayName());
                                        seen.cancel();
                                    } else {
                                        prevented.add(test.getDisplayName());
                                    }
                                });
                            }
                        })
                        .build());
        if (!failed.isEmpty()) {
            System.out.println(RED + String.join(", ", failed));
        } else if (run.isEmpty() || !prevented.isEmpty()) {
            System.out.println(NOT_RUN + String.join(", ", prevented));
        } else {
            System.out.println(GREEN);
        }
        System.out.flush();
        Runtime.getRuntime().exit(0);
    }

    // A test whose application did not start shows nothing about the defence.
    private static boolean isWithoutApplication(Throwable thrown) {
        return thrown instanceof IllegalStateException
                && String.valueOf(thrown.getMessage()).contains("ApplicationContext");
    }
}
