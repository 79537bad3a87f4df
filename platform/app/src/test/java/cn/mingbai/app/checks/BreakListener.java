package cn.mingbai.app.checks;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Breaks what is to be broken once the application of a test has started. */
final class BreakListener implements TestExecutionListener {

    @Override
    public void prepareTestInstance(TestContext test) {
        var waiting = Break.Started.WAITING;
        if (!waiting.isEmpty()) {
            var application = test.getApplicationContext();
            while (!waiting.isEmpty()) {
                waiting.removeFirst().accept(application);
            }
        }
    }
}
