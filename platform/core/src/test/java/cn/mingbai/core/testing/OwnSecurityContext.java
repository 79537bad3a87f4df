package cn.mingbai.core.testing;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Every application of a test run makes a holder of the signed-in person, and the one made last is the JVM's. A test that
 * goes on with an application started earlier gets that application's holder back; otherwise nobody would be signed in there.
 */
final class OwnSecurityContext implements TestExecutionListener {

    @Override
    public void prepareTestInstance(TestContext test) {
        test.getApplicationContext()
                .getBeanProvider(SecurityContextHolderStrategy.class)
                .ifAvailable(SecurityContextHolder::setContextHolderStrategy);
    }
}
